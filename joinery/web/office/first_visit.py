"""A house without a firm leads every stranger to the first run."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from joinery.firm.queries import the_firm

# A house without a firm has no rooms either: their addresses are 404 by themselves, without asking for the firm first.
OPEN = ("/static/", "/healthz", "/readyz", "/office/first/", "/api/", "/post/", "/room/")


def to_the_first_run(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Only strangers are looked at: whoever is signed in belongs to a firm."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_stranger = not request.user.is_authenticated
        if is_stranger and not request.path.startswith(OPEN) and the_firm() is None:
            return redirect(reverse("office:first_run"))
        return get_response(request)

    return middleware
