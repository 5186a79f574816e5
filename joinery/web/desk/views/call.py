"""A call: how it stands and what comes next; changed, held, called off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.calls.actions import CannotCall, call_off, expect, hold_call, move_call
from joinery.calls.keeping import what_goes
from joinery.calls.models import Call
from joinery.calls.queries import agenda_of, calls_for, recordings_for
from joinery.lib.records import ChangedMeanwhile
from joinery.rooms.case_queries import other_days_for
from joinery.rooms.other_days import CannotDecideDay, refuse_day, take_day
from joinery.web.desk.calling import show
from joinery.web.desk.calling.audio import sounds_of
from joinery.web.desk.calling.consenting import goes_in_words
from joinery.web.desk.calling.debriefing import heard_of
from joinery.web.desk.calling.forms import CallForm
from joinery.web.desk.calling.rows import purpose_of, with_whom
from joinery.web.ui.visitor import reader


@require_safe
def call(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    shown = find(request, public_id)
    plan = getattr(shown, "plan", None)
    sounds = sounds_of(shown, user, timezone.now())
    recordings = list(recordings_for(user).filter(call=shown).prefetch_related("proposals__verdict"))
    context = {
        "call": shown,
        "plan": plan,
        "purpose": purpose_of(plan),
        "questions": list(plan.questions.all()) if plan else [],
        "debrief": getattr(shown, "debrief", None),
        "agenda": agenda_of(shown),
        "with_whom": with_whom(shown),
        "recordings": [heard_of(each, each.proposals.all()) for each in recordings],
        "sounds": sounds,
        "goes": goes_in_words(what_goes(shown, sounds.audios, recordings)),
        "now": timezone.now(),
        "other_days": list(other_days_for(user).filter(call=shown)),
    }
    return show(request, "desk/call.html", context)


@require_POST
def other_day(request: HttpRequest, public_id: str, day_id: str) -> HttpResponse:
    """Taken, the call moves; or why it is not possible, in words that they read."""
    user, shown = reader(request), find(request, public_id)
    asked = get_object_or_404(other_days_for(user).filter(call=shown), public_id=day_id)
    try:
        if request.POST.get("answer") == "take":
            take_day(asked, seen=int_typed(request.POST.get("version", "")), by=user, now=timezone.now())
            messages.success(
                request, "The call has moved, and they have a letter. Send the agenda again to whoever else comes."
            )
        else:
            refuse_day(asked, request.POST.get("words", "")[:1000], by=user, now=timezone.now())
    except (CannotDecideDay, CannotCall) as refusal:
        messages.error(request, str(refusal))
    except ChangedMeanwhile:
        messages.error(request, "Somebody changed the call meanwhile. Look at it, then decide.")
    return redirect("desk:call", shown.public_id)


def int_typed(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 0


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    user, shown = reader(request), find(request, public_id)
    there = list(shown.attendances.all())
    start = {
        **{name: getattr(shown, name) for name in ("title", "kind", "starts_at", "minutes", "place")},
        "opportunity": shown.opportunity.public_id if shown.opportunity else None,
        "people": [each.person.public_id for each in there if each.person],
        "users": [each.user.public_id for each in there if each.user],
    }
    form = CallForm(request.POST or None, user=user, company=shown.company, initial=start)
    stale: Any = None
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        people, users = given.pop("people"), given.pop("users")
        required = [each.person for each in there if each.person and each.person in people and each.is_required]
        seen = int_typed(request.POST.get("version", ""))
        try:
            move_call(shown, seen=seen, by=user, now=timezone.now(), **given)
            expect(shown, people=people, users=users, required=required, by=user, now=timezone.now())
        except ChangedMeanwhile as refusal:
            stale = refusal.record
        except CannotCall as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk:call", shown.public_id)
    status = 409 if stale else 422 if form.errors else 200
    context = {
        "form": form,
        "call": shown,
        "company": shown.company,
        "stale": stale,
        "version": (stale or shown).version,
    }
    return show(request, "desk/call_edit.html", context, status=status)


@require_POST
def held(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = find(request, public_id)
    try:
        hold_call(shown, by=reader(request), now=timezone.now())
    except CannotCall as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:call", shown.public_id)
    return redirect("desk:transcript", shown.public_id)


@require_POST
def off(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = find(request, public_id)
    try:
        call_off(shown, why=request.POST.get("why", ""), by=reader(request), now=timezone.now())
    except CannotCall as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:call", shown.public_id)


def find(request: HttpRequest, public_id: str) -> Call:
    """With its plan, its debrief and who is there; another team's is not there at all."""
    calls = calls_for(reader(request)).select_related("plan__action_who", "debrief")
    return get_object_or_404(calls.prefetch_related("attendances__person", "attendances__user"), public_id=public_id)
