"""Steps of a blueprint in letters: which of them wait for a guest, what was done, and what a reply to one does."""

from __future__ import annotations

from datetime import datetime, timedelta

from joinery.blueprints.actions import CannotStep, NeedsReason
from joinery.blueprints.actions.concerns import open_concern
from joinery.blueprints.actions.doing import answer_checkpoint, finish_step
from joinery.blueprints.models import Concern, Side, Step, StepEvent, Verdict
from joinery.blueprints.queries import steps_in_room
from joinery.blueprints.turns import ENDED
from joinery.method.replies import Means
from joinery.rooms.models import Guest
from joinery.rooms.replies import CannotReply, Question

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
