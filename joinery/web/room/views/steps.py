"""One step of the plan: the page of it, and its name, day and hands changed. Two at once lose nothing."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from joinery.blueprints.actions import CannotChange
from joinery.blueprints.actions.editing import change_step, hand_back, re_date, take_on
from joinery.blueprints.models import Side, Step
from joinery.blueprints.queries import around_step, steps_in_room
from joinery.blueprints.said import title_of
from joinery.firm.queries import the_firm
from joinery.lib.records import ChangedMeanwhile
from joinery.rooms.models import Guest
from joinery.web.room.both import both_of
from joinery.web.room.entry import GuestRequest, guests_only, shown, told, zone_named
from joinery.web.room.plan_pages import Ask, StepPage
from joinery.web.room.step import step_of
from joinery.web.room.typed import day_typed, owner_typed, seen_typed, typed_in, words_typed


@require_safe
@guests_only
def step(request: GuestRequest, step_id: str) -> HttpResponse:
    return show_step(request, page_of(found(request, step_id), request.guest))


@require_POST
@guests_only
def change(request: GuestRequest, step_id: str) -> HttpResponse:
    """Its name, and who of theirs does it."""
    one = found(request, step_id)
    values: dict[str, object] = {"title": words_typed(request, "title")}
    try:
        if values["title"] == title_of(one):  # as they read it: nobody changed it
            values["title"] = one.title
        if one.side == Side.THEIRS and "owner" in request.POST:
            values["owner_person"] = owner_typed(request, [one])
        change_step(one, seen_typed(request), by=request.guest, now=timezone.now(), **values)
    except CannotChange as reason:
        return refused(request, step_id, "change", told(reason))
    except ChangedMeanwhile:
        return both(request, step_id, "step_change", ("title", "owner"))
    return redirect(place_of(request, step_id))


@require_POST
@guests_only
def day(request: GuestRequest, step_id: str) -> HttpResponse:
    one = found(request, step_id)
    try:
        on = day_typed(request.POST.get("day", ""))
        assert on is not None
        words = words_typed(request)
        re_date(one, on, seen_typed(request), by=request.guest, now=timezone.now(), words=words)
    except CannotChange as reason:
        return refused(request, step_id, "day", told(reason))
    except ChangedMeanwhile:
        return both(request, step_id, "step_day", ("day",))
    return redirect(place_of(request, step_id))


@require_POST
@guests_only
def hands(request: GuestRequest, step_id: str) -> HttpResponse:
    """Taken on by whoever presses it, or handed back to us."""
    one, seen, now = found(request, step_id), seen_typed(request), timezone.now()
    try:
        if request.POST.get("hands") == "take":
            take_on(one, seen, by=request.guest, now=now)
        elif request.POST.get("hands") == "back":
            hand_back(one, seen, by=request.guest, now=now, words=words_typed(request))
        else:
            raise CannotChange(_("Take it on, or hand it back."))
    except CannotChange as reason:
        return refused(request, step_id, "hands", told(reason))
    except ChangedMeanwhile as meanwhile:
        says = _("Somebody changed this step just now. Please look once more, and press again.")
        return refused(request, step_id, "hands", says if meanwhile.record else "", status=409)
    return redirect(place_of(request, step_id))


def found(request: GuestRequest, step_id: str) -> Step:
    return get_object_or_404(steps_in_room(request.guest), public_id=step_id)


def page_of(one: Step, guest: Guest) -> StepPage:
    firm = the_firm()
    zone = zone_named(guest.person.zone, firm)
    blueprint = around_step(one)
    with timezone.override(zone):
        name = firm.name if firm else "Joinery"
        return step_of(one, blueprint, guest, name, now=timezone.now(), zone=zone.key)


def show_step(request: HttpRequest, page: StepPage, status: int = 200) -> HttpResponse:
    return shown(request, "room/step.html", page, zone=page.zone, status=status)


def place_of(request: GuestRequest, step_id: str) -> str:
    return reverse("room:step", args=[request.room.public_id, step_id])


def refused(request: GuestRequest, step_id: str, at: str, fault: str, status: int = 422) -> HttpResponse:
    """The step as it stands now, with what was typed still in the form."""
    page = page_of(found(request, step_id), request.guest)
    return show_step(request, replace(page, ask=Ask(at, fault, typed_in(request))), status)


def both(request: GuestRequest, step_id: str, form: str, names: tuple[str, ...]) -> HttpResponse:
    page = both_of(found(request, step_id), request, form, names)
    return shown(request, "room/both.html", page, zone=request.guest.person.zone, status=409)
