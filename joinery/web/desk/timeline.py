"""The timeline of a customer: deeds as sentences, to be narrowed by kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q, QuerySet

from joinery.firm.models import Deed
from joinery.web.desk.saying import in_words, local_day, near_day

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


MANY = {
    "believe": "noted {number} lines that we know",
    "make_promise": "noted {number} promises",
    "notice_light": "saw {number} yellow lights",
    "note_consent": "noted that {number} people agreed to be recorded",
    "add_agenda_item": "put {number} things on the agenda",
    "add_decision_person": "noted {number} people who decide",
    "publish_line": "put {number} lines before them",
}
NAMED = re.compile(r"^(?:noted that (.+) agreed to be recorded|noted (.+ as .+)|.*?: (.+))$", re.S)
# What a verdict made of a proposal stands in the history by itself.
VERDICTS = ("accept_proposal", "drop_proposal")


@dataclass(frozen=True)
class Happening:
    day: str
    at: datetime
    by: str
    says: str
    href: str
    more: list[str]  # the single deeds, where several of one kind stand in one line


def narrowed(deeds: QuerySet[Deed], kind: str) -> QuerySet[Deed]:
    return deeds.filter(KINDS[kind][1]) if kind in KINDS else deeds.exclude(verb__in=VERDICTS)


def happenings(deeds: Iterable[Deed], today: date) -> list[Happening]:
    """The day stands only where it changes; a debrief's dozen of lines is one line that opens."""
    shown: list[Happening] = []
    before = None
    for (on, by), group in groupby(deeds, lambda deed: (local_day(deed.at), deed.by_name)):
        rows = _of_one(list(group), by)
        if on != before:
            rows[0] = replace(rows[0], day=near_day(on, today))
        before = on
        shown += rows
    return shown


def _of_one(deeds: list[Deed], by: str) -> list[Happening]:
    """One person's deeds of a day; several of one kind stand where the latest of them stood."""
    rows, folded = [], set()
    for deed in deeds:
        same = [each for each in deeds if each.verb == deed.verb] if deed.verb in MANY else []
        if len(same) < 3:
            rows.append(Happening("", deed.at, by, deed.says, _place(deed), []))
        elif deed.verb not in folded:
            folded.add(deed.verb)
            says = MANY[deed.verb].format(number=in_words(len(same)))
            rows.append(Happening("", deed.at, by, says, "", [_named(each.says) for each in same]))
    return rows


def _named(says: str) -> str:
    found = NAMED.match(says)
    return next(filter(None, found.groups())) if found else says


def _place(deed: Deed) -> str:
    place = PLACES.get(deed.about)
    return f"{place}{deed.about_id}/" if place else ""
