"""Doors to promises."""

from __future__ import annotations

from django.db.models import QuerySet

from joinery.customers.models import Company
from joinery.customers.queries import companies_for
from joinery.firm.models import User
from joinery.promises.models import Promise


def promises_for(user: User) -> QuerySet[Promise]:
    return Promise.objects.filter(company__in=companies_for(user)).select_related(
        "company", "giver_user", "giver_person", "receiver_user", "receiver_person"
    )


def shown_promises(company: Company) -> QuerySet[Promise]:
    """What the customer sees in their room."""
    return Promise.objects.filter(company=company, shown_at__isnull=False).select_related(
        "giver_user", "giver_person", "receiver_user", "receiver_person"
    )
