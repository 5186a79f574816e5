"""Meetings: all of them, another day asked for, a line for an agenda, a leaf for a calendar."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.rooms.actions import CannotAdd, add_guest_agenda_item
from joinery.rooms.letters import firm_name
from joinery.rooms.other_days import CannotAskDay, ask_other_day
from joinery.rooms.queries import meetings_for
from joinery.web.room.all_meetings import moment_typed, page_of
from joinery.web.room.entry import GuestRequest, guests_only, shown, told, zone_named
from joinery.web.room.meeting import calendar_of, meeting_of
from joinery.web.room.views.home import page_for, show_home


@require_POST
@guests_only
def agenda(request: GuestRequest, call_id: str) -> HttpResponse:
    now, words = timezone.now(), request.POST.get("words", "")[:4000]
    call = get_object_or_404(meetings_for(request.guest, now), public_id=call_id)
    try:
        add_guest_agenda_item(call, request.guest, words, now=now)
    except CannotAdd as reason:
        return show_home(request, page_for(request.guest).with_meeting_fault(told(reason), words), status=422)
    return redirect(reverse("room:home", args=[request.room.public_id]) + "#meeting")


@require_safe
@guests_only
def calendar(request: GuestRequest, call_id: str) -> HttpResponse:
    now = timezone.now()
    call = get_object_or_404(meetings_for(request.guest, now), public_id=call_id)
    leaf = calendar_of(call, meeting_of(call, request.guest), request.guest, firm=firm_name(), now=now)
    answer = HttpResponse(leaf, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return answer


@require_safe
@guests_only
def meetings(request: GuestRequest) -> HttpResponse:
    zone = zone_named(request.guest.person.zone).key
    return shown(request, "room/meetings.html", page_of(request.guest, zone, now=timezone.now()), zone=zone)


@require_POST
@guests_only
def other_day(request: GuestRequest, call_id: str) -> HttpResponse:
    now, zone = timezone.now(), zone_named(request.guest.person.zone).key
    call = get_object_or_404(meetings_for(request.guest, now), public_id=call_id)
    typed = {name: request.POST.get(name, "")[:1000] for name in ("day", "hour", "words")}
    try:
        ask_other_day(call, request.guest, moment_typed(typed["day"], typed["hour"], zone), typed["words"], now=now)
    except CannotAskDay as reason:
        page = page_of(request.guest, zone, now=now).with_fault(f"meeting-{call_id}", told(reason), typed)
        return shown(request, "room/meetings.html", page, zone=zone, status=422)
    return redirect(reverse("room:meetings", args=[request.room.public_id]) + f"#meeting-{call_id}")
