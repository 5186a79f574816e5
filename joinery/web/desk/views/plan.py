"""The plan of a call: five boxes, a step checked part by part, questions chosen for what we do not know."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from joinery.calls.actions import CannotPlan, PlannedWords
from joinery.calls.models import Call, Plan
from joinery.lib.records import ChangedMeanwhile
from joinery.method.planning import Draft, check_action, lacks_of
from joinery.method.questions import coverage_sets, questions
from joinery.steps.plan_with_people import plan_with_people
from joinery.web.desk.calling import show
from joinery.web.desk.calling.forms import PlanForm, plan_initial
from joinery.web.desk.calling.planner import (
    best_rungs,
    chosen_for,
    known_of,
    planned_words,
    rail_of,
    slots_of,
    ticks_for,
)
from joinery.web.desk.views.call import find
from joinery.web.ui.visitor import reader

BOTH = (
    *("benefit", "reason_to_meet", "action_what", "action_measure", "action_by", "action_payoff"),
    *("action_achievable", "least_step", "to_learn", "in_it_for_them", "concerns", "use_of_answers"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    call = find(request, public_id)
    made: Plan | None = getattr(call, "plan", None)
    if call.held_at or call.called_off_at:
        return redirect("desk:call", call.public_id)
    start = plan_initial(call, made) | {"version": made.version if made else None}
    form = PlanForm(request.POST or None, user=reader(request), call=call, initial=start)
    if request.method != "POST" or not form.is_valid():
        return _show(request, call, made, form, status=422 if form.errors else 200)
    draft = form.draft()
    try:
        plan_with_people(
            call,
            draft,
            who=form.cleaned_data["action_who"],
            required=form.cleaned_data["required"],
            questions=_questions(request, form),
            seen=form.cleaned_data["version"],
            by=reader(request),
            now=timezone.now(),
        )
    except CannotPlan as refusal:
        for field, reason in refusal.lacks:
            form.add_error(field or None, reason)
        return _show(request, call, made, form, status=422, draft=draft)
    except ChangedMeanwhile as refusal:
        return _show(request, call, made, form, status=409, theirs=refusal.record)
    return redirect("desk:call", call.public_id)


@require_POST
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the method says to the plan as it is written so far; keeps nothing."""
    form = PlanForm(request.POST, user=reader(request), call=find(request, public_id))
    form.is_valid()
    return show(request, "desk/pieces/smart.html", _checked(form.draft()))


def _show(
    request: HttpRequest,
    call: Call,
    made: Plan | None,
    form: PlanForm,
    *,
    status: int,
    theirs: Any = None,
    draft: Draft | None = None,
) -> HttpResponse:
    user, now = reader(request), timezone.now()
    beliefs = known_of(call, user)
    rungs, slots = best_rungs(beliefs, now), slots_of(call, beliefs, user)
    purpose = request.POST.get("purpose") or request.GET.get("purpose") or (made.purpose if made else "advance")
    named = request.GET.get("for", "")
    planned = _posted(request) if request.method == "POST" else planned_words(made)
    chosen = chosen_for(call, purpose, named, rungs, slots)
    ticks, more = ticks_for(chosen, planned, made is not None or request.method == "POST", slots, rungs)
    context = {
        "call": call,
        "plan": made,
        "form": form,
        "ticks": ticks,
        "more": more,
        "sets": [(each.name, each.title) for each in coverage_sets().values()],
        "named": named,
        "rail": rail_of(call, beliefs, user, now),
        "both": _both(form, theirs) if theirs else [],
        "theirs": theirs,
        "version": theirs.version if theirs else form["version"].value() or "",
        **_checked(draft or form.draft()),
    }
    return show(request, "desk/plan.html", context, status=status)


def _checked(draft: Draft) -> dict[str, Any]:
    parts = check_action(draft)
    words = ("benefit", "to_learn", "in_it_for_them", "purpose")
    is_begun = bool(draft.benefit or draft.to_learn or draft.in_it_for_them)
    return {
        "parts": parts,
        "score": sum(part.is_there for part in parts),
        "is_begun": bool(draft.action_what.strip()),
        "purpose": draft.purpose,
        "lacks": [lack.says for lack in lacks_of(draft) if lack.field in words] if is_begun else [],
    }


def _posted(request: HttpRequest) -> dict[str, str]:
    codes = [code for code in request.POST.getlist("ask") if code in questions()]
    return {code: request.POST.get(f"words-{code}", "").strip()[:1000] or questions()[code].words for code in codes}


def _questions(request: HttpRequest, form: PlanForm) -> list[PlannedWords]:
    own = [words.strip()[:1000] for words in form.cleaned_data["own_questions"].splitlines()]
    order = list(questions())
    posted = sorted(_posted(request).items(), key=lambda each: order.index(each[0]))
    return [PlannedWords(words, code) for code, words in posted] + [PlannedWords(words) for words in own if words]


def _both(form: PlanForm, theirs: Plan) -> list[tuple[str, str, str]]:
    """(what, theirs, mine) for each line that the two wrote differently."""
    pairs = [(form.fields[name].label, getattr(theirs, name), form.cleaned_data.get(name)) for name in BOTH]
    return [(str(label), _text(one), _text(two)) for label, one, two in pairs if _text(one) != _text(two)]


def _text(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
