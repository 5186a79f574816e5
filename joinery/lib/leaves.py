"""Entries for other people's calendars, as every calendar program reads them (RFC 5545). One place writes them all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event


def entry(
    uid: str,
    starts: datetime | date,
    ends: datetime | None,
    summary: str,
    description: str,
    *,
    now: datetime,
    place: str = "",
) -> Event:
    """From one moment to another; or a whole day, which keeps nobody from anything else."""
    from icalendar import Event  # loading it takes longer than most pages

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now.astimezone(UTC))
    if isinstance(starts, datetime):
        event.add("dtstart", starts.astimezone(UTC))
        event.add("dtend", (ends or starts).astimezone(UTC))
    else:
        event.add("dtstart", starts)
        event.add("dtend", starts + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("summary", summary)
    event.add("description", description)
    if place:
        event.add("location", place)
    return event


def leaf(events: Iterable[Event], *, maker: str, method: str = "PUBLISH", name: str = "") -> bytes:
    """`name`: of a calendar that is kept and asked for again, a few times a day."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Joinery//{maker}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", timedelta(hours=6))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())
