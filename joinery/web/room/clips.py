"""Pieces of our talks as the guests of a room see and hear them. Like pages.py: a field here is a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from joinery.calls.models import Clip
from joinery.lib.tongues import numbers
from joinery.rooms.clips import clips_for, sound_for
from joinery.rooms.letters import firm_name
from joinery.rooms.models import Guest


@dataclass(frozen=True)
class ClipLink:
    title: str
    at: str
    talk: str
    held_on: datetime
    length: str


@dataclass(frozen=True)
class ClipLine:
    who: str
    says: str
    is_ours: bool


@dataclass(frozen=True)
class ClipPage:
    company: str
    firm: str
    home: str
    zone: str
    title: str
    talk: str  # the call it is from, by the name that the customer knows
    held_on: datetime
    shared_by: str
    shared_at: datetime | None
    length: str
    sound: str  # where it is heard; "" where there is nothing to hear
    lines: tuple[ClipLine, ...]


def clip_links(guest: Guest) -> tuple[ClipLink, ...]:
    return tuple(
        ClipLink(
            clip.title,
            reverse("room:clip", args=[guest.room.public_id, clip.public_id]),
            clip.recording.call.title,
            _held(clip),
            length_of(clip),
        )
        for clip in clips_for(guest)
    )


def clip_page(clip: Clip, guest: Guest, zone: str) -> ClipPage:
    room = guest.room
    return ClipPage(
        company=room.company.name,
        firm=firm_name(),
        home=reverse("room:home", args=[room.public_id]),
        zone=zone,
        title=clip.title,
        talk=clip.recording.call.title,
        held_on=_held(clip),
        shared_by=clip.shared_by.name if clip.shared_by else "",
        shared_at=clip.shared_at,
        length=length_of(clip),
        sound=reverse("room:clip_sound", args=[room.public_id, clip.public_id]) if sound_for(clip) else "",
        lines=tuple(ClipLine(each["who"], each["says"], each["ours"]) for each in clip.lines if "says" in each),
    )


def length_of(clip: Clip) -> str:
    if not clip.seconds:
        return ""
    if clip.seconds < 90:
        seconds = max(round(clip.seconds), 1)
        return ngettext("{count} second", "{count} seconds", seconds).format(**numbers(seconds))
    return _("{minutes} minutes").format(minutes=round(clip.seconds / 60))


def _held(clip: Clip) -> datetime:
    call = clip.recording.call
    return call.held_at or call.starts_at
