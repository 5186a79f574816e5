"""All that the customer's pages of a plan may show. Adding a field here is a decision, not a detail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from joinery.web.room.pages import Happening, Line
from joinery.web.ui.steps import StepRow
from joinery.web.ui.timeline import Timeline


@dataclass(frozen=True)
class PlanStep:
    """A step on the sheet. `part`: what the customer does in it at the level they chose."""

    row: StepRow
    place: str = ""
    sees: str = ""
    standard: str = ""
    part: str = ""
    notes: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    says: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class ConcernRow:
    """Something in the way, whom it reached, what they answered. `settle_to` is empty where it is not theirs."""

    place: str
    what: str
    words: str
    opened_at: datetime
    reached: str
    answer: str
    answered_by: str
    answered_at: datetime | None
    closed_by: str
    closed_at: datetime | None
    step: str
    step_link: str
    settle_to: str = ""


@dataclass(frozen=True)
class SlipRow:
    place: str
    step: str
    step_link: str
    was_on: date
    new_on: date
    words: str
    by: str
    agree_to: str
    agreed_by: str = ""


@dataclass(frozen=True)
class VersionRow:
    number: int
    says: tuple[str, ...]
    by: str
    made_at: datetime
    signed_by: str = ""


@dataclass(frozen=True)
class LeftOut:
    what: str
    reason: str
    by: str
    on: datetime


@dataclass(frozen=True)
class Standing:
    """How it stands with names under the plan. `since`: what changed after the version that is signed."""

    says: str
    is_good: bool = False
    link: str = ""
    link_says: str = ""
    since: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """A form that was not taken: which one, why, and what was typed into it."""

    at: str = ""
    fault: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanPage:
    company: str
    firm: str
    reader: str
    zone: str
    home: str
    title: str
    headline: str
    sentence: str
    timeline: Timeline
    steps: tuple[PlanStep, ...]
    critical: tuple[str, ...]
    standing: Standing
    slips: tuple[SlipRow, ...]
    concerns: tuple[ConcernRow, ...]
    levels: tuple[Choice, ...]
    level_says: str
    level_to: str
    left_out: tuple[LeftOut, ...]
    versions: tuple[VersionRow, ...]
    owners: tuple[Choice, ...]
    add_to: str
    drawn_with: str
    watch: str
    seen: str
    count_says: str
    pdf: str = ""
    delivery: str = ""
    package: str = ""  # once payment came in
    notice: str = ""
    ask: Ask = Ask()

    @property
    def newest(self) -> VersionRow:
        return self.versions[0]

    @property
    def older(self) -> tuple[VersionRow, ...]:
        return self.versions[3:]


@dataclass(frozen=True)
class VerdictRow:
    says: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Ways:
    """Where each form of a step goes; empty where it is not open to them now."""

    change: str = ""
    day: str = ""
    take: str = ""
    hand_back: str = ""
    finish: str = ""
    reopen: str = ""
    answer: str = ""
    say: str = ""
    concern: str = ""
    photos: str = ""


@dataclass(frozen=True)
class PhotoRow:
    """A photo or file at a step. `picture` and `small` are empty when it is no picture."""

    name: str
    words: str
    by: str
    at: datetime
    get: str
    picture: str
    small: str
    width: int
    height: int


@dataclass(frozen=True)
class StepPage:
    company: str
    firm: str
    reader: str
    zone: str
    home: str
    plan: str
    plan_title: str
    what: str
    letter: str
    side: str
    who: str
    due_on: date | None
    when: str
    state: str
    state_says: str
    sees: str
    standard: str
    part: str
    evidence: tuple[str, ...]
    before: tuple[str, ...]
    moves: str
    question: str
    picture: Line | None
    verdicts: tuple[VerdictRow, ...]
    concerns: tuple[ConcernRow, ...]
    slips: tuple[SlipRow, ...]
    happenings: tuple[Happening, ...]
    ways: Ways
    owners: tuple[Choice, ...]
    owner_says: str
    reached: str  # who of us is told when something is in the way
    seen: int
    is_theirs: bool
    photos: tuple[PhotoRow, ...] = ()
    notice: str = ""
    ask: Ask = Ask()


@dataclass(frozen=True)
class BothTexts:
    """One field that two people wrote: as it stands now, and as the reader typed it."""

    name: str
    label: str
    now: str
    yours: str
    kind: str = "text"  # text, date, choice
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class BothPage:
    """Somebody saved first: both texts, to choose from or to put together. Nothing typed is lost."""

    company: str
    firm: str
    what: str
    changed_by: str
    fields: tuple[BothTexts, ...]
    save_to: str
    seen: int
    back: str
    words: str = ""
