"""What can be done to a room: opened and closed, guests invited and sent away, lines put before them and answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from joinery.calls.models import AgendaItem, Call
from joinery.calls.queries import announced_calls
from joinery.customers.models import Company, Person
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.firm.queries import the_firm
from joinery.gateways.models import Letter
from joinery.method.belief_kinds import belief_kinds
from joinery.rooms.letters import write_invitation, write_moved
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, Pass, Proof, Room


class CannotInvite(Exception):
    """The room is closed, or there is no mailbox of theirs to write to."""


class CannotShow(Exception):
    """The room is closed, or this kind of line is ours alone."""


class CannotAnswer(Exception):
    """ "Not quite" needs their words: without them we know nothing better than before."""


class CannotAdd(Exception):
    """Nothing to add, or the call is over."""


@transaction.atomic
def open_room(company: Company, *, by: User, now: datetime) -> Room:
    """One room per company, for years. Opening it again after closing is the same room."""
    room, is_new = Room.objects.get_or_create(company=company, defaults={"opened_by": by, "opened_at": now})
    if is_new or room.closed_at:
        room.closed_at = None
        room.save()
        note_deed("open_room", room, by=by, now=now, company_id=company.pk, says="opened the room")
    return room


@transaction.atomic
def close_room(room: Room, *, by: User, now: datetime) -> None:
    """Its address is a 404 from this moment. What was said in it stays with us."""
    if room.closed_at:
        return
    room.closed_at = now
    room.save()
    _end_ways_in(room.guests.all(), now)
    note_deed("close_room", room, by=by, now=now, company_id=room.company_id, says="closed the room")


@transaction.atomic
def invite_guest(person: Person, *, by: User, now: datetime) -> Letter:
    """The letter holds the room's address, which is no key. A second invitation within an hour is the first one."""
    room = Room.objects.filter(company=person.company_id, closed_at__isnull=True).select_related("company").first()
    if not room:
        raise CannotInvite("Open the room first.")
    mailbox = _mailbox_of(person, room)
    guest, is_new = Guest.objects.select_for_update().get_or_create(
        room=room, person=person, defaults={"invited_by": by, "invited_at": now, "mailbox": mailbox}
    )
    if not is_new:
        recent = Letter.objects.filter(key__startswith=f"invitation:{guest.public_id}:", to_address=mailbox)
        if not guest.revoked_at and (letter := recent.filter(queued_at__gt=now - timedelta(hours=1)).first()):
            return letter
        if guest.mailbox and guest.mailbox != mailbox:
            _end_ways_in([guest], now)
            write_moved(guest, guest.mailbox, by=by, now=now)
        guest.mailbox, guest.revoked_at, guest.invited_by, guest.invited_at = mailbox, None, by, now
        guest.save()
    note_deed("invite_guest", guest, by=by, now=now, company_id=room.company_id, says=f"invited {person.name}")
    return write_invitation(guest, by=by, now=now)


@transaction.atomic
def revoke_guest(guest: Guest, *, by: User, now: datetime) -> None:
    """From this moment no browser of theirs is let in, and no code sent before works."""
    if guest.revoked_at:
        return
    guest.revoked_at = now
    guest.save()
    _end_ways_in([guest], now)
    note_deed(
        "revoke_guest", guest, by=by, now=now, company_id=guest.room.company_id, says=f"took back {guest}'s invitation"
    )


@transaction.atomic
def publish_line(
    room: Room,
    kind: str,
    words: str,
    *,
    by: User,
    now: datetime,
    sort: str = "",
    person: Person | None = None,
    said_on: date | None = None,
) -> HeardLine:
    """Put before the customer by an explicit act, one line at a time."""
    if room.closed_at:
        raise CannotShow("The room is closed.")
    if kind not in belief_kinds() or not belief_kinds()[kind].is_shared:
        raise CannotShow("Lines of this kind are ours alone.")
    if not words.strip():
        raise CannotShow("There are no words to show.")
    if person and person.company_id != room.company_id:
        raise CannotShow("Those are somebody else's words.")
    line = HeardLine.objects.create(
        room=room, kind=kind, sort=sort, words=words, person=person, said_on=said_on, published_by=by, published_at=now
    )
    note_deed("publish_line", line, by=by, now=now, company_id=room.company_id, says=f"put before them: “{words}”")
    return line


