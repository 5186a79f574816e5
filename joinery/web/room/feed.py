"""What a guest's own calendar fetches from the room: the meetings they read of there, and their steps with a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from joinery.blueprints.models import Blueprint, Side, Step
from joinery.blueprints.queries import strips_in_room
from joinery.blueprints.said import sees_of, title_of
from joinery.lib.leaves import entry, leaf
from joinery.lib.plain_text import one_line
from joinery.rooms.case_queries import meetings_of
from joinery.rooms.feeds import feed_address
from joinery.rooms.models import Guest
from joinery.web.room.meeting import entry_of, meeting_of

if TYPE_CHECKING:
    from icalendar import Event

OVER = (Step.State.DONE, Step.State.LEFT_OUT)


@dataclass(frozen=True)
class FeedBlock:
    """Where the address is offered."""

    address: str  # "" while there is none
    subscribe: str  # the same for a program that takes a calendar by a click
    say_to: str
    back: str  # the page that it stands on


@dataclass(frozen=True)
class StepEntry:
    """All of a step that leaves the room with the calendar."""

    uid: str
    on: date
    says: str
    words: str


def feed_block(guest: Guest, back: str) -> FeedBlock:
    address = feed_address(guest)
    say_to = reverse("room:feed", args=[guest.room.public_id])
    return FeedBlock(address, address.replace(urlsplit(address).scheme, "webcal", 1) if address else "", say_to, back)


def feed_of(guest: Guest, firm: str, *, now: datetime) -> bytes:
    company = guest.room.company.name
    name = one_line(_("{company} and {firm}").format(company=company, firm=firm))
    meetings = [entry_of(call, meeting_of(call, guest), guest, firm=firm, now=now) for call in meetings_of(guest, now)]
    steps = [_drawn(step, now) for plan in strips_in_room(guest) for step in _steps_of(plan, guest)]
    return leaf([*meetings, *steps], maker="Room", name=name)


def _steps_of(blueprint: Blueprint, guest: Guest) -> Iterator[StepEntry]:
    """Theirs, and those of their side that nobody in particular does."""
    for step in blueprint.steps.all():
        is_mine = step.side == Side.THEIRS and step.owner_person_id in (None, guest.person_id)
        if is_mine and step.due_on and step.state not in OVER and not step.is_start:
            place = reverse("room:step", args=[guest.room.public_id, step.public_id])
            yield StepEntry(
                f"{step.public_id}@{urlsplit(settings.BASE_URL).hostname}",
                step.due_on,
                one_line(_("Your step: {title}").format(title=title_of(step))),
                "\n".join(filter(None, [sees_of(step), f"{settings.BASE_URL}{place}"])),
            )


def _drawn(step: StepEntry, now: datetime) -> Event:
    return entry(step.uid, step.on, None, step.says, step.words, now=now)
