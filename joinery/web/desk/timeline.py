"""The timeline of a customer: deeds as sentences, to be narrowed by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from joinery.firm.models import Deed
from joinery.web.desk.saying import local_day, near_day

KINDS: dict[str, tuple[str, Q]] = {
    "calls": ("Calls", Q(about__in=["call", "plan", "debrief", "recording", "voice", "consent", "agendaitem"])),
    "promises": ("Promises", Q(about="promise")),
    "knowledge": ("What we know", Q(about__in=["belief", "yellowlight", "proposal", "verdict"])),
    "room": ("Their room", Q(by_kind="guest") | Q(about__in=["room", "guest", "heardline", "heardanswer"])),
    "notes": ("Notes", Q(about="companynote")),
    "records": ("Records", Q(about__in=["company", "person", "opportunity"])),
}
PLACES = {
    "call": "/calls/",
    "person": "/people/",
    "opportunity": "/opportunities/",
    "promise": "/promises/",
    "yellowlight": "/lights/",
    "belief": "/beliefs/",
}


@dataclass(frozen=True)
class Happening:
    day: str
    at: datetime
    by: str
    says: str
    href: str


def narrowed(deeds: QuerySet[Deed], kind: str) -> QuerySet[Deed]:
    return deeds.filter(KINDS[kind][1]) if kind in KINDS else deeds


def happenings(deeds: Iterable[Deed], today: date) -> list[Happening]:
    """The day stands only where it changes."""
    shown: list[Happening] = []
    before = None
    for deed in deeds:
        on = local_day(deed.at)
        place = PLACES.get(deed.about)
        shown.append(
            Happening(
                day=near_day(on, today) if on != before else "",
                at=deed.at,
                by=deed.by_name,
                says=deed.says,
                href=f"{place}{deed.about_id}/" if place else "",
            )
        )
        before = on
    return shown
