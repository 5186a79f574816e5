"""A broken promise of ours as the customer sees it: what it cost them, how we put it right, and what they can say."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from django.urls import reverse

from joinery.promises.life import NOT_KEPT
from joinery.promises.models import Promise, Recovery
from joinery.promises.recovery_life import Stage
from joinery.rooms.models import Guest
from joinery.web.room.pages import NextStep
from joinery.web.room.recovery_pages import Ask, RecoveryRow
from joinery.web.ui.templatetags.joints import day

COST = Ask("cost", "Say what it cost you", words="What did it cost you?", is_needed=True)
RIGHT_ALREADY = Ask("yes", "It is put right already", words="A word about it, if you like")
ASKS: dict[str, tuple[Ask, ...]] = {
    Stage.OPEN: (COST, RIGHT_ALREADY),
    Stage.PLANNED: (
        Ask("agree", "Yes, do it like that", is_main=True),
        Ask("missing", "Something is missing", words="What is missing?", is_needed=True),
        COST,
    ),
    Stage.AGREED: (
        Ask("missing", "Something is missing", words="What is missing?", is_needed=True),
        COST,
        RIGHT_ALREADY,
    ),
    Stage.FIXED: (
        Ask("yes", "Yes, it is put right", words="A word about it, if you like", is_main=True),
        Ask("not_yet", "Not yet", words="What is not right yet?", is_needed=True),
        COST,
    ),
}


def with_recoveries(promises: Iterable[Promise]) -> list[Promise]:
    """Asks the database only where something was broken."""
    rows = list(promises)
    broken = [row for row in rows if row.side == Promise.Side.OURS and row.state in NOT_KEPT]
    prefetch_related_objects(broken, "recoveries__owner", "recoveries__closed_by", "recoveries__events")
    return rows


def recovery_of(promise: Promise) -> Recovery | None:
    """The open one, else the last."""
    if promise.side != Promise.Side.OURS or promise.state not in NOT_KEPT:
        return None
    rows = sorted(promise.recoveries.all(), key=lambda row: (row.closed_at is None, row.opened_at))
    return rows[-1] if rows else None


def is_being_put_right(promise: Promise) -> bool:
    recovery = recovery_of(promise)
    return recovery is not None and recovery.closed_at is None


def can_say(recovery: Recovery, said: str) -> bool:
    return said in {ask.said for ask in ASKS.get(recovery.stage, ())}


def recovery_row(promise: Promise, guest: Guest) -> RecoveryRow | None:
    recovery = recovery_of(promise)
    if recovery is None:
        return None
    return RecoveryRow(
        place=f"recovery-{recovery.public_id}",
        says=_says(recovery),
        cost=recovery.cost,
        missing=_missing(recovery),
        plan=recovery.plan,
        plan_says=_plan_says(recovery),
        is_closed=recovery.closed_at is not None,
        answer=recovery.answer,
        say_to=reverse("room:recovery", args=[guest.room.public_id, recovery.public_id]),
        asks=ASKS.get(recovery.stage, ()),
    )


def recovery_step(promises: list[Promise]) -> NextStep | None:
    """The reader's next step: a plan or a repair of ours waits for their word."""
    for promise in promises:
        recovery = recovery_of(promise)
        if recovery and recovery.stage in {Stage.FIXED, Stage.PLANNED}:
            name = recovery.owner.first_name
            why = f"{name} says it is put right. You say whether it is."
            if recovery.stage == Stage.PLANNED:
                why = f"{name} wrote how we put it right. You say whether you agree."
            return NextStep(promise.what, why, None, f"#promise-{promise.public_id}", "Look at it")
    return None


def _says(recovery: Recovery) -> str:
    owner = recovery.owner.name
    if recovery.closed_at:
        by = recovery.closed_by.name if recovery.closed_by else "Somebody of yours"
        return f"{by} said it is put right, {day(recovery.closed_at)}."
    if recovery.stage == Stage.OPEN:
        return f"{owner} puts this right, and writes here how."
    if recovery.stage == Stage.FIXED:
        return f"{owner} says it is put right. Is it?"
    return f"{owner} puts this right."


def _missing(recovery: Recovery) -> str:
    """What they said when it was opened already stands with the promise itself."""
    opening = next((event.words for event in recovery.events.all()), "")
    return "" if recovery.missing == opening else recovery.missing


def _plan_says(recovery: Recovery) -> str:
    if not recovery.plan or not recovery.planned_at:
        return ""
    if recovery.plan_agreed_at:
        return f"You agreed on {day(recovery.plan_agreed_at)}"
    return f"{recovery.owner.name} wrote on {day(recovery.planned_at)}"
