"""Doors to opportunities."""

from __future__ import annotations

from django.db.models import QuerySet

from joinery.customers.queries import companies_for
from joinery.firm.models import User
from joinery.opportunities.models import Alternative, DecisionPerson, Opportunity, StageMove


def opportunities_for(user: User) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(archived_at__isnull=True, company__in=companies_for(user)).select_related(
        "company", "owner"
    )


def put_away_opportunities_for(user: User) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(archived_at__isnull=False, company__in=companies_for(user))


def moves_for(user: User) -> QuerySet[StageMove]:
    return StageMove.objects.filter(opportunity__in=opportunities_for(user)).select_related("by")


def decision_people_for(user: User) -> QuerySet[DecisionPerson]:
    return DecisionPerson.objects.filter(opportunity__in=opportunities_for(user)).select_related("person")


def alternatives_for(user: User) -> QuerySet[Alternative]:
    return Alternative.objects.filter(opportunity__in=opportunities_for(user))
