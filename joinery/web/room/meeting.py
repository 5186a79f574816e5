"""The next meeting: its page in the room, and its leaf for the reader's own calendar."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from joinery.calls.models import Call, Plan
from joinery.lib.leaves import entry, leaf
from joinery.rooms.letters import one_line, room_address
from joinery.rooms.models import Guest, OtherDay
from joinery.web.room.meeting_rows import AgendaRow, AskedDay, Meeting

if TYPE_CHECKING:
    from icalendar import Event


def meeting_of(call: Call, guest: Guest) -> Meeting:
    plan: Plan | None = getattr(call, "plan", None)
    link = call.place if call.place.startswith(("https://", "http://")) else ""
    return Meeting(
        title=call.title,
        kind=gettext(call.get_kind_display()),
        starts_at=call.starts_at,
        ends_at=call.ends_at,
        zone=f"{timezone.localtime(call.starts_at):%Z}",
        where="" if link else call.place,
        link=link,
        gain=plan.benefit if plan else "",
        reason=plan.reason_to_meet if plan else "",
        use_of_answers=plan.use_of_answers if plan else "",
        people=tuple(there.name for there in call.attendances.all()) or (call.owner.name,),
        agenda=tuple(
            AgendaRow(item.words, (item.person or item.user or call.owner).first_name) for item in call.agenda.all()
        ),
        add_to=reverse("room:agenda", args=[guest.room.public_id, call.public_id]),
        calendar=reverse("room:calendar", args=[guest.room.public_id, call.public_id]),
        place=f"meeting-{call.public_id}",
        other_day=reverse("room:other_day", args=[guest.room.public_id, call.public_id]),
        all_meetings=reverse("room:meetings", args=[guest.room.public_id]),
    )


def asked_of(asked: OtherDay) -> AskedDay:
    if asked.decided_at is None:
        says = gettext("We have not answered yet.")
    else:
        by = asked.decided_by.first_name if asked.decided_by else gettext("We")
        says = (
            gettext("{by} said yes: we meet on this day.")
            if asked.was_taken
            else gettext("Not possible, {by} says: {answer}")
        )
        says = says.format(by=by, answer=asked.answer)
    return AskedDay(asked.starts_at, asked.guest.name, asked.words, says, is_open=asked.decided_at is None)


def calendar_of(call: Call, meeting: Meeting, guest: Guest, *, firm: str, now: datetime) -> bytes:
    return leaf([entry_of(call, meeting, guest, firm=firm, now=now)], maker="Room")


def entry_of(call: Call, meeting: Meeting, guest: Guest, *, firm: str, now: datetime) -> Event:
    """Built from the same page object as the room's own words for the meeting."""
    agenda = [f"- {row.words}" for row in meeting.agenda]
    return entry(
        f"{call.public_id}@{urlsplit(settings.BASE_URL).hostname}",
        meeting.starts_at,
        meeting.ends_at,
        one_line(gettext("{title}, with {firm}").format(title=meeting.title, firm=firm)),
        "\n".join(filter(None, [meeting.gain, *agenda, room_address(guest.room)])),
        now=now,
        place=one_line(meeting.link or meeting.where),
    )
