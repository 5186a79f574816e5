"""What happened in the room, newest first. Both sides read the same; it is put together from rows that both see anyway.

An open list of sources: a room further up adds its own with add_source. All are asked at once, each for no more rows
than a page holds, so that a room of many years opens as fast as a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.utils.dateparse import parse_datetime

from joinery.rooms.models import Guest
from joinery.web.room.pages import Happening


@dataclass(frozen=True)
class Source:
    """Rows with a public id, the field that says when, and who did what in words."""

    name: str
    rows: Callable[[Guest], QuerySet[Any]]
    at: str
    says: Callable[[Any], tuple[str, str]]


@dataclass(frozen=True)
class Found:
    at: datetime
    place: int  # of its source: of things in the same moment the earlier source comes first
    public_id: str


SOURCES: list[Source] = []


def add_source(source: Source) -> None:
    """Under a name that is there already it takes that one's place."""
    SOURCES[:] = [known for known in SOURCES if known.name != source.name] + [source]


def happenings_of(guest: Guest, limit: int, before: str = "") -> tuple[tuple[Happening, ...], str]:
    """A page of what happened before that mark, and the mark of the next page; "" when there is none."""
    found = _found(guest, limit + 1, before)
    shown = found[:limit]
    rows = {
        (place, row.public_id): row
        for place in {each.place for each in shown}
        for row in SOURCES[place].rows(guest).filter(public_id__in=[e.public_id for e in shown if e.place == place])
    }
    kept = [(each, rows.get((each.place, each.public_id))) for each in shown]
    happened = tuple(Happening(each.at, *SOURCES[each.place].says(row)) for each, row in kept if row)
    return happened, _mark(shown[-1]) if len(found) > limit else ""


def _found(guest: Guest, limit: int, before: str) -> list[Found]:
    """The newest of all sources in one question; which rows they are is asked only of the sources that are in it."""
    parts = [_newest(guest, place, limit, before) for place in range(len(SOURCES))]
    newest = parts[0].union(*parts[1:], all=True).order_by("-happened", "source", "-public_id")[:limit]
    return [Found(*each) for each in newest]


def _newest(guest: Guest, place: int, limit: int, before: str) -> QuerySet[Any, Any]:
    """SQLite takes no limit inside of a union, but in a question inside of a part of it."""
    source = SOURCES[place]
    rows = source.rows(guest).prefetch_related(None)
    newest = rows.filter(_before(source, place, before)).order_by(f"-{source.at}", "-public_id")[:limit]
    marked = rows.filter(pk__in=newest.values("pk")).order_by()
    told: QuerySet[Any, Any] = marked.annotate(happened=F(source.at), source=Value(place))
    return told.values_list("happened", "source", "public_id")


def _mark(last: Found) -> str:
    return f"{last.at.isoformat()}~{SOURCES[last.place].name}~{last.public_id}"


def _before(source: Source, place: int, mark: str) -> Q:
    """Exactly what was not shown yet, also among things of the same moment. A mark that is none is the first page."""
    said, name, public_id = (mark.split("~") + ["", "", ""])[:3]
    marked = next((number for number, known in enumerate(SOURCES) if known.name == name), None)
    try:
        at = parse_datetime(said)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or marked is None:
        return Q((f"{source.at}__isnull", False))
    earlier = Q((f"{source.at}__lt", at))
    if place > marked:
        return earlier | Q((source.at, at))
    return earlier | Q((source.at, at), ("public_id__lt", public_id)) if place == marked else earlier
