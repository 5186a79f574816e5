"""Putting a broken promise right: how we do it, that it is done, why it came to this. The customer closes it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.firm.models import User
from joinery.promises.models import Recovery
from joinery.promises.queries import recoveries_for
from joinery.promises.recoveries import CannotRecover, name_cause, say_to_recovery
from joinery.promises.recovery_life import Said
from joinery.web.ui.visitor import reader

Deed = Callable[[Recovery, User], object]


@require_POST
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    words, now = request.POST.get("words", ""), timezone.now()
    return _answer(
        request, public_id, lambda found, user: say_to_recovery(found, Said.PLAN, words=words, by=user, now=now)
    )


@require_POST
def repair(request: HttpRequest, public_id: str) -> HttpResponse:
    cause, now = request.POST.get("cause", ""), timezone.now()
    return _answer(
        request, public_id, lambda found, user: say_to_recovery(found, Said.FIXED, cause=cause, by=user, now=now)
    )


@require_POST
def cause(request: HttpRequest, public_id: str) -> HttpResponse:
    cause, now = request.POST.get("cause", ""), timezone.now()
    return _answer(request, public_id, lambda found, user: name_cause(found, cause, by=user, now=now))


def _answer(request: HttpRequest, public_id: str, deed: Deed) -> HttpResponse:
    """Does it, then shows the promise anew. What was typed and refused is shown with the reason: nothing is lost."""
    user = reader(request)
    found = get_object_or_404(recoveries_for(user), public_id=public_id)
    try:
        deed(found, user)
    except CannotRecover as refused:
        typed = (request.POST.get("words", "") or request.POST.get("cause", "")).strip()[:2000]
        messages.warning(request, f"{refused} You wrote: “{typed}”" if typed else str(refused))
    return redirect(f"/promises/{found.promise.public_id}/")
