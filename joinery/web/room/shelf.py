"""The files of a room as its guests see them. Like pages.py: a field here is a decision, not a detail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from joinery.rooms.contents import kind_words
from joinery.rooms.files import FILE_LIMIT, MEGABYTE
from joinery.rooms.models import FileVersion, Guest, RoomFile


@dataclass(frozen=True)
class VersionRow:
    number: int  # counted among those both sides see, so that a gap tells nothing
    name: str
    kind: str
    size: int
    by: str
    at: datetime
    get: str
    picture: str  # where it is shown whole; "" when it is no picture
    small: str
    width: int
    height: int


@dataclass(frozen=True)
class FileRow:
    place: str
    newest: VersionRow
    earlier: tuple[VersionRow, ...]
    add_to: str
    away_to: str  # "" when somebody else put it here


@dataclass(frozen=True)
class Shelf:
    files: tuple[FileRow, ...]
    more: int  # so many stand on the page of all files
    add_to: str
    limit: int  # MB

    @property
    def is_whole(self) -> bool:
        return not self.more


@dataclass(frozen=True)
class FilesPage:
    company: str
    firm: str
    home: str
    shelf: Shelf
    zone: str
    fault: str = ""


def shelf_of(files: list[RoomFile], guest: Guest, shown: int | None = None) -> Shelf:
    room = guest.room.public_id
    rows = tuple(_row(file, guest, room) for file in files[:shown])
    return Shelf(rows, len(files) - len(rows), reverse("room:files", args=[room]), FILE_LIMIT // MEGABYTE)


def _row(file: RoomFile, guest: Guest, room: str) -> FileRow:
    shown: list[FileVersion] = file.shown  # type: ignore[attr-defined]
    rows = [_version(version, number, room) for version, number in zip(shown, _numbers(shown), strict=True)]
    is_mine = shown[-1].by_guest_id == guest.pk
    return FileRow(
        place=f"file-{file.public_id}",
        newest=rows[0],
        earlier=tuple(rows[1:]),
        add_to=reverse("room:file_versions", args=[room, file.public_id]),
        away_to=reverse("room:file_away", args=[room, file.public_id]) if is_mine else "",
    )


def _numbers(shown: list[FileVersion]) -> Iterable[int]:
    return range(len(shown), 0, -1)


def _version(version: FileVersion, number: int, room: str) -> VersionRow:
    at = [room, version.public_id]
    return VersionRow(
        number=number,
        name=version.name,
        kind=kind_words(version.kind),
        size=version.size,
        by=version.by.name,
        at=version.shared_at or version.kept_at,
        get=reverse("room:version", args=at),
        picture=reverse("room:version_picture", args=at) if version.is_picture else "",
        small=reverse("room:version_small", args=at) if version.is_picture else "",
        width=version.width,
        height=version.height,
    )
