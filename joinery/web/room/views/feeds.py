"""A guest's own calendar address: made, made anew, ended; and what a calendar program is answered there."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.lib.tongues import read_in
from joinery.rooms.feeds import end_feed, guest_of_feed, make_feed
from joinery.rooms.letters import firm_name
from joinery.rooms.models import Room
from joinery.web.room.entry import GuestRequest, anybody, guests_only, zone_named
from joinery.web.room.feed import feed_of

PAGES = ("meetings", "letters")


@require_POST
@guests_only
def feed(request: GuestRequest) -> HttpResponse:
    now = timezone.now()
    if "end" in request.POST:
        end_feed(request.guest, now=now)
    else:
        make_feed(request.guest, now=now)
    back = request.POST.get("back", "")
    return redirect(reverse(f"room:{back if back in PAGES else PAGES[0]}", args=[request.room.public_id]) + "#feed")


@require_safe
@anybody
def leaves(request: HttpRequest, room: Room, token: str) -> HttpResponse:
    """For a program without a cookie: who knows the address is the guest, and can only read days."""
    guest = guest_of_feed(room, token)
    if guest is None:
        raise Http404
    with read_in(guest.person.language), timezone.override(zone_named(guest.person.zone)):
        answer = HttpResponse(feed_of(guest, firm_name(), now=timezone.now()))
    answer["Content-Type"] = "text/calendar; charset=utf-8"
    answer["Content-Disposition"] = 'inline; filename="room.ics"'
    return answer
