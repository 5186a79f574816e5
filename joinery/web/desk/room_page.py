"""Our side of a room, on one page: who may come in, what they see, what could be shown to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from joinery.beliefs.ladder import rung_of, words_now
from joinery.beliefs.models import Belief
from joinery.beliefs.queries import beliefs_with_talk_for
from joinery.customers.models import Company
from joinery.firm.models import User
from joinery.gateways.models import Letter
from joinery.gateways.queries import letters_about
from joinery.method.belief_kinds import belief_kinds
from joinery.rooms.contents import kind_words, may_hold_more
from joinery.rooms.letters import room_address
from joinery.rooms.models import FileVersion, Guest, HeardAnswer, HeardLine, Knock, Room, RoomFile
from joinery.rooms.queries import files_for_user, guests_for, heard_lines_for, knocks_for, messages_in, rooms_for
from joinery.steps.publish_belief import publishable_quote, why_not


@dataclass(frozen=True)
class GuestRow:
    guest: Guest
    letter: str  # how the invitation travels, in words


@dataclass(frozen=True)
class LineRow:
    line: HeardLine
    kind: str
    answers: list[HeardAnswer]

    @property
    def newest(self) -> HeardAnswer | None:
        return self.answers[-1] if self.answers else None


@dataclass(frozen=True)
class BeliefRow:
    belief: Belief
    kind: str
    rung: str
    words: str


@dataclass(frozen=True)
class RoomPage:
    company: Company
    room: Room | None
    address: str
    guests: list[GuestRow]
    gone: list[Guest]
    lines: list[LineRow]
    ready: list[BeliefRow]  # could be put before them
    not_ready: int  # shared kinds without a quote yet
    knocks: list[Knock] = field(default_factory=list)
    files: int = 0
    messages: int = 0

    @property
    def is_open(self) -> bool:
        return bool(self.room and not self.room.closed_at)


def room_page(company: Company, user: User, *, now: datetime) -> RoomPage:
    room = rooms_for(user).filter(company=company).first()
    if room is None:
        return RoomPage(company, None, "", [], [], [], [], 0)
    guests = list(guests_for(user).filter(room=room))
    invited = [guest for guest in guests if not guest.revoked_at]
    letters = letters_about([f"invitation:{guest.public_id}:" for guest in invited])
    lines = [line for line in heard_lines_for(user).filter(room=room) if not line.withdrawn_at]
    shared = [
        belief
        for belief in beliefs_with_talk_for(user).filter(company=company)
        if belief_kinds()[belief.kind].is_shared
    ]
    away = [belief for belief in shared if not (belief.line and not belief.line.withdrawn_at)]
    ready = [belief for belief in away if not why_not(belief)]
    return RoomPage(
        company,
        room,
        room_address(room),
        [GuestRow(guest, _travels(letters, guest)) for guest in invited],
        [guest for guest in guests if guest.revoked_at],
        [LineRow(line, belief_kinds()[line.kind].title, list(line.answers.all())) for line in reversed(lines)],
        [_row(belief, now) for belief in ready],
        len(away) - len(ready),
        list(knocks_for(user).filter(room=room)),
        files_for_user(user).filter(room=room).count(),
        messages_in(room).count(),
    )


def _row(belief: Belief, now: datetime) -> BeliefRow:
    quote = publishable_quote(belief)
    words = quote.text if quote else words_now(belief)
    return BeliefRow(belief, belief_kinds()[belief.kind].title, rung_of(belief, now), words)


def _travels(letters: list[Letter], guest: Guest) -> str:
    """The newest invitation: sent, waiting, or in trouble."""
    mine = [letter for letter in letters if letter.key.startswith(f"invitation:{guest.public_id}:")]
    if not mine:
        return ""
    letter = mine[-1]
    return letter.trouble or ("Letter sent" if letter.sent_at else "Letter waiting to leave")


@dataclass(frozen=True)
class FileRow:
    file: RoomFile
    newest: FileVersion
    earlier: list[FileVersion]
    kind: str
    may_hold_more: bool  # a document: look what else is in it before you show it

    @property
    def is_waiting(self) -> bool:
        return self.newest.shared_at is None


def file_rows(files: Iterable[RoomFile]) -> list[FileRow]:
    return [
        FileRow(file, kept[0], kept[1:], kind_words(kept[0].kind), may_hold_more(kept[0].kind))
        for file, kept in ((file, file.kept) for file in files)  # type: ignore[attr-defined]
        if kept
    ]
