"""How customers see the firm: its mark, its colours by day and by lamplight."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.firm.look import HOUSE, WeakColour, set_colours, themes
from joinery.firm.models import Firm
from joinery.firm.pictures import CannotTakePicture, set_logo
from joinery.firm.queries import the_firm
from joinery.lib.records import ChangedMeanwhile
from joinery.web.office.doors import admins_only
from joinery.web.ui.look import look_now
from joinery.web.ui.visitor import reader


@admins_only
def look(request: HttpRequest) -> HttpResponse:
    firm = the_firm()
    if firm is None:
        return redirect("office:first_run")
    if request.method != "POST":
        return _show(request, firm, firm.accent, firm.accent_dark)
    typed = request.POST.get("accent", "")[:20], request.POST.get("accent_dark", "")[:20]
    seen = request.POST.get("version", "")
    try:
        set_colours(firm, int(seen) if seen.isdecimal() else 0, *typed, by=reader(request), now=timezone.now())
    except WeakColour as weak:
        return _show(request, firm, *typed, weak=weak, status=422)
    except ChangedMeanwhile:
        messages.error(request, "Somebody else changed the firm at the same moment. Please do it once more.")
    return redirect("office:look")


@require_POST
@admins_only
def mark(request: HttpRequest) -> HttpResponse:
    """With a picture it is set, without one it is taken away."""
    firm = the_firm()
    if firm is None:
        return redirect("office:first_run")
    try:
        set_logo(firm, request.FILES.get("mark"), by=reader(request), now=timezone.now())
    except CannotTakePicture as reason:
        messages.warning(request, str(reason))
    return redirect("office:look")


def _show(
    request: HttpRequest, firm: Firm, accent: str, accent_dark: str, weak: WeakColour | None = None, status: int = 200
) -> HttpResponse:
    page = {
        "firm": firm,
        "accent": accent,
        "accent_dark": accent_dark,
        "weak": weak,
        # What could be saved instead: the one that was refused is exchanged, the other stays as it was typed.
        "instead": (
            weak.nearest if weak and weak.field == "accent" else accent,
            weak.nearest if weak and weak.field == "accent_dark" else accent_dark,
        ),
        "house": HOUSE,
        "samples": themes(firm.accent, firm.accent_dark),
        "look": look_now(),
        "here": "firm",
    }
    return render(request, "office/look.html", page, status=status)
