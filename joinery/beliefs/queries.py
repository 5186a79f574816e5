"""Doors to what we believe. There is none for guests, on purpose."""

from __future__ import annotations

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from joinery.beliefs.models import Belief, LightChange, Quote, YellowLight
from joinery.customers.queries import companies_for
from joinery.firm.models import User
from joinery.rooms.models import HeardAnswer


def beliefs_for(user: User) -> QuerySet[Belief]:
    """With all that beliefs/ladder.py needs to derive the rung, in a bounded number of queries."""
    return (
        Belief.objects.filter(company__in=companies_for(user), given_up_at__isnull=True)
        .select_related("person", "line", "company", "opportunity", "believed_by")
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


def given_up_for(user: User) -> QuerySet[Belief]:
    """Beliefs we let go of: they can be taken back."""
    return Belief.objects.filter(company__in=companies_for(user), given_up_at__isnull=False)


def open_lights_for(user: User) -> QuerySet[YellowLight]:
    """Those whose last word is neither settled nor "was not a doubt"."""
    last = LightChange.objects.filter(light=OuterRef("pk")).order_by("-at", "-id").values("state")[:1]
    ended = [LightChange.State.GREEN, LightChange.State.RED, LightChange.State.NO_DOUBT]
    return lights_for(user).annotate(last_state=Subquery(last)).exclude(last_state__in=ended)
