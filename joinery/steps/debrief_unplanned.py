"""A call that nobody had planned, in one go: it has been, and here is what was said."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from joinery.calls.actions import create_call
from joinery.calls.models import Recording
from joinery.customers.models import Company
from joinery.firm.models import User
from joinery.opportunities.models import Opportunity
from joinery.steps.hear_recording import take_and_hear


@transaction.atomic
def take_unplanned(
    company: Company,
    title: str,
    content: bytes | str,
    *,
    held_at: datetime,
    kind: str,
    zone: str,
    by: User,
    now: datetime,
    file_name: str = "",
) -> tuple[Recording, bool]:
    """The customer's one open opportunity is taken as the subject; with none or several it stays open."""
    open_ones = Opportunity.objects.filter(company=company, archived_at__isnull=True)[:2]
    call = create_call(
        company,
        title,
        starts_at=held_at,
        kind=kind,
        zone=zone,
        opportunity=open_ones[0] if len(open_ones) == 1 else None,
        is_held=True,
        by=by,
        now=now,
    )
    return take_and_hear(call, content, file_name=file_name, by=by, now=now)
