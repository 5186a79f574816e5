"""Where large things lie: one file each in the data folder, under a name that says nothing.

First the bytes, then the row that names them. What no row names is swept away after a day; see rooms/files.py.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def keep_bytes(content: bytes) -> str:
    """Whole and on the disk before its name is given out."""
    place = uuid.uuid4().hex
    path = path_of(place)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    return place


def path_of(place: str) -> Path:
    """Only ever from a name that we made: a UUID has no dots and no slashes."""
    return _folder() / place[:2] / uuid.UUID(hex=place).hex


def drop_bytes(place: str) -> None:
    path_of(place).unlink(missing_ok=True)


def kept_before(moment: datetime) -> Iterator[Path]:
    """Everything that has lain here since before then, also what was broken off in the middle."""
    for path in _folder().glob("??/*"):
        try:
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment:
                yield path
        except FileNotFoundError:  # another worker was here first
            continue


def _folder() -> Path:
    return Path(settings.DATA) / "files"
