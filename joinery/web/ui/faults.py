"""When something does not work: what happened and what to do, in plain words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as lazy

from joinery.lib.tongues import language_asked, read_in

Words = Any  # said when they are read, in the reader's language

SAYINGS: dict[int, tuple[Words, Words]] = {
    400: (
        lazy("We could not read that"),
        lazy("The address or the form held something that is no text. Please go back and try again."),
    ),
    403: ("That is not open to you", "Your role does not include this page. A manager or administrator can help."),
    404: (
        "There is nothing here",
        "The page may have moved, or it belongs to somebody else. Please check the address.",
    ),
    413: (lazy("That is too large"), lazy("A file may have 25 MB. Please send a smaller one, or ask for another way.")),
    419: (
        lazy("This form is too old"),
        lazy("Please go back, load the page anew and send it again. What you wrote is still in the form."),
    ),
    500: (
        lazy("That is our mistake"),
        lazy("Something broke on our side, and it is noted. Nothing that was saved before is lost."),
    ),
}


# What a customer reads in a room: no word of roles, and no way to our own pages.
OUTSIDE = "/room/"
SAYINGS_OUTSIDE: dict[int, tuple[Words, Words]] = {
    **SAYINGS,
    403: (lazy("That is not open to you"), lazy("Please ask the person who invited you.")),
    404: (lazy("There is nothing here"), lazy("Please check the address, or ask the person who sent it to you.")),
}


def fault(request: HttpRequest, number: int, status: int | None = None) -> HttpResponse:
    if request.path.startswith(OUTSIDE):
        title, says = SAYINGS_OUTSIDE[number]
        with read_in(_language_of(request)):
            words = render_to_string("ui/fault_outside.html", {"title": title, "says": says})
        answer = HttpResponse(words, status=status or number)
        answer["Cache-Control"] = "no-store"
        return answer
    title, says = SAYINGS[number]
    if request.path.startswith("/api/"):
        return JsonResponse({"error": {"says": f"{title}. {says}", "where": ""}}, status=status or number)
    page = "ui/fault_piece.html" if request.headers.get("HX-Request") else "ui/fault.html"
    return render(request, page, {"title": title, "says": says, "number": number}, status=status or number)


def _language_of(request: HttpRequest) -> str:
    """Of the guest whom the room let in; else what the browser asks for."""
    guest = getattr(request, "guest", None)
    return guest.person.language if guest else language_asked(request.headers.get("Accept-Language", ""))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fault(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fault(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fault(request, 404)


def too_heavy(request: HttpRequest) -> HttpResponse:
    return fault(request, 413)


def broken(request: HttpRequest) -> HttpResponse:
    return fault(request, 500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    return fault(request, 419, status=403)
