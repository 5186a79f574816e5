"""All that a customer's pages may show. Adding a field here is a decision, not a detail."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from joinery.web.room.clips import ClipLink
from joinery.web.room.feed import FeedBlock
from joinery.web.room.figures import Figures
from joinery.web.room.meeting_rows import Meeting
from joinery.web.room.plan_strip import PlanStrip
from joinery.web.room.recovery_pages import RecoveryRow
from joinery.web.room.shelf import Shelf
from joinery.web.room.writing import MessageRow

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class DoorPage:
    company: str
    firm: str
    code_to: str
    fault: str = ""
    hint: str = ""  # the demo firm alone: whose address can be typed
    name_to: str = ""  # where a name is enough to read
    knock: str = ""
    domains: str = ""  # whose people come in by themselves


@dataclass(frozen=True)
class CodePage:
    company: str
    firm: str
    pass_to: str
    door: str
    fault: str = ""
    demo_code: str = ""  # the demo firm alone, which sends no mail
    asks_name: bool = False  # whoever comes for the first time says who they are


@dataclass(frozen=True)
class Line:
    """What we heard, and what they said to it."""

    place: str
    words: str  # theirs as they stand now
    speaker: str
    said_on: date | None
    state: str  # open, yes, put_right
    answer_to: str
    is_in_room: bool = False  # written here, not said in a call
    before: str = ""  # as we had noted it, when they put it right
    answered_by: str = ""
    answered_at: datetime | None = None
    kind: str = ""  # the heading it stands under
    unproven: tuple[Unproven, ...] = ()
    fault: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Unproven:
    """What a reader by the link said to a line. Nobody knows who it was."""

    name: str
    says: str
    at: datetime


@dataclass(frozen=True)
class Heard:
    """Lines of one kind under a quiet heading: what waits for an answer stands open, the answered lie folded below."""

    title: str
    waiting: tuple[Line, ...]
    answered: tuple[Line, ...]  # the newest first
    shown: int = 0  # so many of the answered stand open

    @property
    def open_answered(self) -> tuple[Line, ...]:
        return self.answered[: self.shown]

    @property
    def folded(self) -> tuple[Line, ...]:
        return self.answered[self.shown :]

    @property
    def is_open(self) -> bool:
        """A refusal must not hide in the fold."""
        return any(line.fault for line in self.folded)


@dataclass(frozen=True)
class Step:
    """A button on a promise. Its label is told in the language of whoever looks."""

    state: str
    label: StrOrPromise
    is_main: bool = False


@dataclass(frozen=True)
class PromiseRow:
    place: str
    what: str
    done_when: str
    giver: str
    due_on: date | None
    is_late: bool
    is_kept: bool
    says: str  # how it stands, in one sentence
    words: str  # what one of theirs wrote to it, last
    step_to: str
    steps: tuple[Step, ...]
    more: tuple[Step, ...]
    recovery: RecoveryRow | None = None  # of a promise that was broken


@dataclass(frozen=True)
class Promises:
    ours: tuple[PromiseRow, ...]
    theirs: tuple[PromiseRow, ...]
    ours_kept: int
    theirs_kept: int


@dataclass(frozen=True)
class NextStep:
    what: str
    why: str
    due_on: date | None
    link: str
    link_says: str


@dataclass(frozen=True)
class Contact:
    name: str
    part: str
    email: str
    is_ours: bool
    face: str = ""
    write_to: str = ""


@dataclass(frozen=True)
class Happening:
    at: datetime
    who: str
    says: str


@dataclass(frozen=True)
class HomePage:
    company: str
    firm: str
    reader: str
    seen: str  # "Dora was here today, Ana yesterday": both sides read the same
    hero: Line | None
    lines: tuple[Line, ...]
    yours: NextStep | None
    ours: NextStep | None
    promises: Promises
    meeting: Meeting | None
    people: tuple[Contact, ...]
    everybody: str  # the page of who can come in
    shelf: Shelf
    messages: tuple[MessageRow, ...]
    write_to: str
    happenings: tuple[Happening, ...]
    log: str  # the page of all that happened
    opened_at: datetime
    passes: str
    leave_to: str
    zone: str
    notice: str = ""
    plans: tuple[PlanStrip, ...] = ()
    letters: str = ""  # where the reader says how often they want to be written to
    consents: str = ""  # what they agreed to, and taking it back
    figures: Figures | None = None  # the value case, from the day it was put before them
    today: str = ""  # where we are, in one sentence
    meetings: str = ""  # the page of all meetings
    clips: tuple[ClipLink, ...] = ()  # pieces of our talks that everybody in them agreed to

    @property
    def heard(self) -> tuple[Heard, ...]:
        """Kinds in which something waits come first."""
        titles = dict.fromkeys(line.kind for line in sorted(self.lines, key=lambda line: line.state != "open"))
        groups = [(title, [line for line in self.lines if line.kind == title]) for title in titles]
        return tuple(
            Heard(
                title,
                tuple(line for line in lines if line.state == "open"),
                tuple(line for line in reversed(lines) if line.state != "open"),
                shown=0 if any(line.state == "open" for line in lines) else 1 if self.waiting else 2,
            )
            for title, lines in groups
        )

    @property
    def waiting(self) -> int:
        return sum(line.state == "open" for line in self.lines)

    def with_line_fault(self, place: str, fault: str, typed: str) -> HomePage:
        """The same page with what was typed still in the form, and why it was not taken."""
        hero = self.hero
        if hero and hero.place == place:
            return replace(self, hero=replace(hero, fault=fault, typed=typed))
        lines = (replace(line, fault=fault, typed=typed) if line.place == place else line for line in self.lines)
        return replace(self, lines=tuple(lines))

    def with_figure_fault(self, place: str, fault: str, typed: str) -> HomePage:
        return replace(self, figures=self.figures.with_fault(place, fault, typed)) if self.figures else self

    def with_meeting_fault(self, fault: str, typed: str) -> HomePage:
        if not self.meeting:
            return replace(self, notice=fault)
        return replace(self, meeting=replace(self.meeting, fault=fault, typed=typed))


@dataclass(frozen=True)
class PassRow:
    browser: str
    since: datetime
    is_this: bool
    end_to: str


@dataclass(frozen=True)
class PassesPage:
    company: str
    firm: str
    reader: str
    home: str
    passes: tuple[PassRow, ...]
    leave_to: str


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class LettersPage:
    """How often a guest wants to be written to."""

    company: str
    firm: str
    reader: str
    mailbox: str
    often: tuple[Choice, ...]
    hours: tuple[Choice, ...]
    weekdays: tuple[Choice, ...]
    zone: str
    zones: tuple[str, ...]
    languages: tuple[Choice, ...]
    evening: str
    home: str
    keep_to: str
    feed: FeedBlock
    is_kept: bool = False
    fault: str = ""


@dataclass(frozen=True)
class StopPage:
    """Where one click in a letter leads: it names nobody."""

    company: str
    firm: str
    home: str
    is_over: bool


@dataclass(frozen=True)
class SeenBar:
    """The thin bar above "see as the customer". Never on a customer's page."""

    guest: str
    others: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, str], ...]
    back: str
