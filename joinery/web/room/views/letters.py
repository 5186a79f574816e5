"""The letters a guest gets: how often, at what hour, or none. One click in a letter ends them, by POST only."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from joinery.rooms.letters import firm_name
from joinery.rooms.models import Room
from joinery.rooms.wishes import CannotWish, choose_language, guest_to_stop, stop_letters, wish_letters
from joinery.web.room.entry import GuestRequest, anybody, guests_only, shown, told
from joinery.web.room.pages import StopPage
from joinery.web.room.wished import letters_page


@require_http_methods(["GET", "HEAD", "POST"])
@guests_only
def letters(request: GuestRequest) -> HttpResponse:
    if request.method != "POST":
        page = letters_page(request.guest, is_kept="kept" in request.GET)
        return shown(request, "room/letters.html", page, zone=request.guest.person.zone)
    said = request.POST
    try:
        wish_letters(
            request.guest,
            said.get("often", ""),
            now=timezone.now(),
            hour=_number(said.get("hour", "")),
            weekday=_number(said.get("weekday", "0")),
            zone=said.get("zone", "").strip(),
        )
        choose_language(request.guest, said.get("language", request.guest.person.language), now=timezone.now())
    except CannotWish as reason:
        page = letters_page(request.guest, fault=told(reason), typed=said.dict())
        return shown(request, "room/letters.html", page, zone=request.guest.person.zone, status=422)
    return redirect(reverse("room:letters", args=[request.room.public_id]) + "?kept=1")


@csrf_exempt  # a mail program sends it for the reader, without a cookie; the address is signed, and does only this
@require_http_methods(["GET", "HEAD", "POST"])
@anybody
def stop(request: HttpRequest, room: Room, token: str) -> HttpResponse:
    guest = guest_to_stop(room, token)
    if guest is None:
        raise Http404
    if request.method == "POST":
        stop_letters(guest, now=timezone.now())
    home = reverse("room:home", args=[room.public_id])
    is_over = request.method == "POST"
    return shown(request, "room/letters_stop.html", StopPage(room.company.name, firm_name(), home, is_over))


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else -1
