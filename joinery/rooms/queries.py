"""Doors to rooms: ours to run them, a guest's to be in one."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from joinery.calls.models import AgendaItem, Attendance, Call
from joinery.calls.queries import announced_calls
from joinery.customers.queries import seen_by
from joinery.firm.models import User
from joinery.gateways.models import Letter
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, IncomingLetter, Message, Pass, Room


def rooms_for(user: User) -> QuerySet[Room]:
    return Room.objects.filter(seen_by(user, "company")).select_related("company")


def guests_for(user: User) -> QuerySet[Guest]:
    return Guest.objects.filter(seen_by(user, "room__company")).select_related("person", "room__company")


def lines_for(guest: Guest) -> QuerySet[HeardLine]:
    """What we put before the guests of this room and did not take back."""
    return shown_lines(guest.room)


def shown_lines(room: Room) -> QuerySet[HeardLine]:
    return _with_answers(HeardLine.objects.filter(room=room, withdrawn_at__isnull=True))


def heard_lines_for(user: User) -> QuerySet[HeardLine]:
    """For us: also the lines taken back, with all that was said to them."""
    return _with_answers(HeardLine.objects.filter(seen_by(user, "room__company")).select_related("room__company"))


def _with_answers(lines: QuerySet[HeardLine]) -> QuerySet[HeardLine]:
    answers = HeardAnswer.objects.select_related("guest__person")
    return lines.select_related("person", "published_by").prefetch_related(Prefetch("answers", answers))


def open_room_at(public_id: str) -> Room | None:
    """For whoever stands at the door: a room that is closed and one that never was are the same nothing."""
    return (
        Room.objects.filter(public_id=public_id, closed_at__isnull=True).select_related("company", "opened_by").first()
    )


def guests_in(room: Room) -> QuerySet[Guest]:
    """Those who may come in now."""
    return Guest.objects.filter(room=room, revoked_at__isnull=True, person__archived_at__isnull=True).select_related(
        "person", "room__company"
    )


def reachable_guests() -> QuerySet[Guest]:
    """Those of all open rooms who may come in now."""
    return Guest.objects.filter(
        revoked_at__isnull=True, person__archived_at__isnull=True, room__closed_at__isnull=True
    ).select_related("person", "room__company__owner")


def passes_of(guest: Guest, now: datetime) -> QuerySet[Pass]:
    """The browsers in which this guest is signed in."""
    return Pass.objects.filter(guest=guest, ended_at__isnull=True, expires_at__gt=now).order_by("-made_at")


def open_passes(secret_hash: str, now: datetime) -> QuerySet[Pass]:
    """A pass is good while it, its guest, the room and the person all are."""
    return Pass.objects.filter(
        secret_hash=secret_hash,
        ended_at__isnull=True,
        expires_at__gt=now,
        guest__revoked_at__isnull=True,
        guest__room__closed_at__isnull=True,
        guest__person__archived_at__isnull=True,
    ).select_related("guest__person", "guest__room__company__owner")


def meetings_for(guest: Guest, now: datetime) -> QuerySet[Call]:
    """Those we wrote to them about and that have not begun, with all that an agenda shows."""
    return (
        announced_calls(guest.room.company)
        .filter(held_at__isnull=True, starts_at__gt=now)
        .select_related("plan", "owner", "company")
        .prefetch_related(
            Prefetch("attendances", Attendance.objects.select_related("person", "user")),
            Prefetch("agenda", AgendaItem.objects.select_related("person", "user")),
        )
        .order_by("starts_at", "id")
    )


def open_guest(public_id: str) -> Guest | None:
    """A guest who may come in now."""
    guests = Guest.objects.filter(public_id=public_id, revoked_at__isnull=True, room__closed_at__isnull=True)
    return guests.select_related("room", "person").first()


def answers_for(user: User) -> QuerySet[HeardAnswer]:
    """What customers said in their rooms to what we heard, the newest first."""
    return (
        HeardAnswer.objects.filter(seen_by(user, "line__room__company"))
        .select_related("line__room__company", "guest__person")
        .order_by("-answered_at", "-id")
    )


def open_guest_people(room: Room) -> set[int]:
    """Ids of the persons who may come into this room now."""
    return set(guests_in(room).values_list("person_id", flat=True))


def messages_for(guest: Guest) -> QuerySet[Message]:
    """What guests wrote in this room."""
    return Message.objects.filter(room=guest.room).select_related("guest__person")


def letters_in_for(user: User) -> QuerySet[IncomingLetter]:
    """For us: what came by mail for our rooms, also what could not be proven. What machines wrote is left out."""
    return (
        IncomingLetter.objects.filter(seen_by(user, "room__company"))
        .exclude(state=IncomingLetter.State.SILENT)
        .select_related("room__company", "guest__person", "message")
    )


def last_digest_at(guest: Guest) -> datetime | None:
    newest = Letter.objects.filter(kind="digest", key__startswith=f"digest:{guest.public_id}:")
    return newest.order_by("-queued_at").values_list("queued_at", flat=True).first()
