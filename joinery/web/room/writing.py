"""What is written to each other, as everybody in the room reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from joinery.firm.models import User
from joinery.rooms.models import Room, RoomMessage
from joinery.rooms.queries import face_ids
from joinery.web.room.circle import face_at


@dataclass(frozen=True)
class MessageRow:
    place: str
    by: str
    to: str
    face: str
    is_ours: bool
    words: str
    at: datetime


@dataclass(frozen=True)
class Addressee:
    """One of us, by name: a letter goes to them and to nobody else."""

    to: str
    name: str
    part: str
    face: str


@dataclass(frozen=True)
class MessagesPage:
    company: str
    firm: str
    home: str
    messages: tuple[MessageRow, ...]
    earlier: str  # address of the page before this one
    ours: tuple[Addressee, ...]
    write_to: str
    zone: str
    fault: str = ""
    typed: str = ""
    to: str = ""


def message_rows(
    messages: Iterable[RoomMessage], room: Room, faces: dict[int, str] | None = None
) -> tuple[MessageRow, ...]:
    messages = list(messages)
    faces = face_ids(message.by for message in messages) if faces is None else faces
    return tuple(_row(message, room, faces) for message in messages)


def addressees(ours: list[User], room: Room) -> tuple[Addressee, ...]:
    faces = face_ids(ours)
    return tuple(Addressee(user.public_id, user.name, user.title, face_at(room, user, faces)) for user in ours)


def messages_at(room: Room) -> str:
    return reverse("room:messages", args=[room.public_id])


def _row(message: RoomMessage, room: Room, faces: dict[int, str]) -> MessageRow:
    by = message.by
    return MessageRow(
        place=f"message-{message.public_id}",
        by=by.name,
        to=message.to.name,
        face=face_at(room, by, faces),
        is_ours=isinstance(by, User),
        words=message.words,
        at=message.sent_at,
    )
