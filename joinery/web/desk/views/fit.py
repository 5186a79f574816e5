"""Do we fit each other? And what the gates before a proposal and a signature wait for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from joinery.opportunities.actions import CannotName, mark_fit
from joinery.opportunities.queries import opportunities_for, overrides_for
from joinery.web.desk.fitting import fitting
from joinery.web.desk.forms.opportunities import FitForm
from joinery.web.ui.visitor import reader


def fit(request: HttpRequest, public_id: str) -> HttpResponse:
    user, now = reader(request), timezone.now()
    opportunity = get_object_or_404(opportunities_for(user), public_id=public_id)
    if request.method == "POST":
        form = FitForm(request.POST)
        try:
            if not form.is_valid():
                raise CannotName("Choose how it stands.")
            mark_fit(opportunity, by=user, now=now, **form.cleaned_data)
        except CannotName as refusal:
            messages.warning(request, str(refusal))
        return redirect("desk:opportunity_fit", public_id)
    page = {
        **fitting(opportunity, user=user, now=now),
        "opportunity": opportunity,
        "overrides": overrides_for(user).filter(opportunity=opportunity),
        "here": "opportunities",
    }
    return render(request, "desk/fit.html", page)
