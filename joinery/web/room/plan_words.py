"""A plan in words for the customer: where we are today, how a step stands, what moves when it moves."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, npgettext

from joinery.blueprints.dates import planned
from joinery.blueprints.models import Blueprint, Concern, Level, Side, Step, StepEvent
from joinery.blueprints.said import title_of
from joinery.lib.tongues import colon, day_words, numbers, quoted
from joinery.web.ui.templatetags.joints import day, weekday

OVER = (Step.State.DONE, Step.State.LEFT_OUT)
LEVELS = {
    Level.LOW: (lazy("From afar"), lazy("We tell you what you need to know, and ask for little.")),
    Level.MID: (
        lazy("At the checkpoints"),
        lazy("We show you what matters, and you say whether it matches your picture."),
    ),
    Level.HIGH: (lazy("Closely"), lazy("Your people are there, draw with us and look often.")),
}
TAKES_PART = {
    Level.LOW: lazy("You take part from afar."),
    Level.MID: lazy("You take part at the checkpoints."),
    Level.HIGH: lazy("You take part closely."),
}
TROUBLES = {
    Concern.Kind.STUCK: lazy("{who} is stuck"),
    Concern.Kind.WRONG: lazy("{who} says that something is wrong"),
    Concern.Kind.DISPUTE: lazy("{who} does not agree"),
}
# What somebody did to a step, without the name: on its own page, and with its title on a page of many.
DEEDS = {
    StepEvent.Kind.BEGUN: (lazy("began it"), lazy("began “{title}”")),
    StepEvent.Kind.REPORTED: (lazy("says that it is done"), lazy("says that “{title}” is done")),
    StepEvent.Kind.DONE: (lazy("did it"), lazy("did “{title}”")),
    StepEvent.Kind.PASSED: (lazy("said yes to it"), lazy("said yes to “{title}”")),
    StepEvent.Kind.NOT_PASSED: (lazy("is not content with it"), lazy("is not content with “{title}”")),
    StepEvent.Kind.REOPENED: (lazy("opened it again"), lazy("opened “{title}” again")),
    StepEvent.Kind.TAKEN: (lazy("took it on"), lazy("took “{title}” on")),
    StepEvent.Kind.HANDED_BACK: (lazy("handed it back"), lazy("handed “{title}” back")),
    StepEvent.Kind.RE_DATED: (lazy("moved it"), lazy("moved “{title}”")),
    StepEvent.Kind.LEFT_OUT: (lazy("left it out"), lazy("left “{title}” out")),
    StepEvent.Kind.BROUGHT_BACK: (lazy("brought it back"), lazy("brought “{title}” back")),
    StepEvent.Kind.SAID: (lazy("wrote to it"), lazy("wrote to “{title}”")),
}


def begins(words: str) -> str:
    return words[:1].upper() + words[1:]


def soon(on: date | None, today: date) -> str:
    if on is None:
        return _("no day yet")
    return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get((on - today).days, day(on))


def short_day(on: date, today: date) -> str:
    near = {0: _("today"), 1: _("tomorrow")}.get((on - today).days)
    return near or day_words(on, short=True, year=on.year != today.year)


def aim_of(step: Step) -> str:
    """What everything is worked back from."""
    return _("delivery") if step.kind == "delivery" else quoted(title_of(step))


def days_said(many: int) -> str:
    return ngettext("{number} day", "{number} days", many).format(**numbers(many))


def headline(blueprint: Blueprint, steps: list[Step], today: date) -> str:
    """Ten days to delivery, and on time."""
    target = next((step for step in steps if step.is_target), None)
    if target is None or target.due_on is None:
        return blueprint.title
    aim = aim_of(target)
    if target.state == Step.State.DONE:
        if target.done_on == today:
            return _("{aim} was today").format(aim=begins(aim))
        return _("{aim} was on {day}").format(aim=begins(aim), day=day(target.done_on))
    if not blueprint.started_at:
        return _("You sign and we start. {aim} on {day}.").format(aim=begins(aim), day=day(target.due_on))
    left = (target.due_on - today).days
    if left < 0:
        return _("{aim} was due {days} ago").format(aim=begins(aim), days=_days_dative(-left))
    first = {1: _("{aim} is tomorrow"), 0: _("{aim} is today")}.get(left, "").format(aim=begins(aim))
    says = _("{days} to delivery") if target.kind == "delivery" else _("{days} to {aim}")
    first = first or begins(says.format(days=days_said(left), aim=aim))
    late = days_late(blueprint, steps, today)
    if late <= 0:
        return _("{first}, and on time").format(first=first)
    return _("{first}, and {days} behind").format(first=first, days=days_said(late))


def _days_dative(many: int) -> str:
    """As in "two days ago": some languages write it otherwise there."""
    return npgettext("ago", "{number} day", "{number} days", many).format(**numbers(many))


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
    first = _("{weekday}, day {number}.") if started else "{weekday}."
    days = (today - started.date()).days + 1 if started else 0
    said = [begins(first.format(weekday=weekday(today), number=days)), _done_says(len(done)), _late_says(len(late))]
    if coming := next((step for step in in_order(there) if step.state not in OVER), None):
        said.append(_coming_says(coming, today))
    return " ".join(said)


def _done_says(many: int) -> str:
    if not many:
        return _("No step is done yet.")
    return begins(ngettext("{number} step is done.", "{number} steps are done.", many).format(**numbers(many)))


def _late_says(many: int) -> str:
    if not many:
        return _("None is late.")
    return begins(ngettext("{number} is late.", "{number} are late.", many).format(**numbers(many)))


def _coming_says(coming: Step, today: date) -> str:
    is_theirs = coming.side == Side.THEIRS
    if coming.due_on is None:
        return (
            _("The next one is yours, without a day yet.")
            if is_theirs
            else _("The next one is ours, without a day yet.")
        )
    left = (coming.due_on - today).days
    on = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get(left) or _("on {day}").format(day=day(coming.due_on))
    if left < 0:
        says = (
            _("The next one is yours, and it was due {on}.")
            if is_theirs
            else _("The next one is ours, and it was due {on}.")
        )
    else:
        says = _("The next one is yours, and it is {on}.") if is_theirs else _("The next one is ours, and it is {on}.")
    return says.format(on=on)


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
        return _("We say it is done. You say whether it matches your picture.")
    if step.state == Step.State.DONE:
        return _("Done, {day}.").format(day=day(step.done_on))
    if step.state == Step.State.LEFT_OUT:
        return _("Left out.")
    now = _("It runs.") if step.state == Step.State.BEGUN else _("It is still to come.")
    return f"{now} {_('It is late.')}" if is_late(step, today) else now


def moves_says(step: Step, target: Step | None) -> str:
    """The critical path in plain words."""
    if target is None or step.is_target or step.state in (*OVER, Step.State.REPORTED):
        return ""
    aim = aim_of(target)
    if step.is_critical:
        return _("If this moves, {aim} moves.").format(aim=aim)
    if step.slack is not None and 0 < step.slack <= 10:
        says = ngettext(
            "It can slip {number} working day before {aim} moves.",
            "It can slip {number} working days before {aim} moves.",
            step.slack,
        )
        return says.format(**numbers(step.slack), aim=aim)
    return ""


def trouble_says(concern: Concern) -> str:
    return str(TROUBLES[Concern.Kind(concern.kind)]).format(who=concern.by_name)


def event_says(event: StepEvent, title: str = "") -> str:
    """What somebody did to a step, without the name; with the step's title on a page of many."""
    alone, named = DEEDS[StepEvent.Kind(event.kind)]
    said = str(named).format(title=title) if title else str(alone)
    if event.kind == StepEvent.Kind.RE_DATED:
        said += _days(event)
    return f"{said}{colon()}{quoted(event.words)}" if event.words else said


def _days(event: StepEvent) -> str:
    if event.before_on and event.due_on:
        return _(" from {before} to {day}").format(before=day(event.before_on), day=day(event.due_on))
    return _(" to {day}").format(day=day(event.due_on)) if event.due_on else ""
