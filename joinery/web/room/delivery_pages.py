"""All that the customer's pages from payment to handover may show. A field here is a decision, not a detail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from joinery.web.room.plan_pages import Ask, Choice, PhotoRow


@dataclass(frozen=True)
class ReadyRow:
    """One thing that must be so. `show_to` is empty where it is not theirs to show."""

    place: str
    what: str
    kind: str  # photo, measure, file, words
    who: str
    shown: str
    by: str
    done_at: datetime | None
    photos: tuple[PhotoRow, ...]
    seen: int
    show_to: str = ""


@dataclass(frozen=True)
class SeatRow:
    place: str
    role: str
    who: str  # "" when nobody is named yet
    side: str
    was_there: bool | None
    people: tuple[Choice, ...] = ()
    name_to: str = ""


@dataclass(frozen=True)
class StepBlock:
    what: str
    link: str
    due_on: date | None
    ready: tuple[ReadyRow, ...]
    seats: tuple[SeatRow, ...]


@dataclass(frozen=True)
class OrderRow:
    """`state`: ahead, waits (for their look), right, wrong, mended. `confirm_to` is empty when nothing is asked."""

    place: str
    what: str
    quantity: int
    delivered: int
    delivered_on: date | None
    state: str
    words: str
    by: str
    at: datetime | None
    confirm_to: str = ""


@dataclass(frozen=True)
class ExtraRow:
    place: str
    what: str
    given_at: datetime
    by: str
    was_useful: bool | None
    useful_to: str


@dataclass(frozen=True)
class DeliveryPage:
    company: str
    firm: str
    zone: str
    home: str
    plan: str
    people: str
    package: str
    title: str
    headline: str
    sentence: str
    steps: tuple[StepBlock, ...]
    lines: tuple[OrderRow, ...]
    extras: tuple[ExtraRow, ...]
    limit: int  # MB of a file
    ask: Ask = Ask()


@dataclass(frozen=True)
class NameRow:
    name: str
    title: str
    phone: str
    email: str


@dataclass(frozen=True)
class PackageItem:
    what: str
    words: str
    names: tuple[NameRow, ...] = ()
    dates: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class PackagePage:
    company: str
    firm: str
    zone: str
    home: str
    plan: str
    delivery: str
    pdf: str
    title: str
    items: tuple[PackageItem, ...]
    made_at: datetime
    opened_by: str
    opened_at: datetime | None
    open_to: str
