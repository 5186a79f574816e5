"""What a guest says to a promise: theirs is done, ours is kept or not yet."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from joinery.promises.actions import CannotStep, step_promise
from joinery.promises.life import State
from joinery.promises.queries import shown_promises
from joinery.web.room.entry import GuestRequest, guests_only, told
from joinery.web.room.promised import steps_offered
from joinery.web.room.views.home import page_for, show_home

MOVED_ON = lazy("This promise has moved on meanwhile. Please look again.")


@require_POST
@guests_only
def promise(request: GuestRequest, promise_id: str) -> HttpResponse:
    found = get_object_or_404(shown_promises(request.room.company), public_id=promise_id)
    state, words = request.POST.get("state", ""), request.POST.get("words", "").strip()[:2000]
    if state != found.state:  # pressed twice: it already stands so
        try:
            if state not in steps_offered(found):
                raise CannotStep(MOVED_ON)
            step_promise(
                found, State(state), by=request.guest.person, now=timezone.now(), words=words, actor=request.guest
            )
        except CannotStep as reason:
            return show_home(request, replace(page_for(request.guest), notice=told(reason)), status=409)
    return redirect(reverse("room:home", args=[request.room.public_id]) + f"#promise-{promise_id}")
