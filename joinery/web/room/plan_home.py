"""What the first page of the room takes from the plans: a strip of time, the next step of each side, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from joinery.blueprints.models import Blueprint, Side, Step
from joinery.blueprints.queries import strips_in_room
from joinery.blueprints.said import question_of, sees_of, title_of
from joinery.blueprints.turns import next_step
from joinery.blueprints.waiting import Waits, waiting_for
from joinery.rooms.models import Guest
from joinery.web.room.pages import NextStep
from joinery.web.room.plan_line import line_of_time
from joinery.web.room.plan_strip import PlanStrip
from joinery.web.room.plan_words import headline, owner_of
from joinery.web.ui.templatetags.joints import day

SOON = timedelta(days=14)


@dataclass(frozen=True)
class RoomPlans:
    """`later`: a next step of theirs that is still far off; anything else that waits comes before it."""

    strips: tuple[PlanStrip, ...] = ()
    yours: NextStep | None = None
    later: NextStep | None = None
    ours: NextStep | None = None


def plans_of(guest: Guest, firm: str, *, now: datetime) -> RoomPlans:
    blueprints = list(strips_in_room(guest))
    if not blueprints:
        return RoomPlans()
    today, company = timezone.localdate(now), guest.room.company.name
    waiting = waiting_for(guest, blueprints)
    theirs = _next(blueprints, Side.THEIRS)
    is_soon = theirs is not None and (theirs.due_on is None or theirs.due_on <= today + SOON)
    theirs_said = _step_says(theirs, guest, company, firm, is_yours=True) if theirs else None
    ours = _next(blueprints, Side.OURS)
    return RoomPlans(
        strips=tuple(_strip(blueprint, guest, firm, today) for blueprint in blueprints),
        yours=_waits_says(waiting[0], guest, company, firm) if waiting else (theirs_said if is_soon else None),
        later=theirs_said,
        ours=_step_says(ours, guest, company, firm, is_yours=False) if ours else None,
    )


def _strip(blueprint: Blueprint, guest: Guest, firm: str, today: date) -> PlanStrip:
    steps = list(blueprint.steps.all())
    return PlanStrip(
        place=f"plan-{blueprint.public_id}",
        title=blueprint.title,
        headline=headline(blueprint, steps, today),
        timeline=line_of_time(blueprint, steps, guest.room.company.name, firm, today, strip_only=True),
        link=reverse("room:plan", args=[guest.room.public_id, blueprint.public_id]),
    )


def _next(blueprints: list[Blueprint], side: str) -> Step | None:
    """The earliest of the plans. What is signed is not a step to do; it is on its own page."""
    steps = []
    for blueprint in blueprints:
        open_ones = [step for step in blueprint.steps.all() if not step.is_start or blueprint.started_at]
        if step := next_step(open_ones, side):
            steps.append(step)
    return min(steps, key=lambda step: step.due_on or date.max, default=None)


def _step_says(step: Step, guest: Guest, company: str, firm: str, *, is_yours: bool) -> NextStep:
    who = owner_of(step, company, firm)
    is_mine = step.owner_person_id == guest.person_id and is_yours
    why = sees_of(step) or (_("You do this.") if is_mine else _("{who} does this.").format(who=who))
    whose = "" if is_mine else f"{who}. "
    link = reverse("room:step", args=[guest.room.public_id, step.public_id])
    return NextStep(title_of(step), f"{whose}{why}", step.due_on, link, _("Open the step"))


def _waits_says(waits: Waits, guest: Guest, company: str, firm: str) -> NextStep:
    room, step = guest.room.public_id, waits.step
    if waits.offer:
        number, by = waits.offer.version.number, waits.offer.offered_by.name
        link = reverse("room:sign", args=[room, waits.blueprint.public_id])
        why = _("{by} put version {number} before you. You see exactly what you sign.").format(by=by, number=number)
        return NextStep(
            _("Read “{title}”, and sign it").format(title=waits.blueprint.title), why, None, link, _("Read it and sign")
        )
    assert step is not None
    link = reverse("room:step", args=[room, step.public_id])
    if waits.concern:
        by = waits.concern.answered_by.name if waits.concern.answered_by else firm
        why = _("{by} answered: “{answer}”").format(by=by, answer=waits.concern.answer)
        place = f"{link}#concern-{waits.concern.public_id}"
        return NextStep(
            _("Is it settled: {title}?").format(title=title_of(step)), why, None, place, _("Read the answer")
        )
    if waits.slip:
        why = _("{user} cannot keep {was_on}, and asks for {new_on}.").format(
            user=waits.slip.user.name, was_on=day(waits.slip.was_on), new_on=day(waits.slip.new_on)
        )
        return NextStep(_("A new day for “{title}”?").format(title=title_of(step)), why, None, link, _("Look at it"))
    if waits.kind == "checkpoint":
        question = question_of(step) or _("Does it match your picture?")
        return NextStep(
            question,
            _("{title}: we say it is done.").format(title=title_of(step)),
            step.due_on,
            link,
            _("Look, and say"),
        )
    return _step_says(step, guest, company, firm, is_yours=True)
