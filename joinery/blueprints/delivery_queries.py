"""Doors to what is delivered: extras, lines of the order, what must be ready, who must be there, the package."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from joinery.blueprints.models import Blueprint, Deviation, Evidence, Extra, OrderLine, Package, ReadyItem, Seat, Step
from joinery.blueprints.queries import of_shown_to
from joinery.customers.queries import seen_by
from joinery.firm.models import User
from joinery.rooms.models import Guest


def deliveries_for(user: User) -> QuerySet[Blueprint]:
    """Plans with all that is delivered: bounded questions however many things there are."""
    here = Blueprint.objects.filter(seen_by(user, "company"), opportunity__archived_at__isnull=True)
    return _delivered(here)


def deliveries_in_room(guest: Guest) -> QuerySet[Blueprint]:
    return _delivered(Blueprint.objects.filter(of_shown_to(guest, "pk")))


def deviations_for(user: User) -> QuerySet[Deviation]:
    """Not done as designed: what, why and by whom."""
    here = Deviation.objects.filter(seen_by(user, "blueprint__company"))
    return here.select_related("blueprint__company", "step")


def extras_for(user: User) -> QuerySet[Extra]:
    return Extra.objects.filter(seen_by(user, "blueprint__company")).select_related("blueprint__company", "given_by")


def order_lines_for(user: User) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(seen_by(user, "blueprint__company")).select_related("blueprint__company")


def ready_items_for(user: User) -> QuerySet[ReadyItem]:
    return ReadyItem.objects.filter(seen_by(user, "step__blueprint__company")).select_related(
        "step__blueprint__company"
    )


def seats_for(user: User) -> QuerySet[Seat]:
    return Seat.objects.filter(seen_by(user, "step__blueprint__company")).select_related("step__blueprint__company")


def extras_in_room(guest: Guest) -> QuerySet[Extra]:
    """Those that were given."""
    return Extra.objects.filter(of_shown_to(guest, "blueprint"), given_at__isnull=False).select_related("given_by")


def order_lines_in_room(guest: Guest) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(of_shown_to(guest, "blueprint")).select_related("blueprint", "confirmed_by")


def ready_items_in_room(guest: Guest) -> QuerySet[ReadyItem]:
    return ReadyItem.objects.filter(of_shown_to(guest, "step__blueprint")).select_related(
        "step__blueprint__company__room"
    )


def seats_in_room(guest: Guest) -> QuerySet[Seat]:
    return Seat.objects.filter(of_shown_to(guest, "step__blueprint")).select_related("step__blueprint__company")


def evidence_in_room(guest: Guest) -> QuerySet[Evidence]:
    """What was put to steps, as far as both sides see the file."""
    here = Evidence.objects.filter(of_shown_to(guest, "step__blueprint"))
    return here.filter(_still_shown()).select_related("file", "item")


def packages_in_room(guest: Guest) -> QuerySet[Package]:
    return Package.objects.filter(of_shown_to(guest, "blueprint")).select_related("blueprint", "opened_by")


def _delivered(blueprints: QuerySet[Blueprint]) -> QuerySet[Blueprint]:
    evidence = Evidence.objects.filter(_still_shown()).select_related("file")
    items = ReadyItem.objects.select_related("user", "person").prefetch_related(Prefetch("evidence", evidence))
    steps = Step.objects.exclude(state=Step.State.LEFT_OUT).prefetch_related(
        Prefetch("ready_items", items), Prefetch("seats", Seat.objects.select_related("user", "person"))
    )
    return blueprints.select_related("company", "opportunity__owner", "package__opened_by").prefetch_related(
        Prefetch("steps", steps),
        "payments",
        Prefetch("order_lines", OrderLine.objects.select_related("confirmed_by")),
        Prefetch("extras", Extra.objects.select_related("given_by")),
    )


def _still_shown() -> Q:
    return Q(file__shared_at__isnull=False, file__file__withdrawn_at__isnull=True)
