"""Doors to what we believe. There is none for guests, on purpose."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from joinery.beliefs.models import Belief, LightChange, Quote, YellowLight
from joinery.customers.queries import companies_for
from joinery.firm.models import User
from joinery.rooms.models import HeardAnswer


def beliefs_for(user: User) -> QuerySet[Belief]:
    """With all that beliefs/ladder.py needs to derive the rung, in a bounded number of queries."""
    return (
        Belief.objects.filter(company__in=companies_for(user), given_up_at__isnull=True)
        .select_related("person", "line", "company", "opportunity")
        .prefetch_related(
            Prefetch("quotes", Quote.objects.select_related("person", "recording")),
            Prefetch("line__answers", HeardAnswer.objects.select_related("guest__person")),
        )
    )


def lights_for(user: User) -> QuerySet[YellowLight]:
    return (
        YellowLight.objects.filter(company__in=companies_for(user))
        .select_related("person", "company", "opportunity", "call")
        .prefetch_related(Prefetch("changes", LightChange.objects.select_related("by")))
    )
