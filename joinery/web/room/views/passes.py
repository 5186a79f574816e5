"""Where a guest is signed in, and leaving."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from joinery.rooms.letters import firm_name
from joinery.rooms.proofs import end_pass
from joinery.rooms.queries import passes_of
from joinery.web.room.entry import PASS, GuestRequest, forget, guests_only, shown
from joinery.web.room.pages import PassesPage, PassRow


@require_safe
@guests_only
def passes(request: GuestRequest) -> HttpResponse:
    place = request.room.public_id
    rows = [
        PassRow(
            held.browser or gettext("A browser"),
            held.made_at,
            held == request.guest_pass,
            reverse("room:end_pass", args=[place, held.public_id]),
        )
        for held in passes_of(request.guest, timezone.now())
    ]
    page = PassesPage(
        request.room.company.name,
        firm_name(),
        request.guest.name,
        home=reverse("room:home", args=[place]),
        passes=tuple(rows),
        leave_to=reverse("room:leave", args=[place]),
    )
    return shown(request, "room/passes.html", page, zone=request.guest.person.zone)


@require_POST
@guests_only
def ended_pass(request: GuestRequest, pass_id: str) -> HttpResponse:
    now = timezone.now()
    end_pass(get_object_or_404(passes_of(request.guest, now), public_id=pass_id), by=request.guest, now=now)
    return redirect("room:passes", request.room.public_id)


@require_POST
@guests_only
def leave(request: GuestRequest) -> HttpResponse:
    end_pass(request.guest_pass, by=request.guest, now=timezone.now())
    answer = redirect("room:home", request.room.public_id)
    forget(answer, request.room, PASS)
    return answer
