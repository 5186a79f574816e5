"""All meetings of a room as one guest sees them: those to come, with other days asked for, and those they were at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from joinery.calls.models import Call
from joinery.rooms.case_queries import meetings_of
from joinery.rooms.letters import firm_name
from joinery.rooms.models import Guest
from joinery.rooms.other_days import CannotAskDay
from joinery.web.room.feed import FeedBlock, feed_block
from joinery.web.room.meeting import asked_of, meeting_of
from joinery.web.room.meeting_rows import AskedDay, Meeting


@dataclass(frozen=True)
class MeetingRow:
    meeting: Meeting
    days: tuple[AskedDay, ...]
    earliest: date
    fault: str = ""
    day: str = ""
    hour: str = ""
    words: str = ""


@dataclass(frozen=True)
class MeetingsPage:
    company: str
    firm: str
    home: str
    coming: tuple[MeetingRow, ...]
    past: tuple[Meeting, ...]  # the newest first
    zone: str
    feed: FeedBlock

    def with_fault(self, place: str, fault: str, typed: dict[str, Any]) -> MeetingsPage:
        """What was typed still in the form, and why it was not taken."""
        rows = (replace(row, fault=fault, **typed) if row.meeting.place == place else row for row in self.coming)
        return replace(self, coming=tuple(rows))


def page_of(guest: Guest, zone: str, *, now: datetime) -> MeetingsPage:
    with timezone.override(zone):
        calls = list(meetings_of(guest, now))
        return MeetingsPage(
            company=guest.room.company.name,
            firm=firm_name(),
            home=reverse("room:home", args=[guest.room.public_id]),
            coming=tuple(_row(call, guest, now) for call in calls if not call.held_at),
            past=tuple(meeting_of(call, guest) for call in reversed(calls) if call.held_at),
            zone=zone,
            feed=feed_block(guest, "meetings"),
        )


def _row(call: Call, guest: Guest, now: datetime) -> MeetingRow:
    days = tuple(asked_of(asked) for asked in call.other_days.all())
    hour = f"{timezone.localtime(call.starts_at):%H:%M}"
    return MeetingRow(meeting_of(call, guest), days, timezone.localdate(now), hour=hour)


def moment_typed(day: str, hour: str, zone: str) -> datetime:
    """A day and an hour as the reader's clock shows them."""
    try:
        return datetime.combine(date.fromisoformat(day.strip()), time.fromisoformat(hour.strip()), ZoneInfo(zone))
    except ValueError:
        raise CannotAskDay(_("Choose a day and an hour.")) from None
