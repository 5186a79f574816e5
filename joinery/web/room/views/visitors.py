"""Readers by the link and those who knock: nothing is proven, so nothing is confirmed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from joinery.rooms.actions import CannotAnswer
from joinery.rooms.entering import CannotKnock, come_in_by_name, knock, say_as_visitor, visitor_with
from joinery.rooms.letters import firm_name
from joinery.rooms.models import Room
from joinery.rooms.queries import shown_lines
from joinery.web.room.entry import VISITOR, anybody, keep_visitor, shown, told, unhurried, visitor_of, zone_named
from joinery.web.room.reading import reading_of
from joinery.web.room.views.door import door_of


@dataclass(frozen=True)
class KnockPage:
    company: str
    firm: str
    knock_to: str
    door: str
    has_knocked: bool = False
    fault: str = ""
    name: str = ""
    address: str = ""
    words: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@unhurried
@anybody
def knocking(request: HttpRequest, room: Room) -> HttpResponse:
    """Whoever knocks reads the same, and waits as long."""
    at = [room.public_id]
    page = KnockPage(room.company.name, firm_name(), reverse("room:knock", args=at), reverse("room:door", args=at))
    if request.method != "POST":
        return shown(request, "room/knock.html", page)
    typed = {part: request.POST.get(part, "")[:300] for part in ("name", "address", "words")}
    try:
        knock(room, typed["name"], typed["address"], typed["words"], now=timezone.now())
    except CannotKnock as reason:
        said = replace(page, fault=told(reason), name=typed["name"], address=typed["address"], words=typed["words"])
        return shown(request, "room/knock.html", said, status=422)
    return shown(request, "room/knock.html", replace(page, has_knocked=True))


@require_POST
@anybody
def named(request: HttpRequest, room: Room) -> HttpResponse:
    """A name, and the page is open to read."""
    try:
        secret = come_in_by_name(room, request.POST.get("name", ""), now=timezone.now())
    except CannotKnock as reason:
        return shown(request, "room/door.html", door_of(room, fault=told(reason)), status=422)
    answer = redirect("room:home", room.public_id)
    keep_visitor(answer, room, secret)
    return answer


@require_POST
@unhurried
@anybody
def word(request: HttpRequest, room: Room, line_id: str) -> HttpResponse:
    """What a reader says to a line; to say it they give a name."""
    if not room.is_open_to_readers:
        raise Http404
    line, place = get_object_or_404(shown_lines(room), public_id=line_id), f"line-{line_id}"
    now, secret = timezone.now(), request.COOKIES.get(VISITOR, "")
    words = request.POST.get("words", "")[:2000]
    try:
        if not visitor_with(secret, room, now):
            secret = come_in_by_name(room, request.POST.get("name", ""), now=now)
        visitor = visitor_with(secret, room, now)
        if visitor is None:
            raise CannotAnswer(_("Please give your name."))
        say_as_visitor(line, visitor, request.POST.get("answer", ""), words, now=now)
    except (CannotAnswer, CannotKnock) as reason:
        return show_reading(request, room, place, told(reason), words)
    answer = redirect(reverse("room:home", args=[room.public_id]) + f"#{place}")
    keep_visitor(answer, room, secret)
    return answer


def show_reading(request: HttpRequest, room: Room, place: str = "", fault: str = "", typed: str = "") -> HttpResponse:
    page = reading_of(room, visitor_of(request, room), firm_name(), now=timezone.now())
    if fault:
        page = page.with_fault(place, fault, typed)
    return shown(request, "room/reading.html", page, zone=zone_named("").key, status=422 if fault else 200)
