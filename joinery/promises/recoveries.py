"""What is done about a broken promise of ours: opened with it, planned with the customer, closed by the customer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from joinery.customers.models import Person
from joinery.firm.history import Actor, note_deed
from joinery.firm.models import User
from joinery.promises.models import Promise, Recovery, RecoveryEvent
from joinery.promises.recovery_letters import tell_owner, tell_receiver
from joinery.promises.recovery_life import NEEDS_WORDS, OURS, Said, Stage, after

LONGEST = 2000
SAYS = {
    Said.COST: "said what it cost them",
    Said.PLAN: "wrote how we put it right",
    Said.AGREE: "agreed to how we put it right",
    Said.MISSING: "said what is missing in the plan",
    Said.FIXED: "says it is put right",
    Said.YES: "said it is put right",
    Said.NOT_YET: "said it is not put right yet",
}
ASKS = {
    Said.COST: "Say in your words what it cost you.",
    Said.PLAN: "Write what we will do, and by when.",
    Said.MISSING: "Say in your words what is missing.",
    Said.NOT_YET: "Say in your words what is not right yet.",
}


class CannotRecover(Exception):
    """This cannot be said now, or not by this side, or not without words."""


def open_recovery(promise: Promise, *, by: User | Person, now: datetime, words: str = "", actor: Actor) -> Recovery:
    """In the transaction in which the promise is broken; one and only one is open."""
    is_ours = isinstance(by, User)
    owner = promise.giver_user if promise.giver_user and promise.giver_user.is_active else promise.company.owner
    found_by = Recovery.Found.OURS if is_ours else Recovery.Found.THEIRS
    recovery = Recovery.objects.create(
        promise=promise, owner=owner, opened_at=now, found_by=found_by, missing="" if is_ours else words
    )
    _add_event(recovery, Said.OPENED, by=by, words=words, now=now)
    says = f"has to put right: {promise.what}"
    note_deed("open_recovery", recovery, by=actor, now=now, company_id=promise.company_id, says=says)
    if not is_ours:
        tell_owner(recovery, by.name, Said.OPENED, words, now=now)
    return recovery


@transaction.atomic
def say_to_recovery(
    recovery: Recovery,
    said: Said,
    *,
    by: User | Person,
    now: datetime,
    words: str = "",
    cause: str = "",
    actor: Actor | None = None,
) -> Recovery:
    """The next thing said in a recovery. `cause` goes with our word that it is put right, and stays ours."""
    recovery = Recovery.objects.select_for_update().get(pk=recovery.pk)
    words, cause = words.strip()[:LONGEST], cause.strip()[:LONGEST] or recovery.cause
    before, stage = recovery.stage, after(Stage(recovery.stage), said)
    _refuse_unless_open(said, stage, words, cause, is_ours=isinstance(by, User))
    assert stage is not None
    recovery.amend(recovery.version, stage=stage, **_written(said, by, words, cause, now))
    _add_event(recovery, said, by=by, words=words, now=now)
    promise = recovery.promise
    if said == Said.PLAN and promise.shown_at is None:
        promise.amend(promise.version, shown_at=now)  # a plan is agreed to in the room: nobody agrees to what is hidden
    note_deed(
        f"recovery_{said}",
        recovery,
        by=actor or by,
        now=now,
        company_id=promise.company_id,
        says=f"{SAYS[said]}: {promise.what}",
        changes={"stage": [before, stage]},
    )
    if said in OURS:
        tell_receiver(recovery, said, now=now)
    elif said in {Said.MISSING, Said.NOT_YET}:
        tell_owner(recovery, by.name, said, words, now=now)
    return recovery


@transaction.atomic
def name_cause(recovery: Recovery, cause: str, *, by: User, now: datetime) -> Recovery:
    """Why it came to this: asked for even after the customer closed it, so that it does not happen twice."""
    recovery = Recovery.objects.select_for_update().get(pk=recovery.pk)
    if not cause.strip():
        raise CannotRecover("Say why it came to this.")
    recovery.amend(recovery.version, cause=cause.strip()[:LONGEST])
    says = f"named the cause: {recovery.promise.what}"
    note_deed("name_cause", recovery, by=by, now=now, company_id=recovery.promise.company_id, says=says)
    return recovery


def _refuse_unless_open(said: Said, stage: Stage | None, words: str, cause: str, *, is_ours: bool) -> None:
    if (said in OURS) != is_ours:
        raise CannotRecover("Only the other side can say that.")
    if stage is None:
        raise CannotRecover("This has moved on meanwhile. Please look again.")
    if said in NEEDS_WORDS and not words:
        raise CannotRecover(ASKS[said])
    if said == Said.FIXED and not cause:
        raise CannotRecover("Say why it came to this. It stays with us.")


def _written(said: Said, by: User | Person, words: str, cause: str, now: datetime) -> dict[str, Any]:
    """The fields that this leaves behind; what stood before stays in the events."""
    back_to_us = {"missing": words, "plan_agreed_at": None, "fixed_at": None}
    written: dict[Said, dict[str, Any]] = {
        Said.COST: {"cost": words},
        Said.PLAN: {"plan": words, "planned_at": now, "plan_agreed_at": None},
        Said.AGREE: {"plan_agreed_at": now, "missing": ""},
        Said.MISSING: back_to_us,
        Said.FIXED: {"fixed_at": now, "cause": cause},
        Said.YES: {"closed_at": now, "closed_by": by, "answer": words},
        Said.NOT_YET: back_to_us,
    }
    return written[said]


def _add_event(recovery: Recovery, said: Said, *, by: User | Person, words: str, now: datetime) -> None:
    RecoveryEvent.objects.create(
        recovery=recovery,
        said=said,
        words=words,
        user=by if isinstance(by, User) else None,
        person=by if isinstance(by, Person) else None,
        by_name=by.name,
        at=now,
    )
