"""The next meeting: a line for its agenda, and its leaf for a calendar."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.rooms.actions import CannotAdd, add_guest_agenda_item
from joinery.rooms.letters import firm_name
from joinery.rooms.queries import meetings_for
from joinery.web.room.entry import GuestRequest, guests_only, told
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
