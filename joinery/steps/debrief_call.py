"""The debrief: what the engine proposes becomes what we know only by a person's word, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from joinery.calls.actions import create_call
from joinery.calls.models import Attendance, Call, Debrief, Plan, Proposal, Verdict
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.steps.accepted_words import CannotAccept, make_of, take_back


class CannotDecide(Exception):
    """Somebody has already decided on this, or there is nothing to take back."""


class CannotFinish(Exception):
    """A debrief says how the plan went."""


@dataclass(frozen=True)
class NextCall:
    title: str
    starts_at: datetime
    kind: str = Call.Kind.VISIT


def begin_debrief(call: Call, *, by: User, now: datetime) -> Debrief:
    debrief, _ = Debrief.objects.get_or_create(call=call, defaults={"by": by, "begun_at": now})
    return debrief


@transaction.atomic
def accept(proposal: Proposal, *, by: User, now: datetime, words: str = "") -> Verdict:
    """It is right. With `words`, our wording stands beside the quote; the quote itself never changes."""
    proposal = _undecided(proposal)
    words = words.strip()
    is_changed = bool(words) and words != proposal.quote
    begin_debrief(proposal.recording.call, by=by, now=now)
    made = make_of(proposal, words=words if is_changed else "", by=by, now=now)
    verdict = Verdict.objects.create(
        proposal=proposal,
        answer=Verdict.Answer.CHANGED if is_changed else Verdict.Answer.ACCEPTED,
        words=words if is_changed else "",
        by=by,
        decided_at=now,
    )
    _note(proposal, "accept_proposal", f"accepted {made}: {proposal.quote}", by=by, now=now)
    return verdict


@transaction.atomic
def drop(proposal: Proposal, *, by: User, now: datetime, words: str = "") -> Verdict:
    """It is not that. `words` may say why."""
    proposal = _undecided(proposal)
    begin_debrief(proposal.recording.call, by=by, now=now)
    verdict = Verdict.objects.create(
        proposal=proposal, answer=Verdict.Answer.DROPPED, words=words.strip(), by=by, decided_at=now
    )
    _note(proposal, "drop_proposal", f"dropped: {proposal.quote}", by=by, now=now)
    return verdict


@transaction.atomic
def undo(proposal: Proposal, *, by: User, now: datetime) -> None:
    """Takes back a verdict and what it made. What the customer has seen of it, or what moved on, is not taken back."""
    proposal = Proposal.objects.select_for_update().select_related("recording__call").get(pk=proposal.pk)
    verdict = Verdict.objects.filter(proposal=proposal).first()
    if verdict is None:
        raise CannotDecide("There is nothing to take back here.")
    if verdict.answer != Verdict.Answer.DROPPED:
        take_back(proposal, verdict, by=by, now=now)
    verdict.delete()
    _note(proposal, "undo_verdict", f"took back the verdict on: {proposal.quote}", by=by, now=now)


@transaction.atomic
def finish_debrief(
    call: Call,
    *,
    by: User,
    now: datetime,
    seen: int | None = None,
    benefit_given: str = "",
    benefit_words: str = "",
    action_result: str = "",
    action_words: str = "",
    learned: str = "",
    next_call: NextCall | None = None,
) -> tuple[Debrief, Call | None]:
    """How the plan went. `seen` is the version that the writer had before them, if the debrief had begun."""
    plan = Plan.objects.filter(call=call).first()
    if plan and benefit_given not in Debrief.Given.values:
        raise CannotFinish("Say whether they had what you had planned for them.")
    if plan and plan.purpose == Plan.Purpose.ADVANCE and action_result not in Debrief.Action.values:
        raise CannotFinish("Say what became of the step that you wanted to ask for.")
    debrief = begin_debrief(call, by=by, now=now)
    debrief.amend(
        debrief.version if seen is None else seen,
        benefit_given=benefit_given,
        benefit_words=benefit_words.strip(),
        action_result=action_result,
        action_words=action_words.strip(),
        learned=learned.strip(),
    )
    if debrief.done_at is None:
        debrief.amend(debrief.version, done_at=now, by=by)
    says = f"debriefed the call: {call.title}"
    note_deed("finish_debrief", debrief, by=by, now=now, company_id=call.company_id, says=says)
    return debrief, _arrange(call, next_call, by=by, now=now) if next_call else None


def _arrange(call: Call, wanted: NextCall, *, by: User, now: datetime) -> Call:
    there = list(Attendance.objects.filter(call=call).select_related("person", "user"))
    return create_call(
        call.company,
        wanted.title,
        starts_at=wanted.starts_at,
        kind=wanted.kind,
        zone=call.zone,
        place=call.place,
        opportunity=call.opportunity,
        people=[each.person for each in there if each.person],
        users=[each.user for each in there if each.user],
        owner=call.owner,
        by=by,
        now=now,
    )


def _undecided(proposal: Proposal) -> Proposal:
    """Locked, without the bytes and the reading of its recording: a debrief decides on thirty of them."""
    found = Proposal.objects.select_for_update(of=("self",)).select_related(
        "voice__person", "voice__user", "recording__call__company", "recording__call__opportunity"
    )
    locked = found.defer("recording__original", "recording__conversation", "recording__reading").get(pk=proposal.pk)
    if Verdict.objects.filter(proposal=locked).exists():
        raise CannotDecide("Somebody has already decided on this. Take that back first.")
    return locked


def _note(proposal: Proposal, verb: str, says: str, *, by: User, now: datetime) -> None:
    note_deed(verb, proposal, by=by, now=now, company_id=proposal.recording.call.company_id, says=says[:600])


__all__ = [
    "CannotAccept",
    "CannotDecide",
    "CannotFinish",
    "NextCall",
    "accept",
    "begin_debrief",
    "drop",
    "finish_debrief",
    "undo",
]
