"""Files of a room: kept in versions, shown by an explicit act, taken back, swept away when nothing names them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext

from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.gateways.storage import keep_bytes, kept_before
from joinery.lib.pictures import Drawn, NoPicture, drawn_anew, drawn_small
from joinery.rooms.contents import PICTURES, PROGRAM, kind_of
from joinery.rooms.models import FileVersion, Guest, Room, RoomFile

MEGABYTE = 1024 * 1024
FILE_LIMIT = 25 * MEGABYTE
ROOM_LIMIT = 1000 * MEGABYTE
SMALL = 640
GRACE = timedelta(hours=24)
NAME_LENGTH = 120


class CannotKeepFile(Exception):
    """Too large, no room left, or something that nobody should be sent. Says which."""


@dataclass(frozen=True)
class Content:
    """What will be kept, looked at and drawn anew where it is a picture."""

    name: str
    kind: str
    content: bytes
    small: bytes = b""
    width: int = 0
    height: int = 0


def keep_file(
    room: Room,
    upload: File[bytes],
    *,
    by: User | Guest,
    now: datetime,
    file: RoomFile | None = None,
    is_shared: bool = False,
) -> FileVersion:
    """A guest's file is before both sides at once; ours when `is_shared` or share_version says so. Bytes that came as
    text or from mail: `ContentFile(content, name="photo.jpg")`. With `file` it is that file's next version."""
    found = looked_at(upload)
    return _keep(room, found, by=by, now=now, file=file, is_shared=is_shared or isinstance(by, Guest))


def looked_at(upload: File[bytes]) -> Content:
    """Refuses what is too large before it is read, and what is a program after."""
    if (upload.size or 0) > FILE_LIMIT:
        raise CannotKeepFile(
            gettext("A file may have {limit} MB. This one is larger.").format(limit=FILE_LIMIT // MEGABYTE)
        )
    content = upload.read(FILE_LIMIT + 1)
    if not content:
        raise CannotKeepFile("This file is empty.")
    if len(content) > FILE_LIMIT:
        raise CannotKeepFile(
            gettext("A file may have {limit} MB. This one is larger.").format(limit=FILE_LIMIT // MEGABYTE)
        )
    name, kind = clean_name(upload.name or ""), kind_of(content)
    if kind == PROGRAM:
        raise CannotKeepFile("This is a program. Programs are not passed on here.")
    if kind == "image/heic":
        raise CannotKeepFile(
            "Photographs of this kind hold the place where they were taken, and we cannot take it out. "
            "Please send it as JPEG."
        )
    return _picture(name, content) if kind in PICTURES else Content(name, kind, content)


def clean_name(name: str) -> str:
    """The last part of it, without signs that nobody sees or that turn the reading direction."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    name = "".join(sign for sign in name if unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))
    name = re.sub(r"\s+", " ", PurePosixPath(name).name).strip(" .")
    if not name:
        return "file"
    path = PurePosixPath(name)
    return path.stem[: NAME_LENGTH - len(path.suffix[:12])] + path.suffix[:12]


def _picture(name: str, content: bytes) -> Content:
    try:
        drawn: Drawn = drawn_anew(content)
        small = drawn_small(drawn.content, SMALL)
    except NoPicture as why:
        raise CannotKeepFile(str(why)) from why
    name = PurePosixPath(name).stem[: NAME_LENGTH - 5] + drawn.ending
    return Content(name, drawn.kind, drawn.content, small.content, drawn.width, drawn.height)


@transaction.atomic
def _keep(
    room: Room, found: Content, *, by: User | Guest, now: datetime, file: RoomFile | None, is_shared: bool
) -> FileVersion:
    room = Room.objects.select_for_update().get(pk=room.pk)
    _refuse_wrong_place(room, by, file)
    used = FileVersion.objects.filter(file__room=room).aggregate(sum=Sum("size"))["sum"] or 0
    if used + len(found.content) > ROOM_LIMIT:
        raise CannotKeepFile(
            gettext("This room holds {limit} MB of files. There is no place for this one.").format(
                limit=ROOM_LIMIT // MEGABYTE
            )
        )
    file = file or RoomFile.objects.create(room=room, made_at=now)
    last = file.versions.aggregate(last=Max("number"))["last"] or 0
    version = FileVersion.objects.create(
        file=file,
        number=last + 1,
        name=found.name,
        kind=found.kind,
        size=len(found.content),
        sha256=hashlib.sha256(found.content).hexdigest(),
        place=keep_bytes(found.content),
        small_place=keep_bytes(found.small) if found.small else "",
        width=found.width,
        height=found.height,
        by_user=by if isinstance(by, User) else None,
        by_guest=by if isinstance(by, Guest) else None,
        kept_at=now,
        shared_at=now if is_shared else None,
        shared_by=by if is_shared and isinstance(by, User) else None,
    )
    says = f"put a file here: {found.name}" if last == 0 else f"put a new version here: {found.name}"
    note_deed("keep_file", version, by=by, now=now, company_id=room.company_id, says=says)
    return version


def _refuse_wrong_place(room: Room, by: User | Guest, file: RoomFile | None) -> None:
    if room.closed_at or (isinstance(by, Guest) and (by.room_id != room.pk or by.revoked_at)):
        raise CannotKeepFile("The room is closed.")
    if file and (file.room_id != room.pk or file.withdrawn_at):
        raise CannotKeepFile("This file was taken back meanwhile. Please add it as a new one.")


@transaction.atomic
def share_version(version: FileVersion, *, by: User, now: datetime) -> None:
    """Put before the customer: an act of its own for every version."""
    if version.shared_at or version.file.withdrawn_at:
        return
    version.shared_at, version.shared_by = now, by
    version.save(update_fields=["shared_at", "shared_by"])
    room = version.file.room
    note_deed("share_file", version, by=by, now=now, company_id=room.company_id, says=f"showed them {version.name}")


@transaction.atomic
def withdraw_file(file: RoomFile, *, by: User | Guest, now: datetime) -> None:
    """Gone from both sides at once, with all its versions. That it was there stays in our history."""
    first = file.versions.first()
    if isinstance(by, Guest) and not (first and first.by_guest_id == by.pk):
        raise CannotKeepFile("Only who put a file here can take it back.")
    if not RoomFile.objects.filter(pk=file.pk, withdrawn_at__isnull=True).update(withdrawn_at=now):
        return
    newest = file.versions.last()
    says = f"took back the file {newest.name if newest else ''}".strip()
    note_deed("withdraw_file", file, by=by, now=now, company_id=file.room.company_id, says=says)


def sweep_files(*, now: datetime) -> int:
    """What has lain for a day and no row names: broken off uploads, rooms that were erased. What a row names stays."""
    swept = 0
    named = FileVersion.objects.all()
    for path in kept_before(now - GRACE):
        if not (named.filter(place=path.name).exists() or named.filter(small_place=path.name).exists()):
            path.unlink(missing_ok=True)
            swept += 1
    return swept
