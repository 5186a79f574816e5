"""All that a customer may see of a meeting. Like pages.py: a field here is a decision, not a detail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AgendaRow:
    words: str
    by: str


@dataclass(frozen=True)
class AskedDay:
    """Another day for a meeting, as one of theirs asked for it, and what we said."""

    at: datetime
    by: str
    words: str
    says: str
    is_open: bool


@dataclass(frozen=True)
class Meeting:
    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    where: str
    link: str  # where it is held by video
    gain: str
    reason: str
    use_of_answers: str
    people: tuple[str, ...]
    agenda: tuple[AgendaRow, ...]
    add_to: str
    calendar: str
    place: str = ""
    other_day: str = ""  # where another day is asked for
    all_meetings: str = ""
    fault: str = ""
    typed: str = ""