@transaction.atomic
def withdraw_line(line: HeardLine, *, by: User, now: datetime) -> None:
    """Gone from the room at once; that it stood there, and what they said to it, stays with us."""
    if line.withdrawn_at:
        return
    line.withdrawn_at = now
    line.save()
    note_deed("withdraw_line", line, by=by, now=now, company_id=line.room.company_id, says=f"took back: “{line.words}”")


@transaction.atomic
def show_again(line: HeardLine, *, by: User, now: datetime) -> HeardLine:
    """The same words once more: the answers they had are there again too."""
    line.withdrawn_at = None
    line.save()
    says = f"put before them again: “{line.words}”"
    note_deed("show_again", line, by=by, now=now, company_id=line.room.company_id, says=says)
    return line


@transaction.atomic
def answer_line(line: HeardLine, guest: Guest, answer: str, words: str = "", *, now: datetime) -> HeardAnswer:
    """Every answer is kept, the newest counts. The same answer twice in a row is one answer."""
    words = words.strip()
    if answer not in HeardAnswer.Answer.values:
        raise CannotAnswer("Say yes, or not quite.")
    if answer == HeardAnswer.Answer.NOT_QUITE and not words:
        raise CannotAnswer("Please put it right in your own words.")
    line = HeardLine.objects.select_for_update().get(pk=line.pk)
    if line.room_id != guest.room_id or line.withdrawn_at:
        raise CannotAnswer("This line is no longer here.")
    newest = line.answers.last()
    if newest and (newest.guest_id, newest.answer, newest.words) == (guest.pk, answer, words):
        return newest
    given = HeardAnswer.objects.create(line=line, guest=guest, answer=answer, words=words, answered_at=now)
    says = f"said yes to: “{line.words}”" if answer == HeardAnswer.Answer.YES else f"put it right: “{words}”"
    note_deed("answer_line", given, by=guest, now=now, company_id=line.room.company_id, says=says)
    _note_seen(guest, now)
    return given


@transaction.atomic
def add_guest_agenda_item(call: Call, guest: Guest, words: str, *, now: datetime) -> AgendaItem:
    words = " ".join(words.split())
    if not words:
        raise CannotAdd("Write what you want to talk about.")
    if len(words) > 300:
        raise CannotAdd("Please say it in 300 letters.")
    if not announced_calls(guest.room.company).filter(pk=call.pk, held_at__isnull=True, starts_at__gt=now).exists():
        raise CannotAdd("This meeting has begun or is over.")
    item, is_new = AgendaItem.objects.get_or_create(
        call=call, person=guest.person, words=words, defaults={"added_at": now}
    )
    if is_new:
        says = f"added to the agenda: {words}"
        note_deed("add_guest_agenda_item", item, by=guest, now=now, company_id=call.company_id, says=says)
        _note_seen(guest, now)
    return item


def note_visit(guest: Guest, *, now: datetime) -> None:
    """Both sides see who was here; looking again within the hour is the same visit."""
    if guest.last_seen_at is None or now - guest.last_seen_at > timedelta(hours=1):
        _note_seen(guest, now)


def _note_seen(guest: Guest, now: datetime) -> None:
    Guest.objects.filter(pk=guest.pk).update(last_seen_at=now)


def _end_ways_in(guests: Iterable[Guest], now: datetime) -> None:
    Pass.objects.filter(guest__in=guests, ended_at__isnull=True).update(ended_at=now)
    Proof.objects.filter(guest__in=guests, used_at__isnull=True).update(used_at=now)


def _mailbox_of(person: Person, room: Room) -> str:
    mailbox, firm = person.email.strip().lower(), the_firm()
    if person.archived_at or not mailbox:
        raise CannotInvite(f"There is no mail address of {person.name}. Add one first.")
    if firm and firm.mail_domain and mailbox.endswith(f"@{firm.mail_domain.lower()}"):
        raise CannotInvite("That is an address of ours. Only their own people come in as guests.")
    others = Guest.objects.filter(room=room, mailbox=mailbox, revoked_at__isnull=True).exclude(person=person)
    if other := others.select_related("person").first():
        raise CannotInvite(f"{other.name} is already invited at this address. Each guest needs a mailbox of their own.")
    return mailbox
