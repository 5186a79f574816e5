"""Doors to rooms: ours to run them, a guest's to be in one."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from joinery.customers.queries import companies_for
from joinery.firm.models import User
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, Pass, Room


def rooms_for(user: User) -> QuerySet[Room]:
    return Room.objects.filter(company__in=companies_for(user)).select_related("company")


def guests_for(user: User) -> QuerySet[Guest]:
    return Guest.objects.filter(room__in=rooms_for(user)).select_related("person", "room__company")


def answers_for(user: User) -> QuerySet[HeardAnswer]:
    """What customers said in their rooms to what we heard, the newest first."""
    return (
        HeardAnswer.objects.filter(line__room__in=rooms_for(user))
        .select_related("line__room__company", "guest__person")
        .order_by("-answered_at", "-id")
    )


def lines_for(guest: Guest) -> QuerySet[HeardLine]:
    """What we put before the guests of this room and did not take back."""
    return HeardLine.objects.filter(room=guest.room_id, withdrawn_at__isnull=True).select_related("person")


def open_passes(secret_hash: str, now: datetime) -> QuerySet[Pass]:
    """A pass is good while it, its guest, the room and the person all are."""
    return Pass.objects.filter(
        secret_hash=secret_hash,
        ended_at__isnull=True,
        expires_at__gt=now,
        guest__revoked_at__isnull=True,
        guest__room__closed_at__isnull=True,
        guest__person__archived_at__isnull=True,
    ).select_related("guest__person", "guest__room__company")
