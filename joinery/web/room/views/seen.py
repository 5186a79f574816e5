"""See as the customer: for one of us, the page that a guest is shown, made the same way. Nothing can be pressed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from joinery.blueprints.delivery_queries import packages_in_room
from joinery.blueprints.queries import plans_to_see, sheets_in_room, steps_in_room
from joinery.firm.models import User
from joinery.lib.tongues import read_in
from joinery.rooms.letters import firm_name
from joinery.rooms.models import Guest
from joinery.rooms.queries import guests_in, rooms_for
from joinery.web.room.delivery import package_of
from joinery.web.room.entry import zone_named
from joinery.web.room.pages import SeenBar
from joinery.web.room.signing import newest_of
from joinery.web.room.views import delivery, plan, signing, steps
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


@require_safe
def seen_sign(request: HttpRequest, public_id: str, blueprint_id: str) -> HttpResponse:
    guest, bar = seen_as(request, public_id)
    version = newest_of(guest, blueprint_id)
    if version is None:
        raise Http404
    with read_in(guest.person.language):
        return as_customer("room/sign.html", signing.to_sign(version, guest), bar)


@require_safe
def seen_seal(request: HttpRequest, public_id: str, blueprint_id: str) -> HttpResponse:
    guest, bar = seen_as(request, public_id)
    with read_in(guest.person.language):
        page = signing.sealed(guest, blueprint_id, request.GET.get("version", ""))
        if page is None:  # as for them
            return redirect("seen:plan", public_id, blueprint_id)
        return as_customer("room/seal.html", page, bar)


@require_safe
def seen_delivery(request: HttpRequest, public_id: str, blueprint_id: str) -> HttpResponse:
    guest, bar = seen_as(request, public_id)
    with read_in(guest.person.language):
        return as_customer("room/delivery.html", delivery.page_of(guest, blueprint_id), bar)


@require_safe
def seen_package(request: HttpRequest, public_id: str, blueprint_id: str) -> HttpResponse:
    guest, bar = seen_as(request, public_id)
    one = get_object_or_404(packages_in_room(guest), blueprint__public_id=blueprint_id)
    zone = zone_named(guest.person.zone).key
    with read_in(guest.person.language):
        return as_customer("room/package.html", package_of(one, guest, firm_name(), zone=zone), bar)


def seen_as(request: HttpRequest, public_id: str) -> tuple[Guest, SeenBar]:
    """The guest whose eyes are borrowed, and the bar that says so."""
    rooms = rooms_for(cast(User, request.user)).select_related("company__owner", "opened_by")
    room = get_object_or_404(rooms, company__public_id=public_id, closed_at__isnull=True)
    guests = {guest.public_id: guest for guest in guests_in(room)}
    guest = guests.get(request.GET.get("guest", ""), next(iter(guests.values()), None))
    if guest is None:
        raise Http404
    others = tuple((other.name, f"?guest={other.public_id}") for other in guests.values() if other != guest)
    pages = tuple(_pages(guest, public_id))
    return guest, SeenBar(guest.name, others, pages, back=reverse("desk:room", args=[public_id]))


def _pages(guest: Guest, public_id: str) -> Iterator[tuple[str, str]]:
    """Where else the same eyes can look."""
    yield "The room", f"{reverse('seen:room', args=[public_id])}?guest={guest.public_id}"
    for blueprint in plans_to_see(guest):
        there = {
            "plan": blueprint.title,
            "sign": "Sign it",
            "seal": "The seal" if blueprint.is_signed else "",
            "delivery": "Delivery" if blueprint.started_at else "",
            "package": "Package" if hasattr(blueprint, "package") else "",
        }
        for name, label in there.items():
            if label:
                place = reverse(f"seen:{name}", args=[public_id, blueprint.public_id])
                yield label, f"{place}?guest={guest.public_id}"


def as_customer(sheet: str, page: Any, bar: SeenBar) -> HttpResponse:
    with timezone.override(zone_named(page.zone)):
        # Without a token no form on this page could be sent, even if its buttons were not asleep.
        more = {"page": page, "bar": bar, "look": look_now(), "csrf_token": "", "sheet": sheet}
        words = get_template("room/seen.html").render(more)
    return HttpResponse(words)
