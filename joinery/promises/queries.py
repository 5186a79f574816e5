"""Doors to promises."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery

from joinery.customers.models import Company
from joinery.customers.queries import seen_by
from joinery.firm.models import User
from joinery.lib.newest import Newest
from joinery.promises.models import Promise, PromiseEvent, Recovery, RecoveryEvent

ON_A_CARD = (
    *("public_id", "side", "state", "what", "quote", "due_on"),
    *("company__name", "giver_person__name", "receiver_person__name"),
)


def promises_for(user: User) -> QuerySet[Promise]:
    """With the newest step of its life: `last_by`, `last_at`."""
    return _with_last_step(user).select_related(
        "company", "opportunity", "call", "giver_user", "giver_person", "receiver_user", "receiver_person"
    )


def promises_on_cards_for(user: User) -> QuerySet[Promise]:
    """The same with only what stands on a card of a promise: it is read in a third of the time."""
    return _with_last_step(user).select_related("company", "giver_person", "receiver_person").only(*ON_A_CARD)


def _with_last_step(user: User) -> QuerySet[Promise]:
    return Promise.objects.filter(seen_by(user, "company")).annotate(
        last_by=Newest(PromiseEvent, "promise", "by_name"), last_at=Newest(PromiseEvent, "promise", "at")
    )


def steps_of(promise: Promise) -> QuerySet[PromiseEvent]:
    return PromiseEvent.objects.filter(promise=promise)


def shown_promises(company: Company) -> QuerySet[Promise]:
    """What the customer sees in their room."""
    return Promise.objects.filter(company=company, shown_at__isnull=False).select_related(
        "giver_user", "giver_person", "receiver_user", "receiver_person"
    )


def recoveries_for(user: User) -> QuerySet[Recovery]:
    """Broken promises of ours that are put right, or were."""
    return Recovery.objects.filter(seen_by(user, "promise__company")).select_related(
        "owner", "closed_by", "promise__company", "promise__receiver_person"
    )


def said_in(recovery: Recovery) -> QuerySet[RecoveryEvent]:
    return RecoveryEvent.objects.filter(recovery=recovery)


def shown_recoveries(company: Company) -> QuerySet[Recovery]:
    """Of promises that the customer sees in their room."""
    return Recovery.objects.filter(promise__company=company, promise__shown_at__isnull=False)


def shown_steps(company: Company) -> QuerySet[PromiseEvent]:
    """Steps of the promises that the customer sees, each with the state `before` it."""
    earlier = PromiseEvent.objects.filter(promise=OuterRef("promise"))
    earlier = earlier.filter(Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk")))
    return (
        PromiseEvent.objects.filter(promise__company=company, promise__shown_at__isnull=False)
        .select_related("promise")
        .annotate(before=Subquery(earlier.order_by("-at", "-id").values("state")[:1]))
    )


def shown_recovery_events(company: Company) -> QuerySet[RecoveryEvent]:
    """What was said after a promise they see was broken; that it was, the promise's own step says."""
    return (
        RecoveryEvent.objects.filter(recovery__promise__company=company, recovery__promise__shown_at__isnull=False)
        .exclude(said="opened")
        .select_related("recovery__promise")
    )
