"""The timeline of a customer: deeds as sentences, to be narrowed by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

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


MANY = {"believe": "noted {number} lines that we know", "make_promise": "noted {number} promises"}


@dataclass(frozen=True)
class Happening:
    day: str
    at: datetime
    by: str
    says: str
    href: str
    more: list[str]  # the single deeds, where several of one kind stand in one line


def narrowed(deeds: QuerySet[Deed], kind: str) -> QuerySet[Deed]:
    return deeds.filter(KINDS[kind][1]) if kind in KINDS else deeds


def happenings(deeds: Iterable[Deed], today: date) -> list[Happening]:
    """The day stands only where it changes; a debrief's dozen of lines is one line that opens."""
    shown: list[Happening] = []
    before = None
    for (on, by, verb), group in groupby(deeds, lambda deed: (local_day(deed.at), deed.by_name, deed.verb)):
        same = list(group)
        if verb in MANY and len(same) > 2:
            says = MANY[verb].format(number=len(same))
            more = [deed.says.partition(": ")[2] for deed in same]
            rows = [Happening("", same[0].at, by, says, "", more)]
        else:
            rows = [Happening("", deed.at, by, deed.says, _place(deed), []) for deed in same]
        if on != before:
            rows[0] = replace(rows[0], day=near_day(on, today))
        before = on
        shown += rows
    return shown


def _place(deed: Deed) -> str:
    place = PLACES.get(deed.about)
    return f"{place}{deed.about_id}/" if place else ""
