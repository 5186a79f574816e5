"""The agenda: both sides may add to it, and each who should be there gets it as a letter with a calendar entry."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from joinery.calls.invitation import calendar_of, letter_text
from joinery.calls.models import AgendaItem, Attendance, Call
from joinery.customers.models import Person
from joinery.firm.history import Actor, note_deed
from joinery.firm.models import User
from joinery.gateways.models import Letter
from joinery.lib.tongues import read_in


class CannotSend(Exception):
    """There is nobody to send it to, or nothing to send."""


@transaction.atomic
def add_agenda_item(
    call: Call, words: str, *, by: User | Person, now: datetime, actor: Actor | None = None
) -> AgendaItem:
    """`actor` is the guest of a room when a person of theirs adds it from there."""
    if not words.strip():
        raise CannotSend("Write what should be talked about.")
    item = AgendaItem.objects.create(
        call=call,
        words=words.strip()[:300],
        user=by if isinstance(by, User) else None,
        person=by if isinstance(by, Person) else None,
        added_at=now,
    )
    note_deed(
        "add_agenda_item",
        item,
        by=actor or by,
        now=now,
        company_id=call.company_id,
        says=f"put on the agenda: {item.words}",
    )
    return item


@transaction.atomic
def drop_agenda_item(item: AgendaItem, *, by: User, now: datetime) -> None:
    """Only a line of ours can be taken off by us."""
    if item.person_id:
        raise CannotSend("The customer put this on the agenda. It stays.")
    note_deed(
        "drop_agenda_item",
        item,
        by=by,
        now=now,
        company_id=item.call.company_id,
        says=f"took off the agenda: {item.words}",
    )
    item.delete()


@transaction.atomic
def send_agenda(call: Call, *, by: User, now: datetime) -> list[Letter]:
    """A letter to each person who should be there. The same agenda goes to the same person once."""
    call = Call.objects.select_for_update().select_related("owner", "company").get(pk=call.pk)
    if call.held_at or call.called_off_at:
        raise CannotSend("This call is over. Its agenda is not sent any more.")
    there = list(Attendance.objects.filter(call=call).select_related("person", "user"))
    people = [each.person for each in there if each.person and each.person.email]
    if not people:
        raise CannotSend("Say who should be there, with an e-mail address, and the agenda can go to them.")
    agenda = list(AgendaItem.objects.filter(call=call).select_related("person", "user"))
    earlier = Letter.objects.filter(kind="agenda", key__startswith=f"agenda:{call.public_id}:").count()
    letters = [_write(call, person, there, agenda, sequence=earlier, now=now) for person in people]
    written = [letter for letter in letters if letter]
    # Not through amend: that it was sent changes nothing that somebody may be editing.
    Call.objects.filter(pk=call.pk).update(agenda_sent_at=now)
    if written:
        names = ", ".join(letter.to_name for letter in written)
        says = f"sent the agenda to {names}"
        note_deed("send_agenda", call, by=by, now=now, company_id=call.company_id, says=says)
    return written


def _write(
    call: Call, person: Person, there: list[Attendance], agenda: list[AgendaItem], *, sequence: int, now: datetime
) -> Letter | None:
    with read_in(person.language):
        text, subject = letter_text(call, person, there, agenda), gettext("Agenda: {title}").format(title=call.title)
        calendar = calendar_of(call, there, agenda, sequence=sequence, now=now)
    fingerprint = hashlib.sha256(f"{call.minutes}|{text}".encode()).hexdigest()[:16]
    letter, is_new = Letter.objects.get_or_create(
        key=f"agenda:{call.public_id}:{person.public_id}:{fingerprint}",
        defaults={
            "kind": "agenda",
            "to_address": person.email,
            "to_name": person.name,
            "subject": subject,
            "text": text,
            "calendar": calendar,
            "queued_at": now,
        },
    )
    return letter if is_new else None
