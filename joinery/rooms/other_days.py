"""Another day for a meeting: a guest asks, the meeting's owner takes it or says why not. Both sides read both."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from joinery.calls.actions import move_call
from joinery.calls.models import Call
from joinery.calls.queries import announced_calls
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.gateways.letters import write_letter
from joinery.gateways.models import Letter
from joinery.lib.tongues import hour_words, read_in, weekday_words
from joinery.lib.zones import zone_names
from joinery.rooms.letters import firm_name, one_line, room_address
from joinery.rooms.models import Guest, OtherDay
from joinery.rooms.reply_address import reply_address

FAR = timedelta(days=2 * 366)
LONGEST = 300
A_GUEST_OPEN = 5

ASKED = """{guest} asks for another day for “{title}”.

It stands on    {was}
They ask for    {wanted}
{words}
You say whether it suits you:
{address}
"""

ANSWERED = lazy(
    """Dear {guest},

you asked for another day for “{title}”.

{says}

You find it in the room:
{address}

Kind regards
{sender}
{firm}
"""
)


class CannotAskDay(Exception):
    """The meeting is over, or this day is none."""


class CannotDecideDay(Exception):
    """It is decided already, the meeting is over, or the reason is missing."""


@transaction.atomic
def ask_other_day(call: Call, guest: Guest, starts_at: datetime, words: str = "", *, now: datetime) -> OtherDay:
    """The same day asked for twice by the same guest is one request. A letter goes to the meeting's owner."""
    words = " ".join(words.split())
    if len(words) > LONGEST:
        raise CannotAskDay(gettext("Please say it in 300 letters."))
    if not _stands(call, guest, now):
        raise CannotAskDay("This meeting has begun or is over.")
    if starts_at <= now:
        raise CannotAskDay("Choose a day that is still to come.")
    if starts_at > max(now, call.starts_at) + FAR:
        raise CannotAskDay("Choose a day that is nearer.")
    if starts_at == call.starts_at:
        raise CannotAskDay("That is the day on which we meet now.")
    waiting = OtherDay.objects.filter(call=call, guest=guest, decided_at__isnull=True)
    if asked := waiting.filter(starts_at=starts_at).first():
        return asked
    if waiting.count() >= A_GUEST_OPEN:
        raise CannotAskDay(f"You asked for {A_GUEST_OPEN} days already. We answer those first.")
    asked = OtherDay.objects.create(call=call, guest=guest, starts_at=starts_at, words=words, asked_at=now)
    says = f"asked for another day for {call.title}: {_when(starts_at, call.zone)}"
    note_deed("ask_other_day", asked, by=guest, now=now, company_id=call.company_id, says=says)
    _tell_owner(asked, now)
    return asked


@transaction.atomic
def take_day(asked: OtherDay, *, seen: int, by: User, now: datetime) -> None:
    """The meeting moves. Other days that were asked for are then not possible any more."""
    asked = _still_open(asked, now)
    call = asked.call
    if asked.starts_at <= now:
        raise CannotDecideDay("That day is over.")
    move_call(call, seen=seen, by=by, now=now, starts_at=asked.starts_at)
    _decide(asked, True, "", by, now)
    for other in call.other_days.filter(decided_at__isnull=True):
        _decide(other, False, f"We meet on {_when(asked.starts_at, call.zone)}.", by, now)


@transaction.atomic
def refuse_day(asked: OtherDay, why: str, *, by: User, now: datetime) -> None:
    why = " ".join(why.split())
    if not why:
        raise CannotDecideDay("Say why it is not possible, or when it would be.")
    if len(why) > LONGEST:
        raise CannotDecideDay(gettext("Please say it in 300 letters."))
    _decide(_still_open(asked, now), False, why, by, now)


def _still_open(asked: OtherDay, now: datetime) -> OtherDay:
    found = OtherDay.objects.select_for_update().select_related("call__owner", "guest__person").get(pk=asked.pk)
    if found.decided_at:
        raise CannotDecideDay("Somebody answered this already.")
    if found.call.held_at or found.call.called_off_at:
        raise CannotDecideDay("This meeting is over or called off.")
    return found


def _decide(asked: OtherDay, was_taken: bool, why: str, by: User, now: datetime) -> None:
    asked.decided_at, asked.decided_by, asked.was_taken, asked.answer = now, by, was_taken, why[:LONGEST]
    asked.save()
    when = _when(asked.starts_at, asked.call.zone)
    says = f"agreed to meet on {when}" if was_taken else f"could not meet on {when}: {why}"
    note_deed("decide_day", asked, by=by, now=now, company_id=asked.call.company_id, says=says)
    if not asked.guest.revoked_at:
        _tell_guest(asked, by, now)


def _stands(call: Call, guest: Guest, now: datetime) -> bool:
    return announced_calls(guest.room.company).filter(pk=call.pk, held_at__isnull=True, starts_at__gt=now).exists()


def _tell_owner(asked: OtherDay, now: datetime) -> Letter:
    call = asked.call
    guest, title = one_line(asked.guest.name), one_line(call.title)
    return write_letter(
        key=f"other_day:{asked.public_id}",
        kind="other_day",
        to_address=call.owner.email,
        to_name=one_line(call.owner.name),
        subject=f"{guest} asks for another day: {title}"[:200],
        text=ASKED.format(
            guest=guest,
            title=title,
            was=_when(call.starts_at, call.zone),
            wanted=_when(asked.starts_at, call.zone),
            words=f"\n    {asked.words}\n" if asked.words else "",
            address=f"{settings.BASE_URL}/calls/{call.public_id}/#other-days",
        ),
        now=now,
    )


def _tell_guest(asked: OtherDay, by: User, now: datetime) -> Letter:
    guest, firm, title = asked.guest, one_line(firm_name()), one_line(asked.call.title)
    with read_in(guest.person.language):
        when = _when(asked.starts_at, guest.person.zone or asked.call.zone)
        if asked.was_taken:
            subject, says = gettext("We meet on another day: {title}"), gettext("We meet on {when}.").format(when=when)
        else:
            refused = gettext("{when} is not possible.").format(when=when)
            subject, says = gettext("Another day: {title}"), f"{refused}\n\n    {asked.answer}"
        text = ANSWERED.format(
            guest=one_line(guest.name),
            title=title,
            says=says,
            address=f"{room_address(guest.room)}meetings/",
            sender=one_line(by.name),
            firm=firm,
        )
    return write_letter(
        key=f"other_day_answer:{asked.public_id}",
        kind="other_day_answer",
        to_address=guest.mailbox,
        to_name=one_line(guest.name),
        subject=subject.format(title=title)[:200],
        text=text,
        now=now,
        reply_to=reply_address(guest),
    )


def _when(moment: datetime, zone: str) -> str:
    """Thursday 4 September 2026, 11:00 (Europe/Berlin)"""
    zone = zone if zone in zone_names() else "UTC"
    there = moment.astimezone(ZoneInfo(zone))
    return f"{weekday_words(there, year=True)}, {hour_words(there)} ({zone})"
