"""Doors to what is delivered: extras, lines of the order, what must be ready, who must be there, the package."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from joinery.blueprints.models import Extra, OrderLine, Package, ReadyItem, Seat
from joinery.blueprints.queries import blueprints_in_room
from joinery.customers.queries import seen_by
from joinery.firm.models import User
from joinery.rooms.models import Guest


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
    return Extra.objects.filter(_of_shown(guest, "blueprint"), given_at__isnull=False).select_related("given_by")


def order_lines_in_room(guest: Guest) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(_of_shown(guest, "blueprint")).select_related("blueprint", "confirmed_by")


def ready_items_in_room(guest: Guest) -> QuerySet[ReadyItem]:
    return ReadyItem.objects.filter(_of_shown(guest, "step__blueprint")).select_related("step__blueprint__company")


def packages_in_room(guest: Guest) -> QuerySet[Package]:
    return Package.objects.filter(_of_shown(guest, "blueprint")).select_related("blueprint", "opened_by")


def _of_shown(guest: Guest, way: str) -> Q:
    return Q((f"{way}__in", blueprints_in_room(guest).order_by().values("pk")))
