"""The firm's own pages: its facts, the history, the letters."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.core.paginator import Paginator
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from joinery.firm.actions import edit_firm
from joinery.firm.models import Firm
from joinery.firm.queries import deeds_for, the_firm
from joinery.gateways.queries import letters_sent_from_here
from joinery.lib.records import ChangedMeanwhile
from joinery.web.office.doors import admins_only, managers_only
from joinery.web.office.forms import FirmFacts
from joinery.web.ui.visitor import reader

A_PAGE = 50


@admins_only
def firm(request: HttpRequest) -> HttpResponse:
    kept = the_firm()
    if kept is None:
        return redirect("office:first_run")
    form, theirs = FirmFacts(request.POST or None, initial=model_to_dict(kept)), None
    status = 422 if form.is_bound else 200
    if form.is_valid():
        seen = int(request.POST.get("version") or 0)
        try:
            edit_firm(kept, seen, **form.cleaned_data, by=reader(request), now=timezone.now())
            return redirect("office:firm")
        except ChangedMeanwhile as clash:
            status, kept = 409, cast(Firm, clash.record)
            changed = [name for name in form.changed_data if name in form.fields]
            theirs = [(form.fields[name].label, getattr(kept, name)) for name in changed]
    page = {"form": form, "firm": kept, "theirs": theirs, "here": "firm"}
    return render(request, "office/firm.html", page, status=status)


@managers_only
def history(request: HttpRequest) -> HttpResponse:
    deeds = deeds_for(reader(request))
    if words := request.GET.get("q", "").strip():
        deeds = deeds.filter(says__icontains=words[:100]) | deeds.filter(by_name__icontains=words[:100])
    shown = Paginator(deeds, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/history.html", {"page": shown, "words": words, "here": "history"})


@admins_only
def letters(request: HttpRequest) -> HttpResponse:
    shown = Paginator(letters_sent_from_here(), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "office/letters.html", {"page": shown, "is_sending": bool(settings.MAIL_URL), "here": "letters"}
    )
