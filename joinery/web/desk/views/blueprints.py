"""Blueprints: the list of those that run, and drawing one from a template."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.blueprints.actions import CannotDraw
from joinery.blueprints.actions.drawing import draw_blueprint, take_back_drawing
from joinery.blueprints.models import Blueprint, Side, Step
from joinery.blueprints.queries import blueprints_listed_for, blueprints_on_sheet_for, playbooks_to_draw_from
from joinery.blueprints.turns import next_step, turn_of
from joinery.opportunities.queries import opportunities_for
from joinery.web.desk.lists import Filter, listing
from joinery.web.desk.plans.forms import DrawForm
from joinery.web.desk.plans.preview import Preview, first_possible_day, preview_of
from joinery.web.desk.plans.saying import whose_move
from joinery.web.desk.saying import many
from joinery.web.ui.visitor import reader

COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("Blueprint", ("opportunity__name",)),
    "company": ("Customer", ("company__name",)),
    "next": ("Whose move", ("next_on",)),
    "target": ("Their day", ("target_on",)),
    "done": ("Done", ()),
    "signed": ("Signed", ("started_at",)),
    "owner": ("Looked after by", ("opportunity__owner__name",)),
}


@require_safe
def blueprints(request: HttpRequest) -> HttpResponse:
    """Those that run; what is late stands first."""
    user, today, typed = reader(request), timezone.localdate(), request.GET.get("q", "")[:100]
    chips: dict[str, tuple[str, Filter]] = {
        "mine": ("Mine", lambda rows: rows.filter(opportunity__owner=user)),
        "late": ("Late", lambda rows: rows.filter(next_on__lt=today)),
        "waiting": ("Something is in the way", lambda rows: rows.filter(open_concerns__gt=0)),
        "unsigned": ("Not signed", lambda rows: rows.filter(started_at__isnull=True)),
        "ended": ("All done", lambda rows: rows.filter(next_on__isnull=True)),
    }
    rows = blueprints_listed_for(user)
    is_ended = "ended" in request.GET.getlist("only")
    shown, _ = listing(
        request,
        rows if is_ended else rows.filter(next_on__isnull=False),  # type: ignore[misc]
        columns=COLUMNS,
        chips=chips,
        seek=lambda rows: rows.filter(Q(title__icontains=typed) | Q(company__name__icontains=typed)) if typed else rows,
        sort="next",
    )
    page = {"here": "blueprints", "list": shown, "rows": [_row(row, today) for row in shown.rows]}
    return render(request, "desk/blueprints.html", page)


def _row(blueprint: Blueprint, today: date) -> dict[str, Any]:
    steps = [step for step in blueprint.steps.all() if step.state != Step.State.LEFT_OUT]
    first = next_step(steps)
    late = sum(step.due_on is not None and step.due_on < today for step in steps if step.state != Step.State.DONE)
    return {
        "blueprint": blueprint,
        "step": first,
        "is_ours": first is not None and turn_of(first) == Side.OURS,
        "says": whose_move(steps, today),
        "late": late,
        "late_says": f"{many(late, 'step').capitalize()} late.",
        "way_says": f"{many(blueprint.open_concerns, 'thing').capitalize()} in the way.",  # type: ignore[attr-defined]
        "done": sum(step.state == Step.State.DONE for step in steps),
        "count": len(steps),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET shows the days before anything is drawn; POST draws."""
    user, now = reader(request), timezone.now()
    opportunity = get_object_or_404(opportunities_for(user).select_related("company"), public_id=public_id)
    if drawn := blueprints_listed_for(user).filter(opportunity=opportunity).first():
        return redirect("desk:blueprint", drawn.public_id)
    playbooks = playbooks_to_draw_from().values()
    asked = request.POST if request.method == "POST" else request.GET if "target_on" in request.GET else None
    suggested = opportunity.close_on or timezone.localdate() + timedelta(weeks=10)
    form = DrawForm(asked, playbooks=playbooks, initial={"target_on": suggested})
    preview = _preview(form) if form.is_bound and form.is_valid() else None
    status = 200
    if request.method == "POST":
        status = 422
        if preview and (not preview.is_too_near or "all_the_same" in request.POST):
            try:
                said = dict(form.cleaned_data)
                playbook, target_on = form.chosen, said.pop("target_on")
                said.pop("playbook")
                drawn = draw_blueprint(opportunity, playbook, target_on, by=user, now=now, **said)
                return redirect("desk:blueprint", drawn.public_id)
            except CannotDraw as refusal:
                form.add_error("target_on", str(refusal))
    page = {
        "form": form,
        "opportunity": opportunity,
        "preview": preview,
        "first_day": _first_day(form) if form.is_bound and not preview else None,
        "here": "blueprints",
    }
    name = "desk/pieces/plan_preview.html" if request.headers.get("HX-Request") else "desk/blueprint_new.html"
    return render(request, name, page, status=status if request.method == "POST" else 200)


def _preview(form: DrawForm) -> Preview | None:
    said, today = form.cleaned_data, timezone.localdate()
    if said["target_on"] <= today:
        form.add_error("target_on", "This day is over already. Which day do they want it by?")
        return None
    if (said["target_on"] - today).days > 365 * 5:
        form.add_error("target_on", "That is more than five years away. Is the year right?")
        return None
    more = {"options": said["has_options"], "customisation": said["has_customisation"]}
    return preview_of(form.chosen, said["target_on"], today, **more)


def _first_day(form: DrawForm) -> date | None:
    """Where the day asked for is no day: the first that could be."""
    if form.cleaned_data.get("playbook") is None:
        return None
    more = {name: form.cleaned_data.get(f"has_{name}", False) for name in ("options", "customisation")}
    return first_possible_day(form.chosen, timezone.localdate(), **more)


@require_POST
def away(request: HttpRequest, public_id: str) -> HttpResponse:
    """Drawn by mistake: taken back, as long as no customer saw it."""
    user = reader(request)
    blueprint = get_object_or_404(blueprints_on_sheet_for(user), public_id=public_id)
    place = blueprint.opportunity.public_id
    try:
        take_back_drawing(blueprint, by=user, now=timezone.now())
    except CannotDraw as refusal:
        messages.warning(request, str(refusal))
        return redirect("desk:blueprint", public_id)
    messages.success(request, "The blueprint is taken back. Draw another one whenever you like.")
    return redirect("desk:opportunity", place)
