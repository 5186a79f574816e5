"""One step of a blueprint on the desk: its sheet, its plan, its day, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from joinery.blueprints.actions import CannotChange, CannotStep, NeedsReason
from joinery.blueprints.actions.concerns import answer_concern, close_concern, open_concern
from joinery.blueprints.actions.doing import finish_step, reopen_step, say_to_step
from joinery.blueprints.actions.editing import bring_back, hand_back, leave_out, re_date, take_on
from joinery.blueprints.actions.slipping import slip_step
from joinery.blueprints.models import Step
from joinery.blueprints.queries import concerns_for, steps_for
from joinery.blueprints.turns import in_order
from joinery.firm.models import User
from joinery.lib.records import ChangedMeanwhile
from joinery.web.desk.plans.edits import BothWrote, write_step
from joinery.web.desk.plans.forms import ConcernForm, DayForm, DeedForm, StepForm, cause_choices
from joinery.web.desk.plans.panel import panel_of
from joinery.web.desk.views.blueprint import owners_of
from joinery.web.ui.visitor import reader


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET opens its sheet; POST writes what is planned."""
    user = reader(request)
    found = get_object_or_404(steps_for(user), public_id=public_id)
    if request.method != "POST":
        return _panel(request, found)
    form = _form(found, user, request.POST)
    if not form.is_valid():
        return _panel(request, found, form=form, status=422)
    try:
        write_step(found, _seen(request), form, by=user, now=timezone.now())
    except BothWrote as both:
        current = steps_for(user).get(pk=both.step.pk)
        return _panel(request, current, form=form, both=both.lines, status=409)
    except CannotChange as refusal:
        return _panel(request, found, form=form, refusal=str(refusal), status=422)
    return _back(request, found)


@require_POST
def day(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another day. Later than what was agreed, with its cause: then it waits for their yes."""
    user, now = reader(request), timezone.now()
    found = get_object_or_404(steps_for(user), public_id=public_id)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _panel(request, found, day_form=form, status=422)
    said, seen = form.cleaned_data, _seen(request)
    try:
        if said["cause"]:
            slip_step(found, said["day"], said["cause"], seen, by=user, now=now, words=said["words"])
        else:
            re_date(found, said["day"], seen, by=user, now=now, words=said["words"])
    except ChangedMeanwhile:
        current = steps_for(user).get(pk=found.pk)
        return _panel(request, current, day_form=form, is_day_both=True, status=409)
    except (CannotChange, CannotStep) as refusal:
        return _panel(request, found, day_form=form, refusal=str(refusal), status=422)
    return _back(request, found)


@require_POST
def deeds(request: HttpRequest, public_id: str) -> HttpResponse:
    """Done, opened again, a word, taken on, handed over, left out, brought back."""
    user, now = reader(request), timezone.now()
    found = get_object_or_404(steps_for(user), public_id=public_id)
    form = DeedForm(request.POST)
    if not form.is_valid():
        return _panel(request, found, refusal="That was too long, or nothing was pressed.", status=422)
    said, seen = form.cleaned_data, _seen(request)
    words, reason = said["words"], said["reason"]
    doings: dict[str, Callable[[], object]] = {
        "done": lambda: finish_step(found, by=user, now=now, words=words, reason=reason),
        "again": lambda: reopen_step(found, words, by=user, now=now),
        "say": lambda: say_to_step(found, words, by=user, now=now),
        "take": lambda: take_on(found, seen, by=user, now=now),
        "hand_over": lambda: hand_back(found, seen, by=user, now=now, words=words),
        "leave_out": lambda: leave_out(found, seen, words, by=user, now=now),
        "bring_back": lambda: bring_back(found, seen, by=user, now=now),
    }
    try:
        doings.get(said["deed"], _nothing)()
    except NeedsReason as asked:
        return _panel(request, found, asks_reason=str(asked), typed=words, deed=said["deed"], status=422)
    except ChangedMeanwhile:
        current = steps_for(user).get(pk=found.pk)
        says = "Somebody else changed this step meanwhile. It stands here as it is now; press again if it still holds."
        return _panel(request, current, refusal=says, typed=words, deed=said["deed"], status=409)
    except (CannotStep, CannotChange) as refusal:
        return _panel(request, found, refusal=str(refusal), typed=words, deed=said["deed"], status=422)
    return _back(request, found)


@require_POST
def concerns(request: HttpRequest, public_id: str) -> HttpResponse:
    """Something is in our way with this step."""
    user = reader(request)
    found = get_object_or_404(steps_for(user), public_id=public_id)
    form = ConcernForm(request.POST)
    try:
        if not form.is_valid():
            raise CannotStep("Please write what is in the way, so that somebody can help.")
        open_concern(found, form.cleaned_data["kind"], form.cleaned_data["words"], by=user, now=timezone.now())
    except CannotStep as refusal:
        return _panel(request, found, refusal=str(refusal), status=422)
    return _back(request, found)


@require_POST
def concern(request: HttpRequest, public_id: str) -> HttpResponse:
    """Our answer to what is in their way; or that ours is settled."""
    user, now = reader(request), timezone.now()
    found = get_object_or_404(concerns_for(user), public_id=public_id)
    place = get_object_or_404(steps_for(user), pk=found.step_id)
    words = request.POST.get("words", "")[:4000]
    try:
        if "settled" in request.POST:
            close_concern(found, words, by=user, now=now)
        else:
            answer_concern(found, words, by=user, now=now)
    except CannotStep as refusal:
        return _panel(request, place, refusal=str(refusal), typed=words, deed=public_id, status=422)
    return _back(request, place)


def _nothing() -> None:
    raise CannotStep("Choose what happened.")


def _seen(request: HttpRequest) -> int:
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


def _form(found: Step, user: User, posted: Any = None) -> StepForm:
    others = in_order(found.blueprint.steps.all())
    return StepForm(posted, owners=owners_of(found.blueprint, user), others=others, step=found)


def _panel(
    request: HttpRequest, found: Step, *, form: StepForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The sheet of a step: a piece of the plan's page for htmx, else a page of its own."""
    form = form or _form(found, reader(request))
    panel = panel_of(found, timezone.localdate())
    page = {"here": "blueprints", "panel": panel, "form": form, "causes": cause_choices(), **more}
    if not request.headers.get("HX-Request"):
        return render(request, "desk/plan_step.html", page, status=status)
    answer = render(request, "desk/pieces/plan_step.html", page, status=status)
    answer["HX-Retarget"] = answer["HX-Reselect"] = f"#open-{found.public_id}"
    answer["HX-Reswap"] = "outerHTML"
    return answer


def _back(request: HttpRequest, found: Step) -> HttpResponse:
    """To the plan, where other sheets that are being written on stay open."""
    place = f"/blueprints/{found.blueprint.public_id}/"
    if request.headers.get("HX-Request"):
        others = [one for one in request.POST.getlist("open")[:20] if one != found.public_id]
        return redirect(f"{place}?{urlencode({'open': others}, doseq=True)}" if others else place)
    messages.success(request, f"“{found.title}” is written down.")
    return redirect(f"{place}#step-{found.public_id}")
