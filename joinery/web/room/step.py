"""One step as one guest reads it, with all that they can say or do there."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from joinery.blueprints.delivery_queries import evidence_in_room
from joinery.blueprints.models import Blueprint, Side, Step, StepEvent, Verdict
from joinery.blueprints.said import question_of, sees_of, title_of
from joinery.rooms.models import Guest
from joinery.rooms.queries import guests_in, lines_as_read
from joinery.web.room.home import hero_of
from joinery.web.room.pages import Happening, Line
from joinery.web.room.photos import photo_rows
from joinery.web.room.plan import concern_row, owner_choices, side_says, slip_row
from joinery.web.room.plan_line import letters_of
from joinery.web.room.plan_pages import StepPage, VerdictRow, Ways
from joinery.web.room.plan_words import OVER, event_says, moves_says, owner_of, soon, state_says

EVENTS = 40
ANSWERS = {
    Verdict.Answer.YES: lazy("Yes, as pictured"),
    Verdict.Answer.NOT_QUITE: lazy("Not quite"),
    Verdict.Answer.NO: lazy("No"),
}


def step_of(step: Step, blueprint: Blueprint, guest: Guest, firm: str, *, now: datetime, zone: str) -> StepPage:
    room, company = guest.room.public_id, guest.room.company.name
    steps, today = list(blueprint.steps.all()), timezone.localdate(now)
    known = {one.key: one for one in steps}
    told = step.owner_user or blueprint.opportunity.owner
    return StepPage(
        company=company,
        firm=firm,
        reader=guest.name,
        zone=zone,
        home=reverse("room:home", args=[room]),
        plan=reverse("room:plan", args=[room, blueprint.public_id]),
        plan_title=blueprint.title,
        what=title_of(step),
        letter=letters_of(steps).get(step.key, ""),
        side=side_says(step, company, firm),
        who=owner_of(step, company, firm),
        due_on=step.done_on or step.due_on,
        when=soon(step.done_on or step.due_on, today),
        state=step.state,
        state_says=state_says(step, today),
        sees=sees_of(step),
        standard=step.standard,
        part=step.levels.get(blueprint.level, ""),
        evidence=tuple(asked["what"] for asked in step.evidence),
        before=tuple(title_of(known[key]) for key in step.after if key in known and known[key].state not in OVER),
        moves=moves_says(step, next((one for one in steps if one.is_target), None)),
        question=question_of(step) or _("Does it match your picture?"),
        picture=_picture(guest) if step.is_checkpoint else None,
        verdicts=_verdicts(step),
        concerns=tuple(concern_row(concern, step, guest) for concern in reversed(step.concerns.all())),
        slips=tuple(slip_row(slip, step, room) for slip in step.slips.all()),
        happenings=tuple(_event(event) for event in reversed(list(step.events.all())[-EVENTS:])),
        ways=ways_of(step, guest),
        owners=owner_choices(list(guests_in(guest.room)), [one.owner_person for one in steps], step.owner_person),
        owner_says=told.name,
        reached=told.name,
        seen=step.version,
        photos=photo_rows(evidence_in_room(guest).filter(step=step), room),
        is_theirs=step.side == Side.THEIRS,
    )


def ways_of(step: Step, guest: Guest) -> Ways:
    """Only what is open to them now; the actions refuse the rest all the same."""
    is_over, is_theirs = step.state in OVER, step.side == Side.THEIRS
    can_own = not is_over and not step.is_start
    is_mine = is_theirs and step.owner_person_id == guest.person_id

    def to(name: str, is_open: bool) -> str:
        return reverse(f"room:{name}", args=[guest.room.public_id, step.public_id]) if is_open else ""

    return Ways(
        change=to("step_change", not is_over),
        day=to("step_day", not is_over),
        take=to("step_hands", can_own and not is_mine),
        hand_back=to("step_hands", can_own and is_theirs),
        finish=to("step_done", can_own and is_theirs and not step.is_checkpoint),
        reopen=to("step_done", step.state == Step.State.DONE and not step.is_start and _may_reopen(step)),
        answer=to("step_answer", step.is_checkpoint and step.state in (Step.State.BEGUN, Step.State.REPORTED)),
        say=to("step_words", True),
        concern=to("step_concerns", step.state != Step.State.LEFT_OUT),
        photos=to("step_photos", step.state != Step.State.LEFT_OUT),
    )


def _may_reopen(step: Step) -> bool:
    return step.is_checkpoint or step.side == Side.THEIRS


def _picture(guest: Guest) -> Line | None:
    return hero_of(guest, list(lines_as_read(guest).filter(kind="concept")))


def _verdicts(step: Step) -> tuple[VerdictRow, ...]:
    return tuple(
        VerdictRow(str(ANSWERS[Verdict.Answer(said.answer)]), said.words, said.guest.name, said.at)
        for said in reversed(step.verdicts.all())
    )


def _event(event: StepEvent) -> Happening:
    return Happening(event.at, event.by_name, event_says(event))
