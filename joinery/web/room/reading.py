"""The room as a reader by the link sees it: what was said, promised and agreed, and no name of any of theirs.

Another page than a guest's, made from fewer rows, and not the same page with parts left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from joinery.calls.queries import announced_calls
from joinery.promises.life import State
from joinery.promises.models import Promise
from joinery.promises.queries import shown_promises
from joinery.rooms.models import HeardLine, Room, Visitor
from joinery.rooms.queries import shown_lines
from joinery.web.room.home import heading_of


@dataclass(frozen=True)
class ReadLine:
    place: str
    kind: str
    words: str
    said_on: date | None
    is_answered: bool
    mine: str  # what this reader said to it, last
    say_to: str
    fault: str = ""
    typed: str = ""


@dataclass(frozen=True)
class ReadPromise:
    what: str
    due_on: date | None
    is_kept: bool
    is_ours: bool


@dataclass(frozen=True)
class ReadMeeting:
    title: str
    starts_at: datetime


@dataclass(frozen=True)
class ReadingPage:
    company: str
    firm: str
    name: str  # as the reader gave it; "" while they gave none
    lines: tuple[ReadLine, ...]
    promises: tuple[ReadPromise, ...]
    meeting: ReadMeeting | None
    ours: tuple[str, ...]  # whom of us they deal with
    door: str
    knock: str

    def with_fault(self, place: str, fault: str, typed: str) -> ReadingPage:
        lines = (
            ReadLine(**{**line.__dict__, "fault": fault, "typed": typed}) if line.place == place else line
            for line in self.lines
        )
        return ReadingPage(**{**self.__dict__, "lines": tuple(lines)})


def reading_of(room: Room, visitor: Visitor | None, firm: str, *, now: datetime) -> ReadingPage:
    promises = [
        promise for promise in shown_promises(room.company) if promise.state in (State.PROMISED, State.ACCEPTED)
    ]
    call = announced_calls(room.company).filter(held_at__isnull=True, starts_at__gt=now).order_by("starts_at").first()
    owner = room.company.owner
    return ReadingPage(
        company=room.company.name,
        firm=firm,
        name=visitor.name if visitor else "",
        lines=tuple(_line(row, room, visitor) for row in shown_lines(room)),
        promises=tuple(_promise(promise) for promise in promises),
        meeting=ReadMeeting(call.title, call.starts_at) if call else None,
        ours=(f"{owner.name}, {owner.title}" if owner.title else owner.name,),
        door=reverse("room:door", args=[room.public_id]),
        knock=reverse("room:knock", args=[room.public_id]),
    )


def _line(row: HeardLine, room: Room, visitor: Visitor | None) -> ReadLine:
    newest = next(reversed(row.answers.all()), None)
    mine = [said for said in row.visitor_words.all() if visitor and said.visitor_id == visitor.pk]
    said = ("yes" if mine[-1].answer == "yes" else mine[-1].words) if mine else ""
    return ReadLine(
        place=f"line-{row.public_id}",
        kind=heading_of(row),
        words=newest.words if newest and newest.answer == "not_quite" else row.words,
        said_on=row.said_on,
        is_answered=newest is not None,
        mine=said,
        say_to=reverse("room:word", args=[room.public_id, row.public_id]),
    )


def _promise(promise: Promise) -> ReadPromise:
    return ReadPromise(promise.what, promise.due_on, promise.state == State.ACCEPTED, promise.side == Promise.Side.OURS)
