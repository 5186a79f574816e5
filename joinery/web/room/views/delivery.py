"""What a guest reads and says from payment to handover: the package, what is ready, who comes, whether it is right."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.blueprints.actions import CannotChange, CannotStep
from joinery.blueprints.actions.evidence import put_to_step
from joinery.blueprints.actions.extras import say_useful
from joinery.blueprints.actions.ordering import confirm_line
from joinery.blueprints.actions.paying import open_package
from joinery.blueprints.actions.readiness import not_ready, show_ready, take_seat
from joinery.blueprints.delivery_queries import (
    deliveries_in_room,
    extras_in_room,
    order_lines_in_room,
    packages_in_room,
    ready_items_in_room,
    seats_in_room,
)
from joinery.blueprints.models import Side
from joinery.lib.records import ChangedMeanwhile
from joinery.rooms.files import CannotKeepFile
from joinery.rooms.letters import firm_name
from joinery.rooms.models import Guest
from joinery.web.room.delivery import delivery_of, package_of
from joinery.web.room.delivery_pages import DeliveryPage
from joinery.web.room.entry import GuestRequest, guests_only, shown, told, zone_named
from joinery.web.room.plan_pages import Ask
from joinery.web.room.typed import owner_typed, seen_typed, typed_in, words_typed
from joinery.web.room.views.steps import found, place_of
from joinery.web.room.views.steps import refused as step_refused

MEANWHILE = lazy("Somebody changed this just now. Please look once more, and press again.")


@require_safe
@guests_only
def delivery(request: GuestRequest, blueprint_id: str) -> HttpResponse:
    return _show(request, blueprint_id)


@require_http_methods(["GET", "HEAD", "POST"])
@guests_only
def package(request: GuestRequest, blueprint_id: str) -> HttpResponse:
    """Looking changes nothing; that they have read it is theirs to say."""
    one = get_object_or_404(packages_in_room(request.guest), blueprint__public_id=blueprint_id)
    if request.method == "POST":
        open_package(one, request.guest, now=timezone.now())
        return redirect("room:package", request.room.public_id, blueprint_id)
    zone = zone_named(request.guest.person.zone).key
    return shown(request, "room/package.html", package_of(one, request.guest, firm_name(), zone=zone), zone=zone)


@require_POST
@guests_only
def ready(request: GuestRequest, item_id: str) -> HttpResponse:
    item = get_object_or_404(ready_items_in_room(request.guest), public_id=item_id)
    plan, place, now, seen = item.step.blueprint.public_id, f"ready-{item_id}", timezone.now(), seen_typed(request)
    try:
        if "not_ready" in request.POST:
            not_ready(item, seen, by=request.guest, now=now)
        else:
            upload = request.FILES.get("file")
            show_ready(item, seen, words_typed(request, "shown"), by=request.guest, now=now, upload=upload)
    except (CannotStep, CannotKeepFile) as reason:
        return _refused(request, plan, place, told(reason))
    except ChangedMeanwhile:
        return _refused(request, plan, place, str(MEANWHILE), 409)
    return _back(request, plan, place)


@require_POST
@guests_only
def seat(request: GuestRequest, seat_id: str) -> HttpResponse:
    """They name their people, never ours."""
    one = get_object_or_404(seats_in_room(request.guest).filter(side=Side.THEIRS), public_id=seat_id)
    plan, place = one.step.blueprint.public_id, f"seat-{seat_id}"
    try:
        who = owner_typed(request, [])
        if who is not None and who.pk == one.person_id:
            return _back(request, plan, place)
        take_seat(one, who, by=request.guest, now=timezone.now())
    except (CannotChange, CannotStep) as reason:
        return _refused(request, plan, place, told(reason))
    return _back(request, plan, place)


@require_POST
@guests_only
def order_line(request: GuestRequest, order_line_id: str) -> HttpResponse:
    line = get_object_or_404(order_lines_in_room(request.guest), public_id=order_line_id)
    plan, place, said = line.blueprint.public_id, f"line-{order_line_id}", request.POST.get("answer", "")
    try:
        if said not in ("yes", "no"):
            raise CannotStep("Say whether it is right.")
        confirm_line(line, request.guest, said == "yes", words_typed(request), now=timezone.now())
    except CannotStep as reason:
        return _refused(request, plan, place, told(reason))
    return _back(request, plan, place)


@require_POST
@guests_only
def extra(request: GuestRequest, extra_id: str) -> HttpResponse:
    one = get_object_or_404(extras_in_room(request.guest).select_related("blueprint"), public_id=extra_id)
    plan, place, said = one.blueprint.public_id, f"extra-{extra_id}", request.POST.get("answer", "")
    if said not in ("yes", "no"):
        return _refused(request, plan, place, _("Say whether it was useful."))
    say_useful(one, said == "yes", request.guest, now=timezone.now())
    return _back(request, plan, place)


@require_POST
@guests_only
def photos(request: GuestRequest, step_id: str) -> HttpResponse:
    """A photo or a file of theirs, put to a step."""
    one, upload = found(request, step_id), request.FILES.get("file")
    try:
        if upload is None:
            raise CannotStep("Choose a photo or a file first.")
        put_to_step(one, upload, by=request.guest, now=timezone.now(), words=words_typed(request))
    except (CannotStep, CannotKeepFile) as reason:
        return step_refused(request, step_id, "photos", told(reason))
    return redirect(place_of(request, step_id) + "#photos")


def _show(request: GuestRequest, blueprint_id: str, ask: Ask | None = None, status: int = 200) -> HttpResponse:
    page = page_of(request.guest, blueprint_id)
    return shown(request, "room/delivery.html", replace(page, ask=ask or Ask()), zone=page.zone, status=status)


def page_of(guest: Guest, blueprint_id: str) -> DeliveryPage:
    blueprint = get_object_or_404(deliveries_in_room(guest), public_id=blueprint_id)
    zone = zone_named(guest.person.zone)
    with timezone.override(zone):
        return delivery_of(blueprint, guest, firm_name(), now=timezone.now(), zone=zone.key)


def _refused(request: GuestRequest, blueprint_id: str, place: str, fault: str, status: int = 422) -> HttpResponse:
    return _show(request, blueprint_id, Ask(place, fault, typed_in(request)), status)


def _back(request: GuestRequest, blueprint_id: str, place: str) -> HttpResponse:
    return redirect(reverse("room:delivery", args=[request.room.public_id, blueprint_id]) + f"#{place}")
