"""Taking in a letter: whose it is, whether it is proven to be theirs, and what it does. One letter has one effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from joinery.gateways.border import is_from_its_domain
from joinery.gateways.incoming import MOST_BYTES, Came, open_letter
from joinery.gateways.letter_text import text_only
from joinery.lib.plain_text import shorten
from joinery.method.replies import Means, Reply, read_reply
from joinery.rooms.files import CannotKeepFile, clean_name, keep_file
from joinery.rooms.letters import write_unsure
from joinery.rooms.messages import LONGEST as LONGEST_MESSAGE
from joinery.rooms.messages import CannotWrite, write_message
from joinery.rooms.models import Guest, IncomingLetter, RoomMessage
from joinery.rooms.replies import CannotReply, Question, question_marked
from joinery.rooms.reply_address import first_addressed

State = IncomingLetter.State
MOST_AN_HOUR = 100
LONGEST = 20_000


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
        if event and IncomingLetter.objects.filter(event=event).exists():
            raise SeenBefore from twice
        raise


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
        letter.enclosed = _keep(came, found.guest, now) if letter.state == State.TAKEN else _named_only(came)
    if letter.state == State.REFUSED and not is_cut and len(raw) <= MOST_BYTES:
        letter.enclosed = _keep_whole(raw)
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
        letter.enclosed = _keep_whole(raw)
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


def _write(letter: IncomingLetter, guest: Guest, words: str, asked: Asked, now: datetime) -> RoomMessage | None:
    """To whoever of us it concerns, else to whoever has their room."""
    named = asked.question.to(asked.subject) if asked.question and asked.subject is not None else None
    to = named if named and named.is_active else guest.room.company.owner
    before = asked.subject if isinstance(asked.subject, RoomMessage) else None
    words = shorten(words or f"Sent {', '.join(each['name'] for each in letter.enclosed)}", LONGEST_MESSAGE)
    try:
        with transaction.atomic():
            return write_message(guest.room, words, by=guest, to=to, now=now, answer_to=before)
    except CannotWrite as reason:
        letter.why = shorten(str(reason), 300)
        return None


def _keep(came: Came, guest: Guest, now: datetime) -> list[dict[str, Any]]:
    """What was enclosed becomes files of the room, theirs and at once before both sides; what cannot is named."""
    kept = []
    for enclosed in came.enclosed:
        entry: dict[str, Any] = {"name": clean_name(enclosed.name), "size": len(enclosed.content)}
        try:
            with transaction.atomic():
                content = ContentFile(enclosed.content, name=clean_name(enclosed.name))
                entry["version"] = keep_file(guest.room, content, by=guest, now=now).public_id
        except CannotKeepFile as reason:
            entry["why"] = str(reason)
        kept.append(entry)
    return kept


def _named_only(came: Came) -> list[dict[str, Any]]:
    """Files of somebody unproven are not taken in."""
    why = "It is not proven whose it is."
    return [{"name": clean_name(each.name), "size": len(each.content), "why": why} for each in came.enclosed]


def _keep_whole(raw: bytes) -> list[dict[str, Any]]:
    """One that could not be read is kept as a file of the house, so that a person can look at its words."""
    path = Path("letters", f"{sha256(raw).hexdigest()}.eml")
    whole = settings.DATA / path
    whole.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    whole.write_bytes(text_only(raw))
    return [{"name": "letter.eml", "size": len(raw), "path": str(path)}]
