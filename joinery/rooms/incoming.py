"""Taking in a letter: whose it is, whether it is proven to be theirs, and what it does. One letter has one effect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from joinery.firm.history import note_deed
from joinery.gateways.border import is_from_its_domain
from joinery.gateways.incoming import Came, Enclosed, open_letter
from joinery.lib.plain_text import shorten
from joinery.method.replies import Means, Reply, read_reply
from joinery.rooms.letters import write_unsure
from joinery.rooms.models import Guest, IncomingLetter, Message
from joinery.rooms.replies import CannotReply, Question, question_marked
from joinery.rooms.reply_address import first_addressed

State = IncomingLetter.State
MOST_AN_HOUR = 100
LONGEST = 20_000
MOST_ENCLOSED_BYTES = 25_000_000


class SeenBefore(Exception):
    """This event was handed in already."""


@dataclass(frozen=True)
class Asked:
    """What the answered letter had asked; `subject` None when it asked nothing, or what it asked is gone."""

    question: Question | None = None
    subject: Any = None

    @property
    def says(self) -> str:
        return self.question.says(self.subject) if self.question and self.subject is not None else ""


def take_in(raw: bytes, *, now: datetime, event: str = "", is_cut: bool = False) -> IncomingLetter:
    """The letter as it was taken in. The same letter again is the one of before, and nothing happens."""
    came = open_letter(raw, own_host=urlsplit(settings.BASE_URL).hostname or "", is_cut=is_cut)
    try:
        return _take_in(came, raw, now, event, is_cut)
    except IntegrityError as twice:  # the same event in another process, at the same moment
        raise SeenBefore from twice


@transaction.atomic
def _take_in(came: Came, raw: bytes, now: datetime, event: str, is_cut: bool) -> IncomingLetter:
    if event and IncomingLetter.objects.filter(event=event).exists():
        raise SeenBefore
    found = first_addressed(came.named) or first_addressed(came.delivered)
    letter, is_new = IncomingLetter.objects.get_or_create(
        key=came.key, defaults={"event": event or None, "state": State.LOST, "came_at": now}
    )
    if not is_new or found is None:
        return letter
    letter.guest, letter.room = found.guest, found.guest.room
    letter.sender, letter.subject = came.sender, came.subject
    letter.state, letter.why = _state_of(came, found.guest, now)
    if letter.state in (State.TAKEN, State.UNVERIFIED):
        letter.words = came.words[:LONGEST]
        letter.enclosed = _keep(letter, came)
    if letter.state == State.REFUSED and not is_cut:
        letter.enclosed = _keep_whole(letter, raw)
    if letter.state == State.TAKEN:
        question = question_marked(found.kind)
        subject = question.find(found.guest, found.subject) if question else None
        _take(letter, came, found.guest, Asked(question, subject), now)
    elif letter.state == State.UNVERIFIED:
        write_unsure(found.guest, now=now)
    letter.save()
    return letter


def note_unreadable(raw: bytes, why: str, *, now: datetime) -> IncomingLetter:
    """One that our own reading broke on: kept as a file, so that a person can look."""
    key = sha256(raw).hexdigest()
    letter, is_new = IncomingLetter.objects.get_or_create(
        key=key, defaults={"state": State.REFUSED, "why": f"It could not be read ({why})."[:300], "came_at": now}
    )
    if is_new:
        letter.enclosed = _keep_whole(letter, raw)
        letter.save()
    return letter


def _state_of(came: Came, guest: Guest, now: datetime) -> tuple[State, str]:
    if came.is_automatic or came.sender == settings.INCOMING_ADDRESS.lower():
        return State.SILENT, "A machine wrote it."
    lately = IncomingLetter.objects.filter(room=guest.room, came_at__gt=now - timedelta(hours=1))
    if lately.count() >= MOST_AN_HOUR:
        return State.SILENT, f"More than {MOST_AN_HOUR} letters came for this room within an hour."
    if came.trouble:
        return State.REFUSED, came.trouble
    if not came.words and not came.enclosed:
        return State.SILENT, "It has no words of its own."
    if why := _why_unverified(came, guest):
        return State.UNVERIFIED, why
    return State.TAKEN, ""


def _why_unverified(came: Came, guest: Guest) -> str:
    if came.sender != guest.mailbox:
        return "It did not come from the mailbox that we wrote to."
    if not came.is_whole or not first_addressed(came.named):
        return "Its head is not as their mail program would have written it."
    if not settings.INCOMING_AUTHSERV:
        return "No mail server of ours checks where letters come from."
    if not is_from_its_domain(came.checks, came.domain, settings.INCOMING_AUTHSERV):
        return f"Our mail server did not find that it came from {came.domain}."
    return ""


def _take(letter: IncomingLetter, came: Came, guest: Guest, asked: Asked, now: datetime) -> None:
    """Proven to be theirs: what they answered is done, and what else they wrote stands in the room."""
    reply = read_reply(came.words)
    did = None if came.is_passed_on else _answer(letter, guest, asked, reply, now)
    if did is not None:
        letter.did = shorten(f"{did}: {asked.says}", 300)
    words = (reply.rest if did is not None and reply.means == Means.YES else came.words).strip()
    is_said = did is not None and reply.means != Means.YES  # the answer itself holds the words
    if (words and not is_said) or letter.enclosed:
        letter.message = _write(letter, guest, "" if is_said else words, asked, now)


def _answer(letter: IncomingLetter, guest: Guest, asked: Asked, reply: Reply, now: datetime) -> str | None:
    """What was done, or None: then all of it is words."""
    if reply.means == Means.WORDS or asked.question is None:
        return None
    answer = asked.question.answers.get(reply.means)
    if answer is None or asked.subject is None:
        return None
    try:
        with transaction.atomic():
            return answer(asked.subject, guest, reply.rest, now=now)
    except CannotReply as reason:
        letter.why = shorten(str(reason), 300)
        return None


def _write(letter: IncomingLetter, guest: Guest, words: str, asked: Asked, now: datetime) -> Message:
    names = ", ".join(each["name"] for each in letter.enclosed)
    message = Message.objects.create(
        room=guest.room,
        guest=guest,
        words=words[:LONGEST] or f"Sent {names}",
        about=shorten(asked.says, 300),
        by_mail=True,
        written_at=now,
    )
    says = f"wrote by mail: “{shorten(message.words, 300)}”"
    note_deed("write_message", message, by=guest, now=now, company_id=guest.room.company_id, says=says)
    return message


def _keep(letter: IncomingLetter, came: Came) -> list[dict[str, Any]]:
    """What was enclosed, on disk in a folder of the letter's own; the folder is the same when it is taken in again."""
    kept, room = [], MOST_ENCLOSED_BYTES
    for number, enclosed in enumerate(came.enclosed):
        room -= len(enclosed.content)
        if room < 0:
            break
        kept.append(_write_file(letter, number, enclosed))
    return kept


def _keep_whole(letter: IncomingLetter, raw: bytes) -> list[dict[str, Any]]:
    """One that could not be read is kept as a file, so that a person can look."""
    if len(raw) > MOST_ENCLOSED_BYTES:
        return []
    return [_write_file(letter, 0, Enclosed("letter.eml", "message/rfc822", raw))]


def _write_file(letter: IncomingLetter, number: int, enclosed: Enclosed) -> dict[str, Any]:
    ending = re.sub(r"[^a-z0-9]", "", Path(enclosed.name).suffix.lower())[:8]
    path = Path("letters", letter.key[:2], letter.key, f"{number}.{ending or 'bin'}")
    whole = settings.DATA / path
    whole.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    whole.write_bytes(enclosed.content)
    return {"name": enclosed.name, "kind": enclosed.kind, "size": len(enclosed.content), "path": str(path)}
