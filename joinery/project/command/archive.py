"""Everything in one file: the database as it was at one moment, and the files that its rows name.

First the database, then the files: bytes lie on the disk before a row names them, so no file that this database names
is missing. A backup from before there were files is a bare database, and is restored too.
"""

from __future__ import annotations

import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

DATABASE = "joinery.sqlite3"
KEPT = re.compile(r"files/[0-9a-f]{2}/[0-9a-f]{32}|letters/[0-9a-f]{64}\.eml|recordings/[2-9a-z]{18}\.(original|ogg)")


def pack(database: Path, folder: Path, target: Path) -> int:
    """How many files went in beside the database. `target` is whole or not there."""
    part, many = target.with_name(target.name + ".part"), 0
    try:
        with tarfile.open(part, "w") as archive:
            archive.add(database, DATABASE)
            for path in sorted(
                [*folder.glob("files/??/*"), *folder.glob("letters/*.eml"), *folder.glob("recordings/*")]
            ):
                name = path.relative_to(folder).as_posix()
                if KEPT.fullmatch(name) and _added(archive, path, name):
                    many += 1
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    return many


def is_archive(path: Path) -> bool:
    return tarfile.is_tarfile(path)


def database_in(path: Path, folder: Path) -> Path:
    """The database of an archive as a file of its own. Raises KeyError when there is none."""
    with tarfile.open(path) as archive, tempfile.NamedTemporaryFile(dir=folder, delete=False) as copy:
        content = archive.extractfile(archive.getmember(DATABASE))
        if content is None:
            raise KeyError(DATABASE)
        shutil.copyfileobj(content, copy)
        return Path(copy.name)


def unpack_files(path: Path, folder: Path) -> int:
    """What is there already stays: a file is written once and its name is never used again. Other names are passed
    over, so that an archive from elsewhere writes nowhere else."""
    many = 0
    with tarfile.open(path) as archive:
        for member in _files(archive):
            target = folder / member.name
            content = archive.extractfile(member)
            if target.exists() or content is None:
                continue
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = target.with_suffix(".part")
            with part.open("wb") as copy:
                shutil.copyfileobj(content, copy)
            part.rename(target)
            many += 1
    return many


def _files(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    return (member for member in archive if member.isfile() and KEPT.fullmatch(member.name))


def _added(archive: tarfile.TarFile, path: Path, name: str) -> bool:
    try:
        archive.add(path, name, recursive=False)
    except FileNotFoundError:  # swept meanwhile: no row named it
        return False
    return True
