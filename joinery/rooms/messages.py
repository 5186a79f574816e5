"""From one named person to another: a row that both sides read, and a letter to the one it is for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.gateways.letters import write_letter
from joinery.gateways.models import Letter
from joinery.lib.tongues import read_in
from joinery.rooms.door_letters import desk_address
from joinery.rooms.letters import firm_name, one_line, room_address
from joinery.rooms.models import Guest, Room, RoomMessage
from joinery.rooms.reply_address import reply_address

LONGEST = 4000
AN_HOUR = 30

TO_US = """{by} wrote to you in the room of {company}:

{words}

Answer there, and it comes back to them by letter too:
{address}
"""

TO_THEM = lazy(
    """Dear {to},

{by} wrote to you in the room of {company} and {firm}:

{words}

You can answer there:
{address}
"""
)


class CannotWrite(Exception):
    """Nothing was written, or too much of it, or it is for nobody here."""


@transaction.atomic
def write_message(
    room: Room,
    words: str,
    *,
    by: User | Guest,
    to: User | Guest,
    now: datetime,
    answer_to: RoomMessage | None = None,
) -> RoomMessage:
    """The same words sent twice within a minute are one message."""
    words = words.replace("\r\n", "\n").strip()
    _refuse(room, words, by, to, now)
    sides = {
        "by_user": by if isinstance(by, User) else None,
        "by_guest": by if isinstance(by, Guest) else None,
        "to_user": to if isinstance(to, User) else None,
        "to_guest": to if isinstance(to, Guest) else None,
    }
    twice = RoomMessage.objects.filter(room=room, words=words, sent_at__gt=now - timedelta(minutes=1), **sides)
    if sent := twice.first():
        return sent
    if answer_to and answer_to.room_id != room.pk:
        answer_to = None
    message = RoomMessage.objects.create(room=room, words=words, sent_at=now, answer_to=answer_to, **sides)
    _write_letter(message, now)
    says = f"wrote to {to.name}: {one_line(words)[:160]}"
    note_deed("write_message", message, by=by, now=now, company_id=room.company_id, says=says)
    return message


def waits_for_answer(messages: Iterable[RoomMessage]) -> list[float]:
    """Minutes from the first of theirs that waited to the first word of ours after it, oldest first. What still waits
    is not in it."""
    waits, since = [], None
    for message in messages:
        if message.by_guest_id:
            since = since or message.sent_at
        elif since:
            waits.append((message.sent_at - since).total_seconds() / 60)
            since = None
    return waits


def waiting_since(messages: Iterable[RoomMessage]) -> datetime | None:
    """Since when somebody of theirs waits for a word of ours."""
    since = None
    for message in messages:
        since = (since or message.sent_at) if message.by_guest_id else None
    return since


def _refuse(room: Room, words: str, by: User | Guest, to: User | Guest, now: datetime) -> None:
    if not words:
        raise CannotWrite("Write something first.")
    if len(words) > LONGEST:
        raise CannotWrite(gettext("Please say it in {most} letters, or bring it as a file.").format(most=LONGEST))
    guests = [one for one in (by, to) if isinstance(one, Guest)]
    if room.closed_at or len(guests) != 1 or guests[0].room_id != room.pk or guests[0].revoked_at:
        raise CannotWrite("This person is not in the room any more.")
    if isinstance(by, Guest):
        sent = RoomMessage.objects.filter(by_guest=by, sent_at__gt=now - timedelta(hours=1)).count()
        if sent >= AN_HOUR:
            raise CannotWrite("That were many letters in an hour. Please telephone.")


def _write_letter(message: RoomMessage, now: datetime) -> Letter:
    """Built from what both sides read, and nothing else."""
    room, by, to = message.room, message.by, message.to
    names = {"by": one_line(by.name), "to": one_line(to.name), "company": one_line(room.company.name)}
    subject = f"{names['by']} wrote to you in the room of {names['company']}"
    if isinstance(to, User):
        text = TO_US.format(**names, words=_quoted(message.words), address=f"{desk_address(room)}messages/")
    else:
        firm, address = one_line(firm_name()), f"{room_address(room)}messages/"
        with read_in(to.person.language):
            text = TO_THEM.format(**names, firm=firm, words=_quoted(message.words), address=address)
            subject = gettext("{by} wrote to you in the room of {company}").format(**names)
    return write_letter(
        key=f"message:{message.public_id}",
        kind="message",
        to_address=to.email if isinstance(to, User) else to.mailbox,
        to_name=names["to"],
        subject=subject[:200],
        text=text,
        now=now,
        reply_to=reply_address(to, "m", message.public_id) if isinstance(to, Guest) else "",
    )


def _quoted(words: str) -> str:
    """Set off, so that nobody can write a letter that looks like ours inside of it."""
    return "\n".join(f"    {line}" for line in words.splitlines())
