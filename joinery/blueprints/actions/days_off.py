"""The firm's days off changed: every plan that runs is counted anew, as a version of its own that both sides see."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from joinery.blueprints.actions.editing import edited, locked
from joinery.blueprints.actors import note
from joinery.blueprints.agreement import newest
from joinery.blueprints.models import Blueprint
from joinery.firm.models import User


def count_days_anew(*, by: User, now: datetime) -> list[Blueprint]:
    """The plans in which a day moved. What was signed stays signed as it was; the next version waits for its yes."""
    return [plan for plan in Blueprint.objects.filter(closed_at__isnull=True) if _counted(plan, by=by, now=now)]


@transaction.atomic
def _counted(blueprint: Blueprint, *, by: User, now: datetime) -> bool:
    blueprint = locked(blueprint)
    before = newest(blueprint)
    if edited(blueprint, by=by, now=now) == before:
        return False
    note("count_days_anew", blueprint, blueprint, "counted its days anew: days off changed", by=by, now=now)
    return True
