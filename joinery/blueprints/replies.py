"""Steps of a blueprint in letters: which of them wait for a guest, what was done, and what a reply to one does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from joinery.blueprints.actions import CannotStep, NeedsReason
from joinery.blueprints.actions.concerns import open_concern
from joinery.blueprints.actions.doing import answer_checkpoint, finish_step
from joinery.blueprints.models import Concern, Side, Step, StepEvent, Verdict
from joinery.blueprints.queries import blueprints_in_room, steps_in_room
from joinery.blueprints.turns import ENDED, is_late, turn_of
from joinery.lib.plain_text import one_line, shorten
from joinery.method.replies import Means
from joinery.rooms.letter_queries import open_guest_people
from joinery.rooms.models import Guest
from joinery.rooms.replies import CannotReply, Question
from joinery.rooms.waiting import Moment, News, Waiting

SOON = timedelta(days=2)
NEWS = (StepEvent.Kind.DONE, StepEvent.Kind.REPORTED, StepEvent.Kind.PASSED, StepEvent.Kind.NOT_PASSED)


def _find(guest: Guest, beginning: str) -> Step | None:
    return steps_in_room(guest).filter(public_id__startswith=beginning).first()


def _yes(step: Step, guest: Guest, words: str, *, now: datetime) -> str:
    """A checkpoint that we say is done matches their picture; a step of their own is done. Nobody signs by mail."""
    try:
        if step.is_checkpoint and step.state == Step.State.REPORTED:
            answer_checkpoint(step, guest, Verdict.Answer.YES, now=now)
            return "said yes"
        if step.side != Side.THEIRS or step.is_checkpoint or step.is_start or step.state in ENDED:
            raise CannotReply("This step has moved on meanwhile.")
        finish_step(step, by=guest, now=now)
    except (CannotStep, NeedsReason) as reason:
        raise CannotReply(str(reason)) from reason
    return "said it is done"


def _not_quite(step: Step, guest: Guest, words: str, *, now: datetime) -> str:
    if not step.is_checkpoint or step.state != Step.State.REPORTED:
        raise CannotReply("This step has moved on meanwhile.")
    try:
        answer_checkpoint(step, guest, Verdict.Answer.NOT_QUITE, words[:2000], now=now)
    except CannotStep as reason:
        raise CannotReply(str(reason)) from reason
    return "said not quite"


def _stuck(step: Step, guest: Guest, words: str, *, now: datetime) -> str:
    if step.state in ENDED:
        raise CannotReply("This step is over.")
    try:
        open_concern(step, Concern.Kind.STUCK, words[:2000], by=guest, now=now)
    except CannotStep as reason:
        raise CannotReply(str(reason)) from reason
    return "said they are stuck"


STEP = Question(
    "step",
    "s",
    _find,
    lambda step: step.title,
    {Means.YES: _yes, Means.NOT_QUITE: _not_quite, Means.STUCK: _stuck},
    lambda step: step.owner_user or step.blueprint.opportunity.owner,
)


def steps_waiting(guest: Guest, moment: Moment) -> Iterator[Waiting]:
    """What we say is done, and theirs whose day is near or over. A signature is asked for in the room alone."""
    people = open_guest_people(guest.room)
    for blueprint in blueprints_in_room(guest).filter(started_at__isnull=False, closed_at__isnull=True):
        for step in blueprint.steps.all():
            is_another = step.owner_person_id in people and step.owner_person_id != guest.person_id
            if step.state in ENDED or step.is_start or is_another or turn_of(step) != Side.THEIRS:
                continue
            about, asks, title = f"step:{step.public_id}", ("step", step.public_id), shorten(one_line(step.title), 160)
            if step.state == Step.State.REPORTED:
                says = f"We say this is done: {title}. {one_line(step.question) or 'Does it match your picture?'}"
                state = f"reported {step.version}"
                yield Waiting(about, state, says, asks, f"it matches your picture: {title}", rank=2)
            elif step.due_on and step.due_on <= moment.today + SOON:
                day = f"{step.due_on.day} {step.due_on:%B}"
                over = ", which is over" if is_late(step, moment.today) else ""
                says = f"Your step, by {day}{over}: {title}"
                yield Waiting(about, f"{step.due_on}", says, asks, f"this is done: {title}", rank=4)


def steps_news(guest: Guest, since: datetime) -> Iterator[News]:
    shown = steps_in_room(guest).order_by().values("pk")
    events = StepEvent.objects.filter(step__in=shown, at__gt=since, kind__in=NEWS).select_related("step")
    for event in events.exclude(person=guest.person):
        says = f"{one_line(event.by_name)} {event.get_kind_display()} “{shorten(one_line(event.step.title), 160)}”"
        yield News(event.at, says)
