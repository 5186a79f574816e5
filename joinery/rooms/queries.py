"""Doors to rooms: ours to run them, a guest's to be in one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from joinery.calls.models import AgendaItem, Attendance, Call
from joinery.calls.queries import announced_calls
from joinery.customers.queries import seen_by
from joinery.firm.models import Picture, User
from joinery.lib.records import the_one
from joinery.rooms.models import (
    FileVersion,
    Guest,
    HeardAnswer,
    HeardLine,
    Knock,
    Pass,
    Room,
    RoomFile,
    RoomMessage,
    VisitorWord,
)


def rooms_for(user: User) -> QuerySet[Room]:
    return Room.objects.filter(seen_by(user, "company")).select_related("company")


def guests_for(user: User) -> QuerySet[Guest]:
    guests = Guest.objects.filter(seen_by(user, "room__company"))
    return guests.select_related("person", "room__company", "invited_by_guest__person")


def lines_for(guest: Guest) -> QuerySet[HeardLine]:
    """What we put before the guests of this room and did not take back."""
    return shown_lines(guest.room)


def shown_lines(room: Room) -> QuerySet[HeardLine]:
    return _with_answers(HeardLine.objects.filter(room=room, withdrawn_at__isnull=True))


def lines_as_read(guest: Guest) -> QuerySet[HeardLine]:
    """For a page: of the answers to a line only the newest, however often it was answered."""
    lines = HeardLine.objects.filter(room=guest.room, withdrawn_at__isnull=True)
    last = HeardAnswer.objects.filter(line=OuterRef("line")).order_by("-answered_at", "-id").values("pk")[:1]
    return _with_answers(lines, HeardAnswer.objects.filter(pk=Subquery(last)))


def heard_lines_for(user: User) -> QuerySet[HeardLine]:
    """For us: also the lines taken back, with all that was said to them."""
    return _with_answers(HeardLine.objects.filter(seen_by(user, "room__company")).select_related("room__company"))


def _with_answers(lines: QuerySet[HeardLine], answers: QuerySet[HeardAnswer] | None = None) -> QuerySet[HeardLine]:
    answers = (HeardAnswer.objects.all() if answers is None else answers).select_related("guest__person")
    unproven = VisitorWord.objects.filter(hidden_at__isnull=True).select_related("visitor")
    return lines.select_related("person", "published_by").prefetch_related(
        Prefetch("answers", answers), Prefetch("visitor_words", unproven)
    )


def open_room_at(public_id: str) -> Room | None:
    """For whoever stands at the door: a room that is closed and one that never was are the same nothing."""
    rooms = Room.objects.filter(public_id=public_id, closed_at__isnull=True)
    return the_one(rooms.select_related("company", "opened_by"))


def guests_in(room: Room) -> QuerySet[Guest]:
    """Those who may come in now."""
    return Guest.objects.filter(room=room, revoked_at__isnull=True, person__archived_at__isnull=True).select_related(
        "person", "room__company", "invited_by_guest__person"
    )


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
    return the_one(guests.select_related("room", "person"))


def answers_for(user: User) -> QuerySet[HeardAnswer]:
    """What customers said in their rooms to what we heard, the newest first."""
    return (
        HeardAnswer.objects.filter(seen_by(user, "line__room__company"))
        .select_related("line__room__company", "guest__person")
        .order_by("-answered_at", "-id")
    )


def files_for(guest: Guest) -> QuerySet[RoomFile]:
    """Files with the versions that both sides see, in `shown`, the newest first."""
    return shown_files(guest.room)


def shown_files(room: Room) -> QuerySet[RoomFile]:
    shown = _versions().filter(shared_at__isnull=False).order_by("-number")
    return (
        RoomFile.objects.filter(room=room, withdrawn_at__isnull=True)
        .filter(Exists(FileVersion.objects.filter(file=OuterRef("pk"), shared_at__isnull=False)))
        .annotate(last_at=Max("versions__shared_at"))
        .prefetch_related(Prefetch("versions", shown, to_attr="shown"))
        .order_by("-last_at", "-id")
    )


def versions_for(guest: Guest) -> QuerySet[FileVersion]:
    """What a guest may open: shown, and not taken back."""
    return _versions().filter(file__room=guest.room, file__withdrawn_at__isnull=True, shared_at__isnull=False)


def files_for_user(user: User) -> QuerySet[RoomFile]:
    """For us: also what they do not see yet, the newest version first in `kept`."""
    return (
        RoomFile.objects.filter(seen_by(user, "room__company"), withdrawn_at__isnull=True)
        .annotate(last_at=Max("versions__kept_at"))
        .prefetch_related(Prefetch("versions", _versions().order_by("-number"), to_attr="kept"))
        .order_by("-last_at", "-id")
    )


def versions_for_user(user: User) -> QuerySet[FileVersion]:
    return _versions().filter(seen_by(user, "file__room__company"), file__withdrawn_at__isnull=True)


def _versions() -> QuerySet[FileVersion]:
    return FileVersion.objects.select_related("file__room", "by_user", "by_guest__person")


def knocks_for(user: User) -> QuerySet[Knock]:
    """Those who wait at a door of ours."""
    waiting = Knock.objects.filter(seen_by(user, "room__company"), decided_at__isnull=True)
    return waiting.select_related("room__company")


def visitor_words_for(user: User) -> QuerySet[VisitorWord]:
    found = VisitorWord.objects.filter(seen_by(user, "line__room__company"), hidden_at__isnull=True)
    return found.select_related("visitor__room", "line")


def faces_for(guest: Guest) -> QuerySet[Picture]:
    """The faces of those in this room, and of our people who work here."""
    theirs = Guest.objects.filter(room=guest.room, revoked_at__isnull=True).values("photo")
    ours = User.objects.filter(is_active=True).values("photo")
    return Picture.objects.filter(Q(pk__in=theirs) | Q(pk__in=ours))


def faces_for_user(user: User) -> QuerySet[Picture]:
    theirs = guests_for(user).filter(photo__isnull=False).values("photo")
    ours = User.objects.filter(photo__isnull=False).values("photo")
    return Picture.objects.filter(Q(pk__in=theirs) | Q(pk__in=ours))


def messages_in(room: Room) -> QuerySet[RoomMessage]:
    """Everything written to each other here, oldest first: all in the room read it."""
    return _messages().filter(room=room)


def messages_for_user(user: User) -> QuerySet[RoomMessage]:
    return _messages().filter(seen_by(user, "room__company"))


def _messages() -> QuerySet[RoomMessage]:
    return RoomMessage.objects.select_related("by_user", "to_user", "by_guest__person", "to_guest__person").order_by(
        "sent_at", "id"
    )


def face_ids(people: Iterable[User | Guest]) -> dict[int, str]:
    """Their pictures' public ids by the pictures' own, in one question and without the pictures."""
    wanted = {person.photo_id for person in people if person.photo_id}
    return dict(Picture.objects.filter(pk__in=wanted).values_list("pk", "public_id")) if wanted else {}


def answers_in(room: Room) -> QuerySet[HeardAnswer]:
    """To lines that still stand in the room."""
    answers = HeardAnswer.objects.filter(line__room=room, line__withdrawn_at__isnull=True)
    return answers.select_related("line", "guest__person")


def meetings_announced(room: Room) -> QuerySet[Call]:
    return announced_calls(room.company).select_related("owner")


def agenda_items_in(room: Room) -> QuerySet[AgendaItem]:
    """What their people put on the agenda of meetings that the room shows."""
    calls = announced_calls(room.company)
    return AgendaItem.objects.filter(call__in=calls, person__isnull=False).select_related("person")
