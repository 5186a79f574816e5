"""All that happened in a room, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from joinery.rooms.letters import firm_name
from joinery.web.room.entry import GuestRequest, guests_only, shown, zone_named
from joinery.web.room.happenings import happenings_of
from joinery.web.room.pages import Happening

A_PAGE = 50


@dataclass(frozen=True)
class LogPage:
    company: str
    firm: str
    home: str
    happenings: tuple[Happening, ...]
    earlier: str  # the address of the next page; "" when this is the last
    zone: str


@require_safe
@guests_only
def log(request: GuestRequest) -> HttpResponse:
    happened, mark = happenings_of(request.guest, A_PAGE, request.GET.get("before", "")[:120])
    zone = zone_named(request.guest.person.zone).key
    page = LogPage(
        request.room.company.name,
        firm_name(),
        reverse("room:home", args=[request.room.public_id]),
        happened,
        f"?{urlencode({'before': mark})}" if mark else "",
        zone,
    )
    return shown(request, "room/log.html", page, zone=zone)
