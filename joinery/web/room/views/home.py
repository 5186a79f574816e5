"""The room itself; to whoever has no pass, its door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from joinery.firm.queries import the_firm
from joinery.rooms.actions import note_visit
from joinery.rooms.models import Guest, Room
from joinery.web.room.entry import anybody, guest_of, shown, visitor_of, zone_named
from joinery.web.room.home import home_of
from joinery.web.room.pages import HomePage
from joinery.web.room.views.door import door_of
from joinery.web.room.views.visitors import show_reading


@require_safe
@anybody
def home(request: HttpRequest, room: Room) -> HttpResponse:
    guest = guest_of(request, room)
    if guest is None:
        if room.entry == Room.Entry.LINK or visitor_of(request, room):
            return show_reading(request, room)
        return shown(request, "room/door.html", door_of(room))
    note_visit(guest, now=timezone.now())
    return show_home(request, page_for(guest))


def page_for(guest: Guest) -> HomePage:
    firm = the_firm()
    zone = zone_named(guest.person.zone, firm)
    with timezone.override(zone):
        return home_of(guest, firm.name if firm else "Joinery", now=timezone.now(), zone=zone.key)


def show_home(request: HttpRequest, page: HomePage, status: int = 200) -> HttpResponse:
    return shown(request, "room/home.html", page, zone=page.zone, status=status)
