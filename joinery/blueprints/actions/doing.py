"""The steps as they are done. A checkpoint is passed by the customer alone; what is out of order needs a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from joinery.blueprints.actions import CannotStep, NeedsReason
from joinery.blueprints.actions.concerns import open_concern
from joinery.blueprints.actions.editing import locked
from joinery.blueprints.actions.readiness import what_is_missing
from joinery.blueprints.actors import By, add_event, note, person_of, side_of, user_of
from joinery.blueprints.dates import derive_dates, nodes_of
from joinery.blueprints.lines import Line, lines_of
from joinery.blueprints.models import Blueprint, Concern, Deviation, Side, Step, StepEvent, Verdict
from joinery.rooms.models import Guest, HeardLine


@transaction.atomic
def finish_step(step: Step, *, by: By, now: datetime, words: str = "", reason: str = "") -> Step:
    """Said to be done by its own side, or by whoever received it. A checkpoint then waits for the customer's yes.
    Raises NeedsReason when what comes first is open and `reason` is empty."""
    blueprint = locked(step.blueprint)
    step = step.fresh()
    _refuse_over(step)
    if step.is_start:
        raise CannotStep("A signature is given on the page for it.")
    if step.side == Side.OURS and side_of(by) == Side.THEIRS:
        raise CannotStep("Only those whose step it is say that it is done.")
    if step.is_checkpoint and side_of(by) == Side.THEIRS:
        raise CannotStep("Say whether it matches your picture.")
    _flag_deviation(blueprint, step, reason, by=by, now=now)
    if step.is_checkpoint:
        if step.state != Step.State.REPORTED:
            step.amend(step.version, state=Step.State.REPORTED, begun_at=step.begun_at or now)
            add_event(step, StepEvent.Kind.REPORTED, by=by, now=now, words=words)
            note("report_step", step, blueprint, f"says it is done: “{step.title}”", by=by, now=now)
        return step
    _close(step, by=by, now=now, kind=StepEvent.Kind.DONE, words=words)
    note("finish_step", step, blueprint, f"did “{step.title}”", by=by, now=now)
    _move_on(blueprint, by=by, now=now)
    return step.fresh()


@transaction.atomic
def answer_checkpoint(
    step: Step, guest: Guest, answer: str, words: str = "", *, now: datetime, picture: HeardLine | None = None
) -> Verdict:
    """Does it match your picture? Only a yes passes it; anything else needs their words, and reaches the owner."""
    words = words.strip()
    if answer not in Verdict.Answer.values:
        raise CannotStep("Say yes, not quite, or no.")
    if answer != Verdict.Answer.YES and not words:
        raise CannotStep("Please say what is different from your picture.")
    blueprint = locked(step.blueprint)
    step = step.fresh()
    if not step.is_checkpoint:
        raise CannotStep("This step is no checkpoint.")
    newest = step.verdicts.last()
    if newest and (newest.guest_id, newest.answer, newest.words) == (guest.pk, answer, words):
        return newest
    _refuse_over(step)
    if step.state == Step.State.AHEAD:
        raise CannotStep("There is nothing to look at yet.")
    verdict = Verdict.objects.create(
        step=step, guest=guest, answer=answer, words=words, picture=picture_of(picture), at=now
    )
    if answer == Verdict.Answer.YES:
        _close(step, by=guest, now=now, kind=StepEvent.Kind.PASSED, words=words)
        _settle_wrongs(step, guest, now)
        note("pass_checkpoint", step, blueprint, f"said yes to “{step.title}”", by=guest, now=now)
        _move_on(blueprint, by=guest, now=now)
        return verdict
    step.amend(step.version, state=Step.State.BEGUN)
    add_event(step, StepEvent.Kind.NOT_PASSED, by=guest, now=now, words=words)
    open_concern(step, Concern.Kind.WRONG, words, by=guest, now=now)
    return verdict


@transaction.atomic
def reopen_step(step: Step, why: str, *, by: By, now: datetime) -> Step:
    """Done by mistake, or not so after all. What the customer passed, only the customer opens again."""
    blueprint = locked(step.blueprint)
    step = step.fresh()
    if step.state not in (Step.State.DONE, Step.State.REPORTED):
        return step
    if step.is_start:
        raise CannotStep("What is signed is signed. Change the plan instead: that makes a version to sign.")
    if not why.strip():
        raise CannotStep("Say why it is not done after all.")
    if step.side == Side.OURS and side_of(by) == Side.THEIRS and not step.is_checkpoint:
        raise CannotStep("Tell us what is wrong instead: it reaches whoever did it.")
    if step.is_checkpoint and step.state == Step.State.DONE and side_of(by) == Side.OURS:
        raise CannotStep("They passed it. Only they open it again.")
    step.amend(step.version, state=Step.State.BEGUN, done_at=None, done_on=None)
    add_event(step, StepEvent.Kind.REOPENED, by=by, now=now, words=why.strip())
    derive_dates(blueprint)
    note("reopen_step", step, blueprint, f"opened “{step.title}” again: {why.strip()}", by=by, now=now)
    return step


@transaction.atomic
def say_to_step(step: Step, words: str, *, by: By, now: datetime) -> StepEvent:
    if not words.strip():
        raise CannotStep("Write a word.")
    last = step.events.last()
    if last and (last.kind, last.words, last.by_name) == (StepEvent.Kind.SAID, words.strip(), by.name):
        return last  # pressed twice
    event = add_event(step, StepEvent.Kind.SAID, by=by, now=now, words=words.strip())
    note("say_to_step", step, step.blueprint, f"wrote to “{step.title}”", by=by, now=now)
    return event


def begin_ready_steps(blueprint: Blueprint, *, by: By, now: datetime) -> list[Step]:
    """Every step begins when all that it waits for is done."""
    lines = lines_of(blueprint)
    done = {line.key for line in lines if line.state == Step.State.DONE}
    ready = [node.key for node in nodes_of(lines) if done.issuperset(node.after)]
    begun = list(Step.objects.filter(blueprint=blueprint, key__in=ready, state=Step.State.AHEAD))
    for step in begun:
        step.amend(step.version, state=Step.State.BEGUN, begun_at=now)
        add_event(step, StepEvent.Kind.BEGUN, by=by, now=now)
    return begun


def open_before(blueprint: Blueprint, step: Step) -> list[Line]:
    """What comes before this step and is not done."""
    lines = lines_of(blueprint)
    known = {one.key: one for one in lines}
    node = next((node for node in nodes_of(lines) if node.key == step.key), None)
    return [known[key] for key in (node.after if node else ()) if known[key].state != Step.State.DONE]


def picture_of(line: HeardLine | None) -> str:
    """The concept as it reads now: their correction, if they put it right."""
    if line is None:
        return ""
    answer = line.answers.last()
    return answer.words if answer and answer.answer == "not_quite" else line.words


def _flag_deviation(blueprint: Blueprint, step: Step, reason: str, *, by: By, now: datetime) -> None:
    found = what_is_missing(step)
    if waiting := open_before(blueprint, step):
        named = ", ".join(f"“{one.title}”" for one in waiting)
        found = Deviation.Kind.OUT_OF_ORDER, f"Before this comes {named}."
    if not found:
        return
    kind, says = found
    if not reason.strip():
        raise NeedsReason(f"{says} If it was done all the same, say why.")
    Deviation.objects.create(
        blueprint=blueprint,
        step=step,
        kind=kind,
        reason=reason.strip(),
        user=user_of(by),
        person=person_of(by),
        by_name=by.name,
        at=now,
    )


def _close(step: Step, *, by: By, now: datetime, kind: StepEvent.Kind, words: str) -> None:
    step.amend(
        step.version,
        state=Step.State.DONE,
        begun_at=step.begun_at or now,
        done_at=now,
        done_on=timezone.localdate(now),
    )
    add_event(step, kind, by=by, now=now, words=words)


def _move_on(blueprint: Blueprint, *, by: By, now: datetime) -> None:
    derive_dates(blueprint)
    if blueprint.started_at:
        begin_ready_steps(blueprint, by=by, now=now)


def _settle_wrongs(step: Step, guest: Guest, now: datetime) -> None:
    """Their yes is the end of what they found wrong before."""
    step.concerns.filter(kind=Concern.Kind.WRONG, guest__isnull=False, closed_at__isnull=True).update(
        closed_at=now, closed_by=guest.name
    )


def _refuse_over(step: Step) -> None:
    if step.state == Step.State.DONE:
        raise CannotStep("This step is done.")
    if step.state == Step.State.LEFT_OUT:
        raise CannotStep("This step is left out.")
