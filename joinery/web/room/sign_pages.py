"""All that the pages of a signature may show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class SheetStep:
    """A step as it is written in the version that is signed."""

    number: int
    title: str
    who: str
    due_on: date | None
    sees: str
    standard: str
    part: str
    question: str
    is_theirs: bool


@dataclass(frozen=True)
class Sheet:
    """What is signed: from the version's own words, and nothing from the rows that may have moved since."""

    number: int
    title: str
    target_on: date
    level_says: str
    steps: tuple[SheetStep, ...]
    made_at: datetime
    by: str
    commitment: str

    @property
    def fingerprint(self) -> str:
        """In groups of four, to be read out on the telephone."""
        return grouped(self.commitment[:32])


@dataclass(frozen=True)
class SignPage:
    company: str
    firm: str
    reader: str
    zone: str
    home: str
    plan: str
    sheet: Sheet
    text: str
    mailbox: str
    sign_to: str
    code_to: str
    can_sign: bool
    why_not: str = ""
    has_code: bool = False
    typed_name: str = ""
    fault: str = ""
    fault_at: str = ""
    changes: tuple[str, ...] = ()
    demo_code: str = ""


@dataclass(frozen=True)
class Name:
    """One name under the plan."""

    typed: str
    who: str
    side: str
    text: str
    at: datetime
    proof: str


@dataclass(frozen=True)
class SealPage:
    company: str
    firm: str
    reader: str
    zone: str
    home: str
    plan: str
    title: str
    number: int
    names: tuple[Name, ...]
    missing: tuple[str, ...]
    is_newest: bool
    fingerprint: str
    seal: str
    sheet: Sheet
    older: tuple[tuple[int, str], ...]
    pdf: str = ""


def grouped(words: str) -> str:
    return " ".join(words[place : place + 4] for place in range(0, len(words), 4))
