"""Who can come into a room: both sides read the same list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from joinery.calls.models import Call
from joinery.firm.models import User
from joinery.promises.models import Promise
from joinery.rooms.entering import GUESTS_OF_A_GUEST
from joinery.rooms.models import Guest, Room
from joinery.rooms.queries import face_ids


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
    proven = _(
        "The people below come in after a code to their mailbox. Only they can answer for good, write and open files."
    )
    more = {
        Room.Entry.PROVEN: "",
        Room.Entry.DOMAIN: _("Whoever proves a mailbox at {domains} comes in too."),
        Room.Entry.NAME: _("Whoever has the link and gives a name can read what was heard, promised and agreed."),
        Room.Entry.LINK: _("Whoever has the link can read what was heard, promised and agreed."),
    }[Room.Entry(room.entry)]
    return f"{proven} {more.format(domains=', '.join(room.domains.split()))}".strip()


def guest_rows(guests: list[Guest], reader: Guest) -> tuple[GuestRow, ...]:
    faces = face_ids(guests)
    return tuple(
        GuestRow(
            name=guest.name,
            title=guest.person.title,
            email=guest.mailbox,
            face=face_at(reader.room, guest, faces),
            invited_by=guest.invited_by_guest.name if guest.invited_by_guest else "",
            invited_at=guest.invited_at,
            last_seen_at=guest.last_seen_at,
            is_reader=guest.pk == reader.pk,
        )
        for guest in guests
    )


def our_people(room: Room, promises: Iterable[Promise], call: Call | None) -> list[User]:
    """Whom of us they deal with: who answers for everything, who promised them something, who comes to meet them."""
    ours: list[User] = [room.company.owner]
    for promise in promises:
        ours += [user for user in (promise.giver_user, promise.receiver_user) if user]
    ours += [there.user for there in call.attendances.all() if there.user] if call else []
    return list({user.pk: user for user in ours if user.is_active}.values())


def face_at(room: Room, person: User | Guest, faces: dict[int, str]) -> str:
    """Where their picture is; "" when they have none."""
    found = faces.get(person.photo_id or 0)
    return reverse("room:face", args=[room.public_id, found]) if found else ""


def invitations_left(guests: list[Guest], reader: Guest) -> int:
    return max(0, GUESTS_OF_A_GUEST - sum(guest.invited_by_guest_id == reader.pk for guest in guests))
