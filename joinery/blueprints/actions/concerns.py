"""What is in the way: stuck, wrong, not agreed. It reaches a named person, and whoever opened it closes it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from joinery.blueprints.actions import CannotStep
from joinery.blueprints.actors import By, note, side_of, user_of
from joinery.blueprints.letters import tell_of_answer, tell_of_concern
from joinery.blueprints.models import Concern, Side, Step
from joinery.firm.models import User
from joinery.rooms.models import Guest


@transaction.atomic
def open_concern(step: Step, kind: str, words: str, *, by: By, now: datetime) -> Concern:
    """`words` are asked for: why stuck, what is wrong, what they do not agree with. The same words twice in a row are
    one concern."""
    words = words.strip()
    if kind not in Concern.Kind.values:
        raise CannotStep("Say what it is about.")
    if not words:
        raise CannotStep("Please write what is in the way, so that somebody can help.")
    if step.state == Step.State.LEFT_OUT:
        raise CannotStep("This step is left out.")
    guest = by if isinstance(by, Guest) else None
    before = step.concerns.filter(kind=kind, closed_at__isnull=True, guest=guest, user=user_of(by)).last()
    if before and before.words == words:
        return before
    told = step.owner_user or step.blueprint.opportunity.owner
    concern = Concern.objects.create(
        step=step, kind=kind, words=words, user=user_of(by), guest=guest, by_name=by.name, opened_at=now, told=told
    )
    says = f"{Concern.Kind(kind).label} “{step.title}”: {words}"
    note("open_concern", concern, step.blueprint, says, by=by, now=now)
    if guest:
        tell_of_concern(concern, now=now)
    return concern


@transaction.atomic
def answer_concern(concern: Concern, words: str, *, by: User, now: datetime) -> Concern:
    """The first human answer counts; later words are added to it."""
    words = words.strip()
    if not words:
        raise CannotStep("Write what you do about it.")
    concern = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if concern.closed_at:
        raise CannotStep("This is settled already.")
    concern.answer = f"{concern.answer}\n\n{words}".strip()
    if not concern.answered_at:
        concern.answered_by, concern.answered_at = by, now
    concern.save()
    says = f"answered to “{concern.step.title}”: {words}"
    note("answer_concern", concern, concern.step.blueprint, says, by=by, now=now)
    if concern.guest:
        tell_of_answer(concern, words, by=by, now=now)
    return concern


@transaction.atomic
def close_concern(concern: Concern, words: str = "", *, by: By, now: datetime) -> Concern:
    """Only the side that opened it says that it is settled."""
    concern = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if side_of(by) != (Side.THEIRS if concern.guest_id else Side.OURS):
        raise CannotStep("Only those who opened it say that it is settled.")
    if concern.closed_at:
        return concern
    concern.closed_at, concern.closed_by, concern.closing_words = now, by.name, words.strip()
    concern.save()
    note("close_concern", concern, concern.step.blueprint, f"settled: “{concern.step.title}”", by=by, now=now)
    return concern
