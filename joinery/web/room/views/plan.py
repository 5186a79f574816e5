"""The customer's plan: the whole sheet, whether there is a newer one, a step of theirs, how closely they take part."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from joinery.blueprints.actions import CannotChange
from joinery.blueprints.actions.editing import add_step, choose_level
from joinery.blueprints.models import Blueprint, Side
from joinery.blueprints.queries import sheets_in_room
from joinery.firm.queries import the_firm
from joinery.rooms.models import Guest
from joinery.web.room.entry import GuestRequest, guests_only, shown, told, zone_named
from joinery.web.room.plan import plan_of
from joinery.web.room.plan_pages import Ask, PlanPage
from joinery.web.room.told import says_of_one
from joinery.web.room.typed import day_typed, owner_typed, typed_in


@require_safe
@guests_only
def plan(request: GuestRequest, blueprint_id: str) -> HttpResponse:
    return show_plan(request, page_of(sheet(request, blueprint_id), request.guest))


@require_safe
@guests_only
def version(request: GuestRequest, blueprint_id: str) -> HttpResponse:
    """Asked by an open page now and then: nothing while it is the newest, else what changed."""
    blueprint = get_object_or_404(sheets_in_room(request.guest).prefetch_related(None), public_id=blueprint_id)
    newest = blueprint.versions.defer("content").last()
    mark = quote_etag(newest.seal) if newest else '"-"'
    if mark in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponse(status=304)
    else:
        place = reverse("room:plan", args=[request.room.public_id, blueprint_id])
        page = {"who": newest.by_name, "says": "; ".join(says_of_one(newest)), "place": place} if newest else {}
        answer = shown(request, "room/plan_newer.html", page)
    answer["ETag"] = mark
    return answer


@require_POST
@guests_only
def level(request: GuestRequest, blueprint_id: str) -> HttpResponse:
    blueprint = sheet(request, blueprint_id)
    try:
        choose_level(blueprint, request.POST.get("level", ""), by=request.guest, now=timezone.now())
    except CannotChange as reason:
        return refused(request, blueprint_id, "level", told(reason), 422)
    return redirect(place_of(request, blueprint_id) + "#level")


@require_POST
@guests_only
def steps(request: GuestRequest, blueprint_id: str) -> HttpResponse:
    """A step that they add, on either side."""
    blueprint = sheet(request, blueprint_id)
    title = " ".join(request.POST.get("title", "").split())
    side = request.POST.get("side", Side.THEIRS)
    try:
        if any(step.title == title and step.state != "left_out" for step in blueprint.steps.all()):
            raise CannotChange(_("This step is in the plan already."))
        owner = owner_typed(request, list(blueprint.steps.all())) if side == Side.THEIRS else None
        due_on = day_typed(request.POST.get("day", ""), needed=False)
        added = add_step(blueprint, title, by=request.guest, now=timezone.now(), side=side, due_on=due_on, owner=owner)
    except CannotChange as reason:
        return refused(request, blueprint_id, "add", told(reason), 422)
    return redirect(place_of(request, blueprint_id) + f"#step-{added.public_id}")


def sheet(request: GuestRequest, blueprint_id: str) -> Blueprint:
    return get_object_or_404(sheets_in_room(request.guest), public_id=blueprint_id)


def page_of(blueprint: Blueprint, guest: Guest) -> PlanPage:
    firm = the_firm()
    zone = zone_named(guest.person.zone, firm)
    with timezone.override(zone):
        name = firm.name if firm else "Joinery"
        return plan_of(blueprint, guest, name, now=timezone.now(), zone=zone.key)


def show_plan(request: HttpRequest, page: PlanPage, status: int = 200) -> HttpResponse:
    return shown(request, "room/plan.html", page, zone=page.zone, status=status)


def place_of(request: GuestRequest, blueprint_id: str) -> str:
    return reverse("room:plan", args=[request.room.public_id, blueprint_id])


def refused(request: GuestRequest, blueprint_id: str, at: str, fault: str, status: int) -> HttpResponse:
    """The page as it stands now, with what was typed still in the form."""
    page = page_of(sheet(request, blueprint_id), request.guest)
    return show_plan(request, replace(page, ask=Ask(at, fault, typed_in(request))), status)
