"""Doors to letters both ways: who can be written to, what came in, when a guest was last reminded."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from joinery.customers.queries import seen_by
from joinery.firm.models import User
from joinery.gateways.models import Letter
from joinery.rooms.models import Guest, IncomingLetter, Room
from joinery.rooms.queries import guests_in


def reachable_guests() -> QuerySet[Guest]:
    """Those of all open rooms who may come in now."""
    return Guest.objects.filter(
        revoked_at__isnull=True, person__archived_at__isnull=True, room__closed_at__isnull=True
    ).select_related("person", "room__company__owner")


def open_guest_people(room: Room) -> set[int]:
    """Ids of the persons who may come into this room now."""
    return set(guests_in(room).values_list("person_id", flat=True))


def letters_in_for(user: User) -> QuerySet[IncomingLetter]:
    """For us: replies that answered something, and those that could not be proven or read. What stands in the room as a
    message is not told twice, and what machines wrote is left out."""
    said_only = Q(state=IncomingLetter.State.TAKEN, did="")
    return (
        IncomingLetter.objects.filter(seen_by(user, "room__company"))
        .exclude(Q(state=IncomingLetter.State.SILENT) | said_only)
        .select_related("room__company", "guest__person")
    )


def last_digest_at(guest: Guest) -> datetime | None:
    newest = Letter.objects.filter(kind="digest", key__startswith=f"digest:{guest.public_id}:")
    return newest.order_by("-queued_at").values_list("queued_at", flat=True).first()
