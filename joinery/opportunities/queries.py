"""Doors to opportunities."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from joinery.customers.queries import seen_by
from joinery.firm.models import User
from joinery.opportunities.models import Alternative, DecisionPerson, FitMark, GateOverride, Opportunity, StageMove


def opportunities_for(user: User) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(seen_by(user, "company"), archived_at__isnull=True).select_related(
        "company", "owner"
    )


def put_away_opportunities_for(user: User) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(seen_by(user, "company"), archived_at__isnull=False)


def moves_for(user: User) -> QuerySet[StageMove]:
    return StageMove.objects.filter(_open_to(user)).select_related("by")


def decision_people_for(user: User) -> QuerySet[DecisionPerson]:
    return DecisionPerson.objects.filter(_open_to(user)).select_related("person")


def alternatives_for(user: User) -> QuerySet[Alternative]:
    return Alternative.objects.filter(_open_to(user))


def fit_marks_for(user: User) -> QuerySet[FitMark]:
    return FitMark.objects.filter(_open_to(user)).select_related("by")


def overrides_for(user: User) -> QuerySet[GateOverride]:
    return GateOverride.objects.filter(_open_to(user)).select_related("by", "opportunity__company")


def fit_of(opportunity: Opportunity) -> dict[str, FitMark]:
    """The newest mark of each question; the caller was let in to the opportunity."""
    return {mark.item: mark for mark in FitMark.objects.filter(opportunity=opportunity).select_related("by")}


def _open_to(user: User) -> Q:
    """What belongs to one of `opportunities_for`."""
    return seen_by(user, "opportunity__company") & Q(opportunity__archived_at__isnull=True)
