"""How long what was recorded is kept, for each kind; what was removed lately."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from joinery.calls.actions.keeping import LONGEST, CannotSetDays, set_days
from joinery.calls.keeping import DAYS, SAYS, days_kept
from joinery.calls.queries import removals_for
from joinery.web.office.doors import admins_only
from joinery.web.ui.forms import Form
from joinery.web.ui.visitor import reader

A_PAGE = 50


class DaysForm(Form):
    """A field for each kind."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for kind in DAYS:
            ends = "" if kind != "transcript" else " 0: for as long as the call is."
            least = 0 if kind == "transcript" else 1
            self.fields[kind.value] = forms.IntegerField(
                label=f"{kind.label}: days", help_text=SAYS[kind] + ends, min_value=least, max_value=LONGEST
            )


@admins_only
def keeping(request: HttpRequest) -> HttpResponse:
    form = DaysForm(request.POST if request.method == "POST" else None, initial=days_kept())
    if form.is_bound and form.is_valid():
        try:
            set_days(form.cleaned_data, by=reader(request), now=timezone.now())
        except CannotSetDays as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Kept. It holds from tonight on, also for what is here already.")
            return redirect("office:keeping")
    removed = Paginator(removals_for(reader(request)), A_PAGE).get_page(request.GET.get("page"))
    page = {"form": form, "removed": removed, "here": "firm"}
    return render(request, "office/keeping.html", page, status=422 if form.errors else 200)
