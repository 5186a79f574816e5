"""A broken promise of ours on the desk: where it stands, whose turn it is, what the owner can say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from joinery.firm.models import User
from joinery.promises.life import NOT_KEPT
from joinery.promises.models import Promise, Recovery, RecoveryEvent
from joinery.promises.queries import recoveries_for, said_in
from joinery.promises.recovery_life import Said, Stage, after
from joinery.web.desk.saying import local_day, near_day

SAID = {
    "opened": "opened it",
    "cost": "said what it cost them",
    "plan": "wrote how we put it right",
    "agree": "agreed",
    "missing": "said what is missing",
    "fixed": "says it is put right",
    "yes": "said it is put right",
    "not_yet": "said: not yet",
}


@dataclass(frozen=True)
class RecoveryCard:
    """On the promise's page, with its whole life."""

    recovery: Recovery
    stands: str
    life: list[tuple[RecoveryEvent, str]]
    can_plan: bool
    can_repair: bool
    lacks_cause: bool  # the customer closed it, and we have not said why it came to this
    is_hidden: bool  # they do not see the promise in their room yet


@dataclass(frozen=True)
class RecoveryLine:
    """On today's page."""

    recovery: Recovery
    stands: str
    since: str
    is_ours: bool  # it is our turn


def recovery_cards(promise: Promise, user: User) -> list[RecoveryCard]:
    """None but of a broken promise: no question to the database for the others."""
    if promise.side != Promise.Side.OURS or promise.state not in NOT_KEPT:
        return []
    return [_card(recovery) for recovery in recoveries_for(user).filter(promise=promise)]


def _card(recovery: Recovery) -> RecoveryCard:
    stage = Stage(recovery.stage)
    return RecoveryCard(
        recovery=recovery,
        stands=_stands(recovery),
        life=[(event, SAID[event.said]) for event in said_in(recovery)],
        can_plan=after(stage, Said.PLAN) is not None,
        can_repair=after(stage, Said.FIXED) is not None,
        lacks_cause=stage == Stage.CLOSED and not recovery.cause,
        is_hidden=recovery.promise.shown_at is None,
    )


def recovery_lines(user: User, today: date) -> list[RecoveryLine]:
    """What is open, ours to do first; and what the customer closed while we owe it a cause."""
    mine = Q(owner=user) | Q(promise__company__owner=user)
    rows = recoveries_for(user).filter(mine, Q(closed_at__isnull=True) | Q(cause=""))[:20]
    lines = [RecoveryLine(row, _stands(row), _since(row, today), _is_our_turn(row)) for row in rows]
    return sorted(lines, key=lambda line: not line.is_ours)


def _since(recovery: Recovery, today: date) -> str:
    on = near_day(local_day(recovery.opened_at), today)
    return f"Since {on.lower() if on in {'Today', 'Yesterday'} else on}"


def _is_our_turn(recovery: Recovery) -> bool:
    return recovery.stage in {Stage.OPEN, Stage.AGREED, Stage.CLOSED}


def _stands(recovery: Recovery) -> str:
    owner, person = recovery.owner.first_name, recovery.promise.receiver_person
    they = person.first_name if person else "their side"
    if recovery.closed_at:
        by = recovery.closed_by.name if recovery.closed_by else "Their side"
        said = f"{by} said it is put right, {near_day(local_day(recovery.closed_at), timezone.localdate()).lower()}."
        return said if recovery.cause else f"{said} Why did it come to this?"
    return {
        Stage.OPEN: f"{owner} writes how we put it right.",
        Stage.PLANNED: f"Waiting for {they} to agree, or to say what is missing.",
        Stage.AGREED: f"They agreed to the plan. {owner} puts it right.",
        Stage.FIXED: f"We say it is put right. Waiting for {they} to say so.",
    }[Stage(recovery.stage)]
