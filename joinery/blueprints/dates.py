"""The days of one blueprint derived anew: rows in, changed rows written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from django.db import connection
from django.utils import timezone

from joinery.blueprints.lines import Line, lines_of
from joinery.blueprints.models import Blueprint, Extra, Step
from joinery.blueprints.schedule import Node, Planned, schedule
from joinery.firm.queries import the_firm
from joinery.lib.working_days import Calendar, UnknownPlace, holidays_of

DERIVED = ("due_on", "slack", "is_critical")


def nodes_of(steps: Sequence[Step | Line]) -> list[Node]:
    """What is left out hands what it waited for on to those that waited for it."""
    out = {step.key: step for step in steps if step.state == Step.State.LEFT_OUT}

    def firsts(step: Step | Line, seen: frozenset[str] = frozenset()) -> list[str]:
        found: list[str] = []
        for key in step.after:
            if key in out and key not in seen:
                found += firsts(out[key], seen | {key})
            elif key not in out:
                found.append(key)
        return found

    return [
        Node(
            key=step.key,
            takes=step.takes,
            after=tuple(dict.fromkeys(firsts(step) if out else step.after)),
            lag_days=step.lag_days,
            fixed_on=step.done_on or step.pinned_on,
            is_done=step.state == Step.State.DONE,
            is_target=step.is_target,
        )
        for step in steps
        if step.key not in out
    ]


def planned(blueprint: Blueprint, steps: Sequence[Step | Line], not_before: date | None = None) -> dict[str, Planned]:
    """By key. `not_before`: today, for a forecast; else the day on which the plan was drawn."""
    first = not_before or timezone.localdate(blueprint.drawn_at)
    return schedule(nodes_of(steps), blueprint.target_on, first, calendar_of(blueprint))


def expected_on(blueprint: Blueprint, steps: Sequence[Step | Line], today: date, calendar: Calendar) -> date | None:
    """The day of the target as things stand: what is late can be done today at the earliest."""
    late = {step.key for step in steps if step.state != Step.State.DONE and step.pinned_on and step.pinned_on < today}
    nodes = [replace(node, fixed_on=None) if node.key in late else node for node in nodes_of(steps)]
    days = schedule(nodes, blueprint.target_on, today, calendar)
    return next((days[node.key].due_on for node in nodes if node.is_target), None)


def derive_dates(blueprint: Blueprint) -> list[Line]:
    """Writes what differs, and returns all steps as they stand now. Not an edit of these steps: their version stays, so
    that nobody who is writing to one is told of a conflict that is none. Raises Cycle."""
    steps = lines_of(blueprint)
    days = planned(blueprint, steps)
    changed = []
    for step in steps:
        if step.key not in days or step.state == Step.State.DONE:  # the day it was due stays, whenever it was done
            continue
        day = days[step.key]
        new = (day.due_on, day.slack, day.is_critical)
        if new != (step.due_on, step.slack, step.is_critical):
            step.due_on, step.slack, step.is_critical = new
            changed.append(step)
    _write(changed)
    _date_extras(blueprint, steps)
    return steps


def _write(changed: list[Line]) -> None:
    days = connection.ops.adapt_datefield_value
    rows = [(days(step.due_on), step.slack, step.is_critical, step.pk) for step in changed]
    _each(f"UPDATE {Step._meta.db_table} SET due_on = %s, slack = %s, is_critical = %s WHERE id = %s", rows)  # noqa: S608


def _date_extras(blueprint: Blueprint, steps: list[Line]) -> None:
    adapted = connection.ops.adapt_datefield_value
    days = {step.key: step.due_on for step in steps if step.due_on and step.state != Step.State.LEFT_OUT}
    moved = []
    for extra, after, late, before in blueprint.extras.filter(given_at__isnull=True).values_list(
        "pk", "after", "days", "due_on"
    ):
        first = days.get(after)
        due_on = first + timedelta(days=late) if first else None
        if before != due_on:
            moved.append((adapted(due_on), extra))
    _each(f"UPDATE {Extra._meta.db_table} SET due_on = %s WHERE id = %s", moved)  # noqa: S608


def _each(statement: str, rows: Sequence[tuple[str | int | bool | None, ...]]) -> None:
    """Row by row in one go: of 300 rows this takes a hundredth of what one statement with 300 cases does."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def calendar_of(blueprint: Blueprint) -> Calendar:
    return working_calendar(range(blueprint.drawn_at.year - 1, blueprint.target_on.year + 4))


def working_calendar(years: range) -> Calendar:
    """The firm's: its country's holidays and its own days off."""
    firm = the_firm()
    return _calendar(firm.place if firm else "", tuple(firm.days_off) if firm else (), years)


@lru_cache(maxsize=64)
def _calendar(place: str, days_off: tuple[str, ...], years: range) -> Calendar:
    try:
        holidays = holidays_of(place, years)
    except UnknownPlace:  # a place that was known when it was chosen: plans go on, the office says what is missing
        holidays = frozenset()
    return Calendar(holidays=holidays | {date.fromisoformat(day) for day in days_off})
