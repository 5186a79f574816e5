"""What happened in the room, newest first. Both sides read the same; it is put together from rows that both see anyway.

An open list of sources: a room further up adds its own with add_source. All are asked at once, each for no more rows
than a page holds, so that a room of many years opens as fast as a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet
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
        for place in {place for place, _ in shown}
        for row in SOURCES[place].rows(guest).filter(public_id__in=[one for where, one in shown if where == place])
    }
    kept = [(SOURCES[each[0]], rows[each]) for each in shown if each in rows]
    told = tuple(Happening(getattr(row, source.at), *source.says(row)) for source, row in kept)
    return told, _mark(*kept[-1]) if kept and len(found) > limit else ""


def _found(guest: Guest, limit: int, before: str) -> list[tuple[int, str]]:
    """The newest of all sources in one question, as places of sources and public ids; which rows they are is asked only
    of the sources that are in it. Of things in the same moment the earlier source comes first. Django would put the
    same union together, and take most of a page's time to do it."""
    parts, values = list[str](), list[Any]()
    rows = {ask: ask(guest) for ask in {source.rows for source in SOURCES}}
    for place, source in enumerate(SOURCES):
        try:
            asked, of_part = _newest(rows[source.rows], place, limit, before).query.sql_with_params()
        except EmptyResultSet:  # nothing of this kind can be in the room
            continue
        parts.append(f"SELECT happened, {place} AS source, public_id FROM ({asked}) AS part")  # noqa: S608
        values += of_part
    if not parts:
        return []
    every = " UNION ALL ".join(parts)
    newest = f"SELECT source, public_id FROM ({every}) AS every ORDER BY happened DESC, source, public_id DESC LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(newest, [*values, limit])
        return [(int(place), str(public_id)) for place, public_id in cursor.fetchall()]


def _newest(rows: QuerySet[Any], place: int, limit: int, before: str) -> QuerySet[Any, Any]:
    source = SOURCES[place]
    told = rows.filter(_before(source, place, before)).annotate(happened=F(source.at))
    newest: QuerySet[Any, Any] = told.order_by("-happened", "-public_id").values_list("happened", "public_id")
    return newest[:limit]


def _mark(source: Source, row: Any) -> str:
    return f"{getattr(row, source.at).isoformat()}~{source.name}~{row.public_id}"


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
