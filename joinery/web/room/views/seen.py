"""See as the customer: for one of us, the page that a guest is shown, made the same way. Nothing can be pressed."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from joinery.blueprints.queries import sheets_in_room, steps_in_room
from joinery.firm.models import User
from joinery.lib.tongues import read_in
from joinery.rooms.models import Guest
from joinery.rooms.queries import guests_in, rooms_for
from joinery.web.room.entry import zone_named
from joinery.web.room.pages import SeenBar
from joinery.web.room.views import plan, steps
from joinery.web.room.views.home import page_for
from joinery.web.ui.look import look_now


@require_safe
def seen(request: HttpRequest, public_id: str) -> HttpResponse:
    guest, bar = seen_as(request, public_id)
    with read_in(guest.person.language):
        return as_customer("room/home.html", page_for(guest), bar)


@require_safe
def seen_plan(request: HttpRequest, public_id: str, blueprint_id: str) -> HttpResponse:
    guest, bar = seen_as(request, public_id)
    blueprint = get_object_or_404(sheets_in_room(guest), public_id=blueprint_id)
    with read_in(guest.person.language):
        return as_customer("room/plan.html", plan.page_of(blueprint, guest), bar)


@require_safe
def seen_step(request: HttpRequest, public_id: str, step_id: str) -> HttpResponse:
    guest, bar = seen_as(request, public_id)
    step = get_object_or_404(steps_in_room(guest), public_id=step_id)
    with read_in(guest.person.language):
        return as_customer("room/step.html", steps.page_of(step, guest), bar)


def seen_as(request: HttpRequest, public_id: str) -> tuple[Guest, SeenBar]:
    """The guest whose eyes are borrowed, and the bar that says so."""
    rooms = rooms_for(cast(User, request.user)).select_related("company__owner", "opened_by")
    room = get_object_or_404(rooms, company__public_id=public_id, closed_at__isnull=True)
    guests = {guest.public_id: guest for guest in guests_in(room)}
    guest = guests.get(request.GET.get("guest", ""), next(iter(guests.values()), None))
    if guest is None:
        raise Http404
    others = tuple((other.name, f"?guest={other.public_id}") for other in guests.values() if other != guest)
    return guest, SeenBar(guest.name, others, back=reverse("desk:room", args=[public_id]))


def as_customer(sheet: str, page: Any, bar: SeenBar) -> HttpResponse:
    with timezone.override(zone_named(page.zone)):
        # Without a token no form on this page could be sent, even if its buttons were not asleep.
        more = {"page": page, "bar": bar, "look": look_now(), "csrf_token": "", "sheet": sheet}
        words = get_template("room/seen.html").render(more)
    return HttpResponse(words)
