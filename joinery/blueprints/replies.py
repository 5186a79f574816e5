"""A step answered by mail: done, stuck, or a word to it. A checkpoint is passed in the room, where its picture is."""

from __future__ import annotations

from datetime import datetime

from joinery.blueprints.actions import CannotStep, NeedsReason
from joinery.blueprints.actions.concerns import open_concern
from joinery.blueprints.actions.doing import finish_step, say_to_step
from joinery.blueprints.models import Concern, Side, Step
from joinery.blueprints.queries import steps_in_room
from joinery.method.replies import Means
from joinery.rooms.models import Guest
from joinery.rooms.replies import CannotReply, Question

LONGEST = 4000


def _find(guest: Guest, beginning: str) -> Step | None:
    steps = steps_in_room(guest).filter(side=Side.THEIRS, is_checkpoint=False, is_start=False)
    return steps.filter(public_id__startswith=beginning).first()


def _done(step: Step, guest: Guest, words: str, *, now: datetime) -> str:
    if step.state == Step.State.DONE:
        return "said that it is done"
    try:
        finish_step(step, by=guest, now=now, words=words[:LONGEST])
    except (CannotStep, NeedsReason) as reason:
        raise CannotReply(str(reason)) from reason
    return "said that it is done"


def _stuck(step: Step, guest: Guest, words: str, *, now: datetime) -> str:
    try:
        open_concern(step, Concern.Kind.STUCK, words[:LONGEST], by=guest, now=now)
    except CannotStep as reason:
        raise CannotReply(str(reason)) from reason
    return "is stuck"


def _word(step: Step, guest: Guest, words: str, *, now: datetime) -> str:
    try:
        say_to_step(step, words[:LONGEST], by=guest, now=now)
    except CannotStep as reason:
        raise CannotReply(str(reason)) from reason
    return "wrote"


STEP = Question(
    "step",
    "s",
    _find,
    lambda step: step.title,
    {Means.YES: _done, Means.NOT_QUITE: _stuck, Means.STUCK: _stuck, Means.WORDS: _word},
)
