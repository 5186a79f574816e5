"""How a plan is told: the first sentence, the day, what is late, whose move it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from joinery.blueprints.models import Blueprint, Side, Step
from joinery.blueprints.turns import in_order, is_late, next_step, turn_of
from joinery.web.desk.saying import in_words, local_day, many, near_day

BRINGS = {"delivery": "Delivery", "handover": "Handover"}


def first_sentence(blueprint: Blueprint, steps: Sequence[Step]) -> str:
    """You sign and we start. Delivery in four weeks. Or the name that somebody gave it."""
    if blueprint.title != blueprint.opportunity.name:
        return blueprint.title
    start = next((step for step in steps if step.is_start and step.state != Step.State.LEFT_OUT), None)
    target = next((step for step in steps if step.is_target), None)
    if not (start and target and target.due_on and (start.done_on or start.due_on)):
        return blueprint.title
    first = start.done_on or start.due_on
    assert first is not None
    return f"You sign and we start. {BRINGS.get(target.kind, target.title)} in {_length((target.due_on - first).days)}."


def _length(days: int) -> str:
    if days < 14:
        return many(max(days, 1), "day")
    return many(round(days / 7), "week")


def how_it_stands(blueprint: Blueprint, steps: Sequence[Step], today: date) -> str:
    shown = in_order(steps)
    done = sum(step.state == Step.State.DONE for step in shown)
    late = [step for step in shown if is_late(step, today)]
    if blueprint.started_at:
        day = (today - local_day(blueprint.started_at)).days
        begun = f"day {day}" if day else "the first day"
        day_said = f"{today:%A} {today.day} {today:%B}, {begun}."
        return f"{day_said} {_done(done)}, {_late(late)}. {whose_move(shown, today)}"
    checkpoints = sum(step.is_checkpoint for step in shown)
    says = f"Not signed yet. {many(len(shown), 'step').capitalize()}, {many(checkpoints, 'checkpoint')}. "
    return says + (f"{_late(late).capitalize()}. " if late else "") + whose_move(shown, today)


def _done(count: int) -> str:
    return f"{many(count, 'step').capitalize()} done" if count else "Nothing done yet"


def _late(late: Sequence[Step]) -> str:
    return f"{in_words(len(late)) if late else 'none'} late"


def whose_move(steps: Sequence[Step], today: date) -> str:
    """The next one is theirs, and it is tomorrow."""
    step = next_step(steps)
    if step is None:
        return "All is done."
    whose = "theirs" if turn_of(step) == Side.THEIRS else "ours"
    if step.state == Step.State.REPORTED:
        return f"“{step.title}” waits for their yes."
    if step.due_on is None:
        return f"The next one is {whose}."
    if step.due_on < today:
        return f"The next one is {whose}, and it is {late_days(step.due_on, today)} late."
    day = near_day(step.due_on, today)
    return f"The next one is {whose}, and it is {day.lower() if day in ('Today', 'Tomorrow') else 'on ' + day}."


def late_days(on: date, today: date) -> str:
    return many((today - on).days, "day")


def when_of(step: Step, today: date) -> str:
    """In the list: tomorrow; 19 October; 2 days late, 11 October."""
    day = step.done_on or step.due_on
    if day is None:
        return "no day yet"
    said = _day(day, today)
    if is_late(step, today):
        return f"{late_days(day, today)} late, {said}"
    near = near_day(day, today)
    return near.lower() if near in ("Today", "Tomorrow", "Yesterday") else said


def short_day(on: date, today: date) -> str:
    """On the line of time: 29 Sept; tomorrow; Oct 2027."""
    if abs((on - today).days) < 2:
        return near_day(on, today).lower()
    month = "Sept" if on.month == 9 else f"{on:%b}"
    return f"{on.day} {month}" + (f" {on.year}" if on.year != today.year else "")


def _day(on: date, today: date) -> str:
    return f"{on.day} {on:%B}" + (f" {on.year}" if on.year != today.year else "")


def slack_of(step: Step, most: int = 10) -> str:
    """How much a step may slip before the customer's day does; `most`: beyond it nobody needs to be told."""
    if step.state in (Step.State.DONE, Step.State.LEFT_OUT) or step.slack is None or step.is_target:
        return ""
    if step.slack <= 0:
        return "if this slips, their day slips"
    return f"{many(step.slack, 'working day')} to spare" if step.slack <= most else ""


def owner_of(step: Step, company: str, firm: str) -> str:
    owner = step.owner_user or step.owner_person
    return owner.name if owner else (company if step.side == Side.THEIRS else firm)
