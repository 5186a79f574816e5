"""Doors to calls, their recordings and proposals."""

from __future__ import annotations

from django.db.models import QuerySet

from joinery.calls.models import AgendaItem, Call, Proposal, Recording, Voice
from joinery.customers.models import Company
from joinery.customers.queries import companies_for
from joinery.firm.models import User


def calls_for(user: User) -> QuerySet[Call]:
    return Call.objects.filter(company__in=companies_for(user)).select_related("company", "opportunity", "owner")


def recordings_for(user: User) -> QuerySet[Recording]:
    return Recording.objects.filter(call__in=calls_for(user)).select_related("call__company")


def voices_for(user: User) -> QuerySet[Voice]:
    return Voice.objects.filter(recording__in=recordings_for(user)).select_related("person", "user", "recording__call")


def proposals_for(user: User) -> QuerySet[Proposal]:
    return Proposal.objects.filter(recording__in=recordings_for(user)).select_related(
        "voice__person", "voice__user", "recording__call", "verdict"
    )


def announced_calls(company: Company) -> QuerySet[Call]:
    """Calls whose agenda we sent to the customer: what their room may show."""
    return Call.objects.filter(company=company, agenda_sent_at__isnull=False, called_off_at__isnull=True)


def agenda_of(call: Call) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(call=call).select_related("person", "user")
