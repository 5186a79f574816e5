"""Clips in a room: put before the customer when everybody who is heard in it agreed, and only as long as they do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet

from joinery.calls.clips import missing_in
from joinery.calls.consents import consents_of
from joinery.calls.listening import audio_to_play
from joinery.calls.models import Audio, Clip
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.rooms.models import Guest, Room


class CannotShareClip(Exception):
    """Somebody who is heard in it has not agreed, or there is no room to put it in."""


@transaction.atomic
def share_clip(clip: Clip, *, by: User, now: datetime) -> Clip:
    """Twice is once."""
    clip = Clip.objects.select_for_update(of=("self",)).select_related("recording__call__company").get(pk=clip.pk)
    company = clip.recording.call.company
    if not Room.objects.filter(company=company, closed_at__isnull=True).exists():
        raise CannotShareClip("Open the room first.")
    if missing := missing_in(clip):
        raise CannotShareClip(f"Not yet: {_all(missing)} {'has' if len(missing) == 1 else 'have'} not agreed to it.")
    if clip.shared_at is None:
        clip.shared_at, clip.shared_by = now, by
        clip.save(update_fields=["shared_at", "shared_by"])
        says = f"put a clip before them: {clip.title}"
        note_deed("share_clip", clip, by=by, now=now, company_id=company.pk, says=says)
    return clip


@transaction.atomic
def take_clip_back(clip: Clip, *, by: User, now: datetime) -> None:
    """Gone from the room at once; it stays with us."""
    if not Clip.objects.filter(pk=clip.pk, shared_at__isnull=False).update(shared_at=None, shared_by=None):
        return
    company_id = clip.recording.call.company_id
    note_deed("take_clip_back", clip, by=by, now=now, company_id=company_id, says=f"took back the clip: {clip.title}")


def clips_shown(guest: Guest) -> QuerySet[Clip]:
    """The same as rows, for what happened in the room."""
    return Clip.objects.filter(pk__in=[clip.pk for clip in clips_for(guest)]).select_related("shared_by")


def clips_for(guest: Guest) -> list[Clip]:
    """Those that a guest may hear now, the newest first. Who agreed is asked anew with each request, and once in it:
    the page and what happened lately stand on the same answer."""
    if not hasattr(guest, "clips_now"):
        guest.clips_now = _shown_now(guest)  # type: ignore[attr-defined]
    found: list[Clip] = guest.clips_now  # type: ignore[attr-defined]
    return found


def _shown_now(guest: Guest) -> list[Clip]:
    shared = Clip.objects.filter(recording__call__company=guest.room.company_id, shared_at__isnull=False)
    shared = shared.select_related("recording__call", "shared_by").defer("recording__original")
    rows = sorted(shared, key=lambda clip: clip.recording_id)
    open_ones = [clip for _, some in groupby(rows, key=lambda clip: clip.recording_id) for clip in _agreed(list(some))]
    return sorted(open_ones, key=lambda clip: (clip.shared_at, clip.pk), reverse=True)


def clip_for(guest: Guest, public_id: str) -> Clip | None:
    return next((clip for clip in clips_for(guest) if clip.public_id == public_id), None)


def sound_for(clip: Clip) -> Audio | None:
    """The recording that its sound is cut from; None where it has no sound, or it may not be played now."""
    return audio_to_play(clip.recording) if clip.seconds else None


def _agreed(clips: list[Clip]) -> Iterable[Clip]:
    consents = consents_of(clips[0].recording)
    return [clip for clip in clips if not missing_in(clip, consents)]


def _all(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
