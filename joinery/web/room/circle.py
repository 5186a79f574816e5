"""Who can come into a room: both sides read the same list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from joinery.rooms.entering import GUESTS_OF_A_GUEST
from joinery.rooms.models import Guest, Room


@dataclass(frozen=True)
class GuestRow:
    name: str
    title: str
    email: str
    face: str  # address of their picture; "" when they have none
    invited_by: str  # the colleague who asked them in; "" when we did, or their firm's mailbox
    invited_at: datetime
    last_seen_at: datetime | None
    is_reader: bool


@dataclass(frozen=True)
class PeoplePage:
    company: str
    firm: str
    home: str
    level: str  # who may come in, in one sentence
    guests: tuple[GuestRow, ...]
    invite_to: str
    left: int  # so many may this guest still invite
    photo_to: str
    my_face: str
    zone: str
    fault: str = ""
    name: str = ""
    address: str = ""


def level_words(room: Room) -> str:
    proven = "The people below come in after a code to their mailbox. Only they can answer for good, write and open files."
    more = {
        Room.Entry.PROVEN: "",
        Room.Entry.DOMAIN: f" Whoever proves a mailbox at {', '.join(room.domains.split())} comes in too.",
        Room.Entry.NAME: " Whoever has the link and gives a name can read what was heard, promised and agreed.",
        Room.Entry.LINK: " Whoever has the link can read what was heard, promised and agreed.",
    }
    return proven + more[Room.Entry(room.entry)]


def guest_rows(guests: list[Guest], reader: Guest) -> tuple[GuestRow, ...]:
    return tuple(
        GuestRow(
            name=guest.name,
            title=guest.person.title,
            email=guest.mailbox,
            face=face_at(reader.room, guest.photo_id and guest.photo.public_id),
            invited_by=guest.invited_by_guest.name if guest.invited_by_guest else "",
            invited_at=guest.invited_at,
            last_seen_at=guest.last_seen_at,
            is_reader=guest.pk == reader.pk,
        )
        for guest in guests
    )


def face_at(room: Room, picture_id: str | None) -> str:
    return reverse("room:face", args=[room.public_id, picture_id]) if picture_id else ""


def invitations_left(guests: list[Guest], reader: Guest) -> int:
    return max(0, GUESTS_OF_A_GUEST - sum(guest.invited_by_guest_id == reader.pk for guest in guests))
