"""Clips on the desk: cut out of a talk, put before the customer, taken back, dropped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from joinery.calls.actions import CannotClip, drop_clip, make_clip
from joinery.calls.models import Clip
from joinery.calls.queries import clips_for, recordings_for
from joinery.rooms.clips import CannotShareClip, share_clip, take_clip_back
from joinery.web.desk.calling.talk_forms import ClipForm
from joinery.web.desk.views.call import find
from joinery.web.desk.views.conversation import show_talk
from joinery.web.ui.visitor import reader


@require_POST
def clips(request: HttpRequest, public_id: str) -> HttpResponse:
    user, call = reader(request), find(request, public_id)
    recordings = recordings_for(user).filter(call=call)
    recording = get_object_or_404(recordings, public_id=request.POST.get("recording", ""))
    form = ClipForm.typed(recording, request.POST)
    if form.is_valid():
        begin, finish = form.places()
        try:
            clip = make_clip(recording, begin, finish, form.cleaned_data["title"], by=user, now=timezone.now())
        except CannotClip as refusal:
            form.add_error("title", str(refusal))
        else:
            return _to(clip)
    return show_talk(request, call, recording, clipping=form, status=422)


@require_POST
def clip_sharing(request: HttpRequest, public_id: str) -> HttpResponse:
    clip = _find(request, public_id)
    try:
        share_clip(clip, by=reader(request), now=timezone.now())
        messages.success(request, "They can hear it in their room now.")
    except CannotShareClip as refusal:
        messages.error(request, str(refusal))
    return _to(clip)


@require_POST
def clip_back(request: HttpRequest, public_id: str) -> HttpResponse:
    clip = _find(request, public_id)
    take_clip_back(clip, by=reader(request), now=timezone.now())
    return _to(clip)


@require_POST
def clip_away(request: HttpRequest, public_id: str) -> HttpResponse:
    clip = _find(request, public_id)
    drop_clip(clip, by=reader(request), now=timezone.now())
    return _to(clip, place="clips")


def _find(request: HttpRequest, public_id: str) -> Clip:
    return get_object_or_404(clips_for(reader(request)), public_id=public_id)


def _to(clip: Clip, place: str = "") -> HttpResponse:
    page = reverse("desk:conversation", args=[clip.recording.call.public_id])
    asked = urlencode({"recording": clip.recording.public_id})
    return redirect(f"{page}?{asked}#{place or f'clip-{clip.public_id}'}")
