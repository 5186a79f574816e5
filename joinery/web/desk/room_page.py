"""Our side of a room, on one page: who may come in, what they see, what could be shown to them."""

from __future__ import annotations

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
from joinery.rooms.letters import room_address
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, IncomingLetter, Room
from joinery.rooms.queries import guests_for, heard_lines_for, letters_in_for, rooms_for
from joinery.steps.publish_belief import publishable_quote, why_not

LETTERS = 20  # the newest replies are shown


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
    letters_in: list[IncomingLetter] = field(default_factory=list)  # replies by mail, the newest first

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
        list(letters_in_for(user).filter(room=room)[:LETTERS]),
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
