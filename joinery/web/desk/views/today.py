"""The first page: what today asks of me."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from joinery.customers.queries import companies_for
from joinery.web.desk.morning import morning_of
from joinery.web.ui.visitor import reader


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    user, now = reader(request), timezone.now()
    morning = morning_of(user, now)
    if morning.is_empty and not companies_for(user).exists():
        return render(request, "desk/clean_bench.html", {"here": "today"})
    return render(request, "desk/today.html", {"morning": morning, "here": "today"})
