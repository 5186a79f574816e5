"""The life of a recovery: what is said in it, by whom, and where it stands after. Only the customer closes it; silence
never does."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Stage(StrEnum):
    OPEN = "open"  # no plan that stands
    PLANNED = "planned"  # we wrote how; they have not said
    AGREED = "agreed"
    FIXED = "fixed"  # we say it is put right; they have not said
    CLOSED = "closed"  # they said yes


class Said(StrEnum):
    OPENED = "opened"
    COST = "cost"  # theirs: what it cost them
    PLAN = "plan"  # ours: how we put it right
    AGREE = "agree"  # theirs
    MISSING = "missing"  # theirs: the plan lacks something
    FIXED = "fixed"  # ours
    YES = "yes"  # theirs: it is put right
    NOT_YET = "not_yet"  # theirs: it is not


OURS = frozenset({Said.PLAN, Said.FIXED})
NEEDS_WORDS = frozenset({Said.COST, Said.PLAN, Said.MISSING, Said.NOT_YET})

STEPS: dict[tuple[Stage, Said], Stage] = {
    (Stage.OPEN, Said.PLAN): Stage.PLANNED,
    (Stage.PLANNED, Said.PLAN): Stage.PLANNED,
    (Stage.AGREED, Said.PLAN): Stage.PLANNED,  # another plan is agreed to anew
    (Stage.PLANNED, Said.AGREE): Stage.AGREED,
    (Stage.PLANNED, Said.MISSING): Stage.OPEN,
    (Stage.AGREED, Said.MISSING): Stage.OPEN,
    # Whoever is silent about a plan must not wait longer for the repair.
    (Stage.PLANNED, Said.FIXED): Stage.FIXED,
    (Stage.AGREED, Said.FIXED): Stage.FIXED,
    (Stage.FIXED, Said.NOT_YET): Stage.OPEN,
    **{(stage, Said.COST): stage for stage in Stage if stage != Stage.CLOSED},
    **{(stage, Said.YES): Stage.CLOSED for stage in Stage if stage != Stage.CLOSED},
}


def after(stage: Stage, said: Said) -> Stage | None:
    """None: it cannot be said now."""
    return STEPS.get((stage, said))


def replay(words: Sequence[Said]) -> Stage | None:
    """Where a recovery stands after all that was said in it; None if its life does not hold together."""
    if not words or words[0] != Said.OPENED:
        return None
    stage: Stage | None = Stage.OPEN
    for said in words[1:]:
        stage = after(stage, said) if stage else None
    return stage
