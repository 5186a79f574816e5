"""A plan in words for the customer: where we are today, how a step stands, what moves when it moves."""

from __future__ import annotations

from datetime import date

from joinery.blueprints.dates import planned
from joinery.blueprints.models import Blueprint, Concern, Level, Side, Step, StepEvent
from joinery.web.ui.templatetags.joints import day, weekday

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
OVER = (Step.State.DONE, Step.State.LEFT_OUT)
LEVELS = {
    Level.LOW: ("From afar", "We tell you what you need to know, and ask for little."),
    Level.MID: ("At the checkpoints", "We show you what matters, and you say whether it matches your picture."),
    Level.HIGH: ("Closely", "Your people are there, draw with us and look often."),
}
TROUBLES = {
    Concern.Kind.STUCK: "is stuck",
    Concern.Kind.WRONG: "says that something is wrong",
    Concern.Kind.DISPUTE: "does not agree",
}


def counted(number: int, one: str, many: str) -> str:
    said = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{said} {one if number == 1 else many}"


def begins(words: str) -> str:
    return words[:1].upper() + words[1:]


def soon(on: date | None, today: date) -> str:
    if on is None:
        return "no day yet"
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((on - today).days, day(on))


def short_day(on: date, today: date) -> str:
    year = f" {on.year}" if on.year != today.year else ""
    return {0: "today", 1: "tomorrow"}.get((on - today).days, f"{on.day} {MONTHS[on.month - 1]}{year}")


def aim_of(step: Step) -> str:
    """What everything is worked back from."""
    return "delivery" if step.kind == "delivery" else f"“{step.title}”"


def headline(blueprint: Blueprint, steps: list[Step], today: date) -> str:
    """Ten days to delivery, and on time."""
    target = next((step for step in steps if step.is_target), None)
    if target is None or target.due_on is None:
        return blueprint.title
    aim = aim_of(target)
    if target.state == Step.State.DONE:
        return f"{begins(aim)} was {'on ' + day(target.done_on) if target.done_on != today else 'today'}"
    if not blueprint.started_at:
        return f"You sign and we start. {begins(aim)} on {day(target.due_on)}."
    left, late = (target.due_on - today).days, days_late(blueprint, steps, today)
    ahead = f"{begins(counted(left, 'day', 'days'))} to {aim}" if left > 1 else ""
    near = {1: f"{begins(aim)} is tomorrow", 0: f"{begins(aim)} is today"}.get(left)
    first = ahead or near or f"{begins(aim)} was due {counted(-left, 'day', 'days')} ago"
    if left < 0:
        return first
    return f"{first}, and on time" if late <= 0 else f"{first}, and {counted(late, 'day', 'days')} behind"


def days_late(blueprint: Blueprint, steps: list[Step], today: date) -> int:
    """Of the day that the customer agreed to, as it looks from today on."""
    target = next(step for step in steps if step.is_target)
    waiting = [slip.was_on for slip in target.slips.all() if not slip.agreed_at]
    agreed = waiting[0] if waiting else blueprint.target_on
    forecast = planned(blueprint, steps, today)[target.key].due_on
    return (max(forecast, target.due_on or forecast) - agreed).days


def where_we_are(blueprint: Blueprint, steps: list[Step], today: date) -> str:
    """Tuesday, 13 October, day 18. Eight steps are done, none is late. The next one is yours, and it is tomorrow."""
    there = [step for step in steps if step.state != Step.State.LEFT_OUT]
    done = [step for step in there if step.state == Step.State.DONE]
    late = [step for step in there if is_late(step, today)]
    started = blueprint.started_at
    began = f", day {(today - started.date()).days + 1}" if started else ""
    many = begins(counted(len(done), "step is", "steps are"))
    behind = counted(len(late), "is", "are") if late else "none is"
    said = [f"{weekday(today)}{began}.", f"{many} done, {behind} late."]
    if coming := next((step for step in in_order(there) if step.state not in OVER), None):
        whose = "yours" if coming.side == Side.THEIRS else "ours"
        on = soon(coming.due_on, today)
        is_past = coming.due_on is not None and coming.due_on < today
        said.append(f"The next one is {whose}, and it {'was due' if is_past else 'is'} {_on(on)}.")
    return " ".join(said)


def is_late(step: Step, today: date) -> bool:
    return bool(step.due_on and step.due_on < today and step.state not in (*OVER, Step.State.REPORTED))


def in_order(steps: list[Step]) -> list[Step]:
    """What is done by the day it was done, then what is to come by its day."""

    def place(step: Step) -> tuple[bool, date, int]:
        return (step.state != Step.State.DONE, step.done_on or step.due_on or date.max, step.sort)

    return sorted(steps, key=place)


def owner_of(step: Step, company: str, firm: str) -> str:
    owner = step.owner_user or step.owner_person
    return owner.name if owner else (firm if step.side == Side.OURS else company)


def first_name_of(step: Step, company: str, firm: str) -> str:
    owner = step.owner_user or step.owner_person
    return owner.first_name if owner else (firm if step.side == Side.OURS else company)


def state_says(step: Step, today: date) -> str:
    if step.state == Step.State.REPORTED:
        return "We say it is done. You say whether it matches your picture."
    if step.state == Step.State.DONE:
        return f"Done, {day(step.done_on)}."
    if step.state == Step.State.LEFT_OUT:
        return "Left out."
    late = " It is late." if is_late(step, today) else ""
    return ("It runs." if step.state == Step.State.BEGUN else "It is still to come.") + late


def moves_says(step: Step, target: Step | None) -> str:
    """The critical path in plain words."""
    if target is None or step.is_target or step.state in (*OVER, Step.State.REPORTED):
        return ""
    aim = aim_of(target)
    if step.is_critical:
        return f"If this moves, {aim} moves."
    if step.slack is not None and 0 < step.slack <= 10:
        return f"It can slip {counted(step.slack, 'working day', 'working days')} before {aim} moves."
    return ""


def event_says(event: StepEvent, title: str = "") -> str:
    """What somebody did to a step, without the name; with the step's title on a page of many."""
    what = f" “{title}”" if title else " it"
    said = {
        StepEvent.Kind.BEGUN: "began" + what,
        StepEvent.Kind.REPORTED: f"says that{what} is done",
        StepEvent.Kind.DONE: "did" + what,
        StepEvent.Kind.PASSED: "said yes to" + what,
        StepEvent.Kind.NOT_PASSED: "is not content with" + what,
        StepEvent.Kind.REOPENED: f"opened{what} again",
        StepEvent.Kind.TAKEN: f"took{what} on",
        StepEvent.Kind.HANDED_BACK: f"handed{what} back",
        StepEvent.Kind.RE_DATED: f"moved{what}{_days(event)}",
        StepEvent.Kind.LEFT_OUT: f"left{what} out",
        StepEvent.Kind.BROUGHT_BACK: f"brought{what} back",
        StepEvent.Kind.SAID: f"wrote to{what}",
    }[StepEvent.Kind(event.kind)]
    return f"{said}: “{event.words}”" if event.words else said


def _days(event: StepEvent) -> str:
    if event.before_on and event.due_on:
        return f" from {day(event.before_on)} to {day(event.due_on)}"
    return f" to {day(event.due_on)}" if event.due_on else ""


def _on(words: str) -> str:
    return words if words in ("today", "tomorrow", "yesterday", "no day yet") else f"on {words}"
