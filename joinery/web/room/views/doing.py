"""What a guest does in a step: done, a word, a verdict at a checkpoint; what is in the way, and a new day agreed to."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.blueprints.actions import CannotStep, NeedsReason
from joinery.blueprints.actions.concerns import close_concern, open_concern
from joinery.blueprints.actions.doing import answer_checkpoint, finish_step, reopen_step, say_to_step
from joinery.blueprints.actions.slipping import agree_to_slip
from joinery.blueprints.queries import concerns_in_room, slips_in_room
from joinery.rooms.queries import lines_for
from joinery.web.room.entry import GuestRequest, guests_only, told
from joinery.web.room.home import hero_row
from joinery.web.room.typed import words_typed
from joinery.web.room.views.steps import found, place_of, refused


@require_POST
@guests_only
def done(request: GuestRequest, step_id: str) -> HttpResponse:
    """Theirs is done; or it is not done after all."""
    one, now, words = found(request, step_id), timezone.now(), words_typed(request)
    reopens = request.POST.get("state") == "open"
    try:
        if reopens:
            reopen_step(one, words, by=request.guest, now=now)
        elif one.state != one.State.DONE:  # pressed twice: it already stands so
            reason = words_typed(request, "reason")
            finish_step(one, by=request.guest, now=now, words=words, reason=reason)
    except NeedsReason as reason:
        return refused(request, step_id, "reason", told(reason))
    except CannotStep as reason:
        return refused(request, step_id, "reopen" if reopens else "done", told(reason))
    return redirect(place_of(request, step_id))


@require_POST
@guests_only
def words(request: GuestRequest, step_id: str) -> HttpResponse:
    try:
        say_to_step(found(request, step_id), words_typed(request), by=request.guest, now=timezone.now())
    except CannotStep as reason:
        return refused(request, step_id, "words", told(reason))
    return redirect(place_of(request, step_id) + "#happened")


@require_POST
@guests_only
def answer(request: GuestRequest, step_id: str) -> HttpResponse:
    """Does it match your picture? Held against the picture as it reads now."""
    one = found(request, step_id)
    picture = hero_row(request.guest, list(lines_for(request.guest)))
    said, typed = request.POST.get("answer", ""), words_typed(request)
    try:
        answer_checkpoint(one, request.guest, said, typed, now=timezone.now(), picture=picture)
    except CannotStep as reason:
        return refused(request, step_id, "answer", told(reason))
    return redirect(place_of(request, step_id))


@require_POST
@guests_only
def concerns(request: GuestRequest, step_id: str) -> HttpResponse:
    """Stuck, wrong, or not agreed: it reaches whoever is named for the step."""
    one = found(request, step_id)
    try:
        kind = request.POST.get("kind", "")
        opened = open_concern(one, kind, words_typed(request), by=request.guest, now=timezone.now())
    except CannotStep as reason:
        return refused(request, step_id, "concern", told(reason))
    return redirect(place_of(request, step_id) + f"#concern-{opened.public_id}")


@require_POST
@guests_only
def settled(request: GuestRequest, concern_id: str) -> HttpResponse:
    concern = get_object_or_404(concerns_in_room(request.guest), public_id=concern_id)
    try:
        close_concern(concern, words_typed(request), by=request.guest, now=timezone.now())
    except CannotStep as reason:
        return refused(request, concern.step.public_id, "settled", told(reason), status=409)
    return redirect(place_of(request, concern.step.public_id) + f"#concern-{concern_id}")


@require_POST
@guests_only
def agreed(request: GuestRequest, slip_id: str) -> HttpResponse:
    """From now on the new day counts."""
    slip = get_object_or_404(slips_in_room(request.guest), public_id=slip_id)
    agree_to_slip(slip, request.guest, now=timezone.now())
    plan = reverse("room:plan", args=[request.room.public_id, slip.step.blueprint.public_id])
    return redirect(f"{plan}#step-{slip.step.public_id}")
