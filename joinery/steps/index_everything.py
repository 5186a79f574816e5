"""The search index made anew from the records: after an import, a restore, or a change of how words are indexed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from joinery.beliefs.actions import index_belief
from joinery.beliefs.models import Belief
from joinery.calls.models import Call, Recording
from joinery.calls.said import index_call, index_said
from joinery.customers.actions import index_company, index_note, index_person
from joinery.customers.models import Company, CompanyNote, Person
from joinery.opportunities.actions import index_opportunity
from joinery.opportunities.models import Opportunity
from joinery.promises.actions import index_promise
from joinery.promises.models import Promise
from joinery.search.actions import forget_everything


@transaction.atomic
def index_everything(now: datetime) -> int:
    """How many entries were made."""
    forget_everything()
    shelves = [
        (Company.objects.all(), index_company),
        (CompanyNote.objects.select_related("company"), index_note),
        (Person.objects.filter(archived_at__isnull=True), index_person),
        (Opportunity.objects.filter(archived_at__isnull=True).select_related("company"), index_opportunity),
        (Call.objects.select_related("company"), index_call),
        (Recording.objects.select_related("call").defer("original", "reading"), index_said),
        (Promise.objects.all(), index_promise),
        (Belief.objects.filter(given_up_at__isnull=True), index_belief),
    ]
    count = 0
    for records, put_in in shelves:
        for record in records.iterator(chunk_size=200):
            put_in(record, now)  # type: ignore[operator]
            count += 1
    return count
