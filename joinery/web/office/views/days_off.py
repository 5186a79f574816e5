"""When nobody works: where the firm is, and its own days off. Plans count around them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from joinery.blueprints.actions.days_off import count_days_anew
from joinery.blueprints.models import Blueprint
from joinery.firm.actions import edit_firm
from joinery.firm.models import Firm
from joinery.firm.queries import the_firm
from joinery.lib.records import ChangedMeanwhile
from joinery.web.office.doors import managers_only
from joinery.web.office.process.days import (
    PlaceForm,
    Stretch,
    StretchForm,
    next_holidays,
    stretches,
    with_days,
    without_days,
)
from joinery.web.ui.visitor import reader


@managers_only
def days_off(request: HttpRequest) -> HttpResponse:
    """POST with `place`: holidays of another place; with `first`: days of our own, put in, or taken out if `gone`."""
    firm = the_firm()
    if firm is None:
        return redirect("office:first_run")
    asks_place = "place" in request.POST
    place = PlaceForm(request.POST if asks_place else None, initial={"place": firm.place})
    stretch = StretchForm(request.POST if request.method == "POST" and not asks_place else None)
    if values := _values(firm, place, stretch, gone="gone" in request.POST):
        try:
            edit_firm(firm, firm.version, **values, by=reader(request), now=timezone.now())
            _tell(request, count_days_anew(by=reader(request), now=timezone.now()))
        except ChangedMeanwhile:
            messages.error(request, "Somebody else changed the firm at the same moment. Please do it once more.")
        return redirect("office:days_off")
    today = timezone.localdate()
    holidays = next_holidays(firm.place, today)
    page = {
        "place": place,
        "stretch": stretch,
        "own": stretches(firm.days_off, today),
        "holidays": holidays,
        "is_unknown": bool(firm.place) and not holidays,
        "here": "firm",
    }
    return render(request, "office/days_off.html", page, status=422 if request.method == "POST" else 200)


def _tell(request: HttpRequest, moved: list[Blueprint]) -> None:
    if moved:
        names = ", ".join(f"“{plan.title}”" for plan in moved[:5])
        more = f" and {len(moved) - 5} more" if len(moved) > 5 else ""
        messages.info(request, f"Days moved in {names}{more}. What was signed stays signed as it was.")


def _values(firm: Firm, place: PlaceForm, stretch: StretchForm, *, gone: bool) -> dict[str, Any]:
    if place.is_bound and place.is_valid():
        return {"place": place.cleaned_data["place"]}
    if stretch.is_bound and stretch.is_valid():
        days = Stretch(stretch.cleaned_data["first"], stretch.cleaned_data["last"])
        return {"days_off": without_days(firm.days_off, days) if gone else with_days(firm.days_off, days)}
    return {}
