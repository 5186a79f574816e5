"""Letters around the door: somebody knocks, is not let in now, is asked in by a guest."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from joinery.firm.models import User
from joinery.gateways.letters import write_letter
from joinery.gateways.models import Letter
from joinery.lib.tongues import HOUSE, read_in
from joinery.rooms.letters import firm_name, one_line, room_address
from joinery.rooms.models import Guest, Knock, Room
from joinery.rooms.reply_address import reply_address

KNOCK = """{name} <{mailbox}> asks to come into the room of {company}.

{words}You decide, nobody else was told:
{address}

Nothing here is proven. If you let them in, they prove this mailbox before they see anything.
"""

NOT_NOW = lazy(
    """Dear {name},

thank you for knocking at the room of {company} and {firm}. We cannot let you in now. If you think that you should be \
there, please ask the person at {company} whom you know, or reply to this letter.

Kind regards
{sender}
{firm}
"""
)

ASKED_IN = lazy(
    """Dear {guest},

{host} asks you into the room that {company} keeps with {firm}. You find there what {firm} understood from you, what \
was promised on both sides, and when you meet next.

{address}

Your mail address opens it: give it at the door, and a code comes to this mailbox. This letter itself is no key.

If you do not expect this, you need do nothing.
"""
)

TOLD = """{host} invited {guest} <{mailbox}> into the room of {company}.

They come in once they have proven that mailbox. If that is not right, take the invitation back here:
{address}
"""


def desk_address(room: Room) -> str:
    return f"{settings.BASE_URL}/customers/{room.company.public_id}/room/"


def write_knock(found: Knock, *, now: datetime) -> Letter:
    room, name = found.room, one_line(found.name)
    words = f"They write: “{one_line(found.words)}”\n\n" if found.words else ""
    text = KNOCK.format(
        name=name, mailbox=found.mailbox, company=_company(room), words=words, address=desk_address(room)
    )
    return _to_owner(room, "knock", f"{name} knocks at the room of {_company(room)}", text, found.public_id, now)


def write_not_now(found: Knock, *, by: User, now: datetime) -> Letter:
    names = {"company": _company(found.room), "firm": _firm()}
    with read_in(HOUSE):  # who knocked told us no language
        text = NOT_NOW.format(**names, name=one_line(found.name), sender=one_line(by.name))
        subject = gettext("The room of {company} and {firm}").format(**names)
    return write_letter(
        key=f"not_now:{found.public_id}",
        kind="not_now",
        to_address=found.mailbox,
        to_name=one_line(found.name),
        subject=subject[:200],
        text=text,
        now=now,
    )


def write_guests_invitation(guest: Guest, host: Guest, *, now: datetime) -> Letter:
    room = guest.room
    names = {"guest": one_line(guest.name), "host": one_line(host.name), "company": _company(room), "firm": _firm()}
    with read_in(guest.person.language):
        subject = gettext("{host} asks you into the room of {company}").format(**names)
        text = ASKED_IN.format(**names, address=room_address(room))
    return write_letter(
        key=f"invitation:{guest.public_id}:{int(now.timestamp())}",
        kind="invitation",
        to_address=guest.mailbox,
        to_name=one_line(guest.name),
        subject=subject[:200],
        text=text,
        now=now,
        reply_to=reply_address(guest),
    )


def tell_of_guest(guest: Guest, host: Guest, *, now: datetime) -> Letter:
    room, host_name, name = guest.room, one_line(host.name), one_line(guest.name)
    text = TOLD.format(
        host=host_name, guest=name, mailbox=guest.mailbox, company=_company(room), address=desk_address(room)
    )
    subject = f"{host_name} invited {name} into the room of {_company(room)}"
    return _to_owner(room, "guest_of_guest", subject, text, guest.public_id, now)


def _to_owner(room: Room, kind: str, subject: str, text: str, key: str, now: datetime) -> Letter:
    owner = room.company.owner
    return write_letter(
        key=f"{kind}:{key}",
        kind=kind,
        to_address=owner.email,
        to_name=one_line(owner.name),
        subject=subject[:200],
        text=text,
        now=now,
    )


def _company(room: Room) -> str:
    return one_line(room.company.name)


def _firm() -> str:
    return one_line(firm_name())
