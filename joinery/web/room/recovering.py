"""A broken promise of ours as the customer sees it: what it cost them, how we put it right, and what they can say."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from joinery.promises.life import NOT_KEPT
from joinery.promises.models import Promise, Recovery
from joinery.promises.recovery_life import Stage
from joinery.rooms.models import Guest
from joinery.web.room.pages import NextStep
from joinery.web.room.recovery_pages import Ask, RecoveryRow
from joinery.web.ui.templatetags.joints import day

lazy: Callable[[str], str] = gettext_lazy  # type: ignore[assignment]  # a word that is said late is a word
COST = Ask("cost", lazy("Say what it cost you"), words=lazy("What did it cost you?"), is_needed=True)
RIGHT_ALREADY = Ask("yes", lazy("It is put right already"), words=lazy("A word about it, if you like"))
ASKS: dict[str, tuple[Ask, ...]] = {
    Stage.OPEN: (COST, RIGHT_ALREADY),
    Stage.PLANNED: (
        Ask("agree", lazy("Yes, do it like that"), is_main=True),
        Ask("missing", lazy("Something is missing"), words=lazy("What is missing?"), is_needed=True),
        COST,
    ),
    Stage.AGREED: (
        Ask("missing", lazy("Something is missing"), words=lazy("What is missing?"), is_needed=True),
        COST,
        RIGHT_ALREADY,
    ),
    Stage.FIXED: (
        Ask("yes", lazy("Yes, it is put right"), words=lazy("A word about it, if you like"), is_main=True),
        Ask("not_yet", lazy("Not yet"), words=lazy("What is not right yet?"), is_needed=True),
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
            why = _("{name} says it is put right. You say whether it is.").format(name=name)
            if recovery.stage == Stage.PLANNED:
                why = _("{name} wrote how we put it right. You say whether you agree.").format(name=name)
            return NextStep(promise.what, why, None, f"#promise-{promise.public_id}", _("Look at it"))
    return None


def _says(recovery: Recovery) -> str:
    owner = recovery.owner.name
    if recovery.closed_at:
        by = recovery.closed_by.name if recovery.closed_by else _("Somebody of yours")
        return _("{by} said it is put right, {closed_at}.").format(by=by, closed_at=day(recovery.closed_at))
    if recovery.stage == Stage.OPEN:
        return _("{owner} puts this right, and writes here how.").format(owner=owner)
    if recovery.stage == Stage.FIXED:
        return _("{owner} says it is put right. Is it?").format(owner=owner)
    return _("{owner} puts this right.").format(owner=owner)


def _missing(recovery: Recovery) -> str:
    """What they said when it was opened already stands with the promise itself."""
    opening = next((event.words for event in recovery.events.all()), "")
    return "" if recovery.missing == opening else recovery.missing


def _plan_says(recovery: Recovery) -> str:
    if not recovery.plan or not recovery.planned_at:
        return ""
    if recovery.plan_agreed_at:
        return _("You agreed on {plan_agreed_at}").format(plan_agreed_at=day(recovery.plan_agreed_at))
    return _("{owner} wrote on {planned_at}").format(owner=recovery.owner.name, planned_at=day(recovery.planned_at))
