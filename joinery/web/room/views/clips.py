"""Pieces of our talks: read and heard. What was taken back, or is no longer agreed to, is nothing at all."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from joinery.calls.audio_files import copy_of
from joinery.calls.models import Clip
from joinery.rooms.clips import clip_for, sound_for
from joinery.speech.copying import MEDIA_TYPE
from joinery.speech.cutting import cut
from joinery.web.room.clips import clip_page
from joinery.web.room.entry import GuestRequest, guests_only, shown, zone_named
from joinery.web.ui.ranges import sound_in_memory


@require_safe
@guests_only
def clip(request: GuestRequest, clip_id: str) -> HttpResponse:
    zone = zone_named(request.guest.person.zone).key
    return shown(request, "room/clip.html", clip_page(_find(request, clip_id), request.guest, zone), zone=zone)


@require_safe
@guests_only
def clip_sound(request: GuestRequest, clip_id: str) -> HttpResponseBase:
    """Only the stretch itself ever leaves the house, cut anew each time."""
    found = _find(request, clip_id)
    audio = sound_for(found)
    if audio is None or found.start is None or found.end is None:
        raise Http404
    try:
        content = cut(copy_of(audio.public_id), found.start, found.end)
    except (ImportError, OSError, ValueError):  # what plays sound is not installed here, or the file is broken
        raise Http404 from None
    return sound_in_memory(request, content, MEDIA_TYPE, f"clip-{found.public_id}.ogg")


def _find(request: GuestRequest, clip_id: str) -> Clip:
    if (found := clip_for(request.guest, clip_id)) is None:
        raise Http404
    return found
