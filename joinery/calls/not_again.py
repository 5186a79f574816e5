"""What must not come back, though an older backup be restored: consents taken back and people erased, one a line in a
file beside the database, by public ids alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


def _file() -> Path:
    return Path(settings.DATA) / "not-again.jsonl"


def remember(kind: str, **ids: str) -> None:
    """On the disk before this returns. Called when the deed itself is committed."""
    _file().parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
        file.write(json.dumps({"kind": kind, **ids}) + "\n")
        file.flush()
        os.fsync(file.fileno())


def remembered() -> Iterator[dict[str, str]]:
    """A line that broke off is passed over."""
    if not _file().is_file():
        return
    for line in _file().read_text(errors="replace").splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found
