"""The debrief on one screen, and a verdict on each slip."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from joinery.calls.models import Call, Proposal
from joinery.calls.queries import proposals_for
from joinery.calls.tiers import fit_tiers_if_due
from joinery.firm.models import User
from joinery.lib.records import ChangedMeanwhile
from joinery.steps.accepted_words import CannotTakeBack
from joinery.steps.debrief_call import CannotAccept, CannotDecide, CannotFinish, NextCall, accept, drop, undo
from joinery.steps.debrief_call import finish_debrief as finish
from joinery.web.desk.calling import show
from joinery.web.desk.calling.debriefing import debriefing_of
from joinery.web.desk.calling.forms import FinishForm
from joinery.web.desk.calling.rows import with_whom
from joinery.web.desk.calling.slips import slip_of
from joinery.web.desk.calling.unclear import heard_with, unclear_for
from joinery.web.desk.views.call import find
from joinery.web.ui.visitor import reader


@require_http_methods(["GET", "HEAD", "POST"])
def debrief(request: HttpRequest, public_id: str) -> HttpResponse:
    user, call = reader(request), find(request, public_id)
    if call.held_at is None:
        return redirect("desk:call", call.public_id)
    done = getattr(call, "debrief", None)
    names = ("benefit_given", "benefit_words", "action_result", "action_words", "learned")
    start = {name: getattr(done, name) for name in names} | {"version": done.version} if done else {}
    form = FinishForm(request.POST or None, initial=start)
    theirs: Any = None
    if request.method == "POST" and form.is_valid():
        try:
            return _finish(call, form, user)
        except CannotFinish as refusal:
            form.add_error("action_result" if form.cleaned_data["benefit_given"] else "benefit_given", str(refusal))
        except ChangedMeanwhile as refusal:
            theirs = refusal.record
    plan = getattr(call, "plan", None)
    context = {
        "call": call,
        "plan": plan,
        "done": done,
        "form": form,
        "theirs": theirs,
        "version": theirs.version if theirs else form["version"].value() or "",
        "with_whom": with_whom(call),
        "page": debriefing_of(call, plan, user),
    }
    status = 409 if theirs else 422 if form.errors else 200
    return show(request, "desk/debrief.html", context, status=status)


def _finish(call: Call, form: FinishForm, user: User) -> HttpResponse:
    given: dict[str, Any] = dict(form.cleaned_data)
    title, starts_at, seen = given.pop("next_title"), given.pop("next_at"), given.pop("version")
    wanted = NextCall(title, starts_at) if title else None
    _, following = finish(call, next_call=wanted, seen=seen, by=user, now=timezone.now(), **given)
    fit_tiers_if_due(now=timezone.now())
    return redirect("desk:plan" if following else "desk:call", (following or call).public_id)


@require_POST
def verdict(request: HttpRequest, public_id: str) -> HttpResponse:
    user, now = reader(request), timezone.now()
    proposal = get_object_or_404(proposals_for(user), public_id=public_id)
    answer, words = request.POST.get("answer"), request.POST.get("words", "")[:4000]
    refusal = ""
    try:
        if answer in ("accepted", "changed"):
            accept(proposal, words=words if answer == "changed" else "", by=user, now=now)
        elif answer == "dropped":
            drop(proposal, by=user, now=now)
        elif answer == "undo":
            undo(proposal, by=user, now=now)
        else:
            raise Http404
    except (CannotAccept, CannotDecide, CannotTakeBack) as reason:
        refusal = str(reason)
    return answer_slip(request, user, public_id, refusal)


def answer_slip(request: HttpRequest, user: User, public_id: str, refusal: str = "") -> HttpResponse:
    """The slip as it stands now, or without JavaScript the page that it lies on."""
    proposal: Proposal = get_object_or_404(proposals_for(user), public_id=public_id)
    if not request.headers.get("HX-Request"):
        if refusal:
            messages.error(request, refusal)
        there = redirect("desk:debrief", proposal.recording.call.public_id)
        there["Location"] += f"#slip-{proposal.public_id}"
        return there
    same_call = proposals_for(user).filter(recording__call=proposal.recording.call_id)
    waiting = same_call.filter(verdict__isnull=True)
    context = {
        "slip": slip_of(proposal, unclear_for([proposal], user).get(proposal.pk)),
        "refusal": refusal,
        "left": waiting.count(),
        "count": same_call.count(),
        "is_answer": True,
        "heard_too": heard_with(proposal, waiting, user),
    }
    return show(request, "desk/pieces/slip.html", context, status=422 if refusal else 200)
