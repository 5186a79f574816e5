"""Doors to value cases, and to other days asked for."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from joinery.calls.models import AgendaItem, Attendance, Call
from joinery.calls.queries import announced_calls
from joinery.customers.queries import seen_by
from joinery.firm.models import User
from joinery.rooms.models import Guest, OtherDay, Room, ValueAnswer, ValueCase, ValueLine


def value_lines_for(guest: Guest) -> QuerySet[ValueLine]:
    """Of a case that was put before them, with what was said to each."""
    return _with_answers(ValueLine.objects.filter(case__room=guest.room, case__published_at__isnull=False))


def value_cases_for(user: User) -> QuerySet[ValueCase]:
    cases = ValueCase.objects.filter(seen_by(user, "room__company"))
    return cases.select_related("room__company", "published_by")


def value_lines_for_user(user: User) -> QuerySet[ValueLine]:
    return _with_answers(ValueLine.objects.filter(seen_by(user, "case__room__company")))


def value_answers_in(room: Room) -> QuerySet[ValueAnswer]:
    """To lines that both sides read now."""
    answers = ValueAnswer.objects.filter(line__case__room=room, line__case__published_at__isnull=False)
    return answers.select_related("line", "guest__person")


def cases_shown_in(room: Room) -> QuerySet[ValueCase]:
    return ValueCase.objects.filter(room=room, published_at__isnull=False).select_related("published_by")


def meetings_of(guest: Guest, now: datetime) -> QuerySet[Call]:
    """All that are still to come, and of those that took place the ones where this guest was expected."""
    calls = announced_calls(guest.room.company)
    to_come = Q(held_at__isnull=True, starts_at__gt=now)
    was_there = Q(held_at__isnull=False, attendances__person=guest.person_id)
    return (
        calls.filter(to_come | was_there)
        .distinct()
        .select_related("plan", "owner", "company")
        .prefetch_related(
            Prefetch("attendances", Attendance.objects.select_related("person", "user")),
            Prefetch("agenda", AgendaItem.objects.select_related("person", "user")),
            Prefetch("other_days", _days()),
        )
        .order_by("starts_at", "id")
    )


def other_days_in(room: Room) -> QuerySet[OtherDay]:
    return _days().filter(call__in=announced_calls(room.company))


def other_days_for(user: User) -> QuerySet[OtherDay]:
    return _days().filter(seen_by(user, "call__company"))


def _days() -> QuerySet[OtherDay]:
    return OtherDay.objects.select_related("call", "guest__person", "decided_by")


def _with_answers(lines: QuerySet[ValueLine]) -> QuerySet[ValueLine]:
    answers = ValueAnswer.objects.select_related("guest__person")
    return lines.select_related("case__room", "person").prefetch_related(Prefetch("answers", answers))
