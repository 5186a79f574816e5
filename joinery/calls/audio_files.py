"""Where the files of recordings lie: in a folder of their own beside the data, named by nothing that anybody typed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

SPARE = 512 * 1024 * 1024  # bytes that stay free on the disk for everything else
ORPHANED = 3600.0  # seconds after which a file without a row is nobody's


class CannotKeep(Exception):
    """The file cannot be kept; the message says why."""


def folder() -> Path:
    return Path(settings.DATA) / "recordings"


def original_of(public_id: str) -> Path:
    return folder() / f"{public_id}.original"


def copy_of(public_id: str) -> Path:
    """What is listened to: made by us from the samples."""
    return folder() / f"{public_id}.ogg"


def work_of(public_id: str) -> Path:
    """What was heard so far, while it is being heard."""
    return folder() / f"{public_id}.work"


def _parts(public_id: str) -> Path:
    """A recording that comes in parts, before it is whole."""
    return folder() / f"{public_id}.parts"


def size_of_parts(public_id: str) -> int:
    try:
        return _parts(public_id).stat().st_size
    except FileNotFoundError:
        return 0


@contextmanager
def parts_of(public_id: str) -> Iterator[IO[bytes] | None]:
    """Open to be written by one at a time; None where somebody else is at it."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(_parts(public_id), os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        yield file


def append(file: IO[bytes], here: int, chunks: Iterable[bytes], most: int) -> int:
    """From `here` on, to the disk before it is said to be there; what was written behind `here` and never noted is
    written over."""
    file.seek(here)
    file.truncate(here)
    try:
        for chunk in chunks:
            if here + len(chunk) > most:
                raise CannotKeep("This part is larger than was said.")
            file.write(chunk)
            here += len(chunk)
    except OSError as trouble:
        raise CannotKeep(f"The recording could not be kept ({trouble.strerror}).") from None
    finally:
        file.flush()
        os.fsync(file.fileno())
    return here


def read_parts(public_id: str) -> Iterator[bytes]:
    with _parts(public_id).open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk


def drop_parts(public_id: str) -> None:
    _parts(public_id).unlink(missing_ok=True)


def write(public_id: str, chunks: Iterable[bytes], most: int) -> tuple[str, int, bytes]:
    """Chunk by chunk to the disk: sha256, size and the first bytes. All or nothing."""
    place = original_of(public_id)
    part, told, size, head = place.with_suffix(".part"), hashlib.sha256(), 0, b""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise CannotKeep(f"This recording is larger than {most >> 20} MB.")
                head = head or chunk[:64]
                told.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        part.rename(place)
    except OSError as trouble:
        raise CannotKeep(f"The recording could not be kept ({trouble.strerror}).") from None
    finally:
        part.unlink(missing_ok=True)
    return told.hexdigest(), size, head


def has_room_for(size: int) -> bool:
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    return shutil.disk_usage(folder()).free > size + SPARE


def drop_original(public_id: str) -> None:
    """Our own copy stays."""
    original_of(public_id).unlink(missing_ok=True)


def drop(public_id: str) -> None:
    for place in (original_of(public_id), copy_of(public_id)):
        place.unlink(missing_ok=True)
    shutil.rmtree(work_of(public_id), ignore_errors=True)


def sweep(known: set[str]) -> list[str]:
    """Drops what belongs to no row: the rest of an upload that broke off, the file of a call that is gone."""
    gone = []
    for place in list(folder().iterdir()) if folder().is_dir() else ():
        public_id = place.name.partition(".")[0]
        if public_id in known or time.time() - place.stat().st_mtime < ORPHANED:
            continue
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)
        gone.append(place.name)
    return gone
