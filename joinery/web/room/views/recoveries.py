"""What a guest says to how a broken promise is put right. Only they close it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.promises.queries import shown_recoveries
from joinery.promises.recoveries import CannotRecover, say_to_recovery
from joinery.promises.recovery_life import Said, Stage
from joinery.web.room.entry import GuestRequest, guests_only, told
from joinery.web.room.recovering import can_say
from joinery.web.room.views.home import page_for, show_home

MOVED_ON = "This has moved on meanwhile. Please look again."
STANDS = {Said.AGREE: Stage.AGREED, Said.YES: Stage.CLOSED}


@require_POST
@guests_only
def recovery(request: GuestRequest, recovery_id: str) -> HttpResponse:
    found = get_object_or_404(shown_recoveries(request.room.company), public_id=recovery_id)
    said, words = request.POST.get("said", ""), request.POST.get("words", "").strip()[:2000]
    if STANDS.get(said) != found.stage:  # type: ignore[call-overload]  # pressed twice: it already stands so
        try:
            if not can_say(found, said):
                raise CannotRecover(MOVED_ON)
            by, now = request.guest.person, timezone.now()
            say_to_recovery(found, Said(said), by=by, actor=request.guest, words=words, now=now)
        except CannotRecover as reason:
            notice = f"{reason} You wrote: “{words}”" if words else told(reason)
            return show_home(request, replace(page_for(request.guest), notice=notice), status=409)
    place = f"#promise-{found.promise.public_id}"
    return redirect(reverse("room:home", args=[request.room.public_id]) + place)
