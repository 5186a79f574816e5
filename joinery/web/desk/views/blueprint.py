"""One blueprint on the desk: its sheet, what is newer than the page, and what concerns the plan as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.blueprints.actions import CannotChange, CannotDraw
from joinery.blueprints.actions.drawing import hide_blueprint, show_blueprint
from joinery.blueprints.actions.editing import add_step, choose_level, name_blueprint
from joinery.blueprints.agreement import agreement_on, names_of, names_under, newest
from joinery.blueprints.models import Blueprint, Level, Step
from joinery.blueprints.queries import blueprints_for_edit, blueprints_on_sheet_for, newest_version_for
from joinery.customers.queries import people_for
from joinery.firm.models import User
from joinery.firm.queries import colleagues_for, the_firm
from joinery.lib.records import ChangedMeanwhile
from joinery.web.desk.plans.forms import AddStepForm, Owners
from joinery.web.desk.plans.sheet import sheet_of
from joinery.web.ui.visitor import reader


@require_safe
def blueprint(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    return render(request, "desk/blueprint.html", page_of(request, user, public_id))


def page_of(request: HttpRequest, user: User, public_id: str, add_form: AddStepForm | None = None) -> dict[str, Any]:
    """`open`: the steps whose sheets stay open when the plan behind them is loaded anew."""
    found = get_object_or_404(blueprints_on_sheet_for(user), public_id=public_id)
    firm = the_firm()
    version, names = newest(found), names_of(found)
    under_it = [one for one in names if one.version_id == version.pk]
    agreement = agreement_on(version, found.steps.all(), under_it)
    signed_by = [one.typed_name for one in names_under(names)] if found.started_at else []
    named = firm.name if firm else "We"
    sheet = sheet_of(found, agreement, firm=named, today=timezone.localdate(), signed_by=signed_by)
    owners = owners_of(found, user)
    return {
        "here": "blueprints",
        "blueprint": found,
        "sheet": sheet,
        "agreement": agreement,
        "levels": Level.choices,
        "open": frozenset(request.GET.getlist("open")[:20]),
        "add_form": add_form or AddStepForm(owners=owners, others=[line.step for line in sheet.lines]),
    }


def owners_of(found: Blueprint, user: User) -> Owners:
    people = list(people_for(user).filter(company=found.company_id))
    return Owners(list(colleagues_for(user)), people, found.company.name)


@require_safe
def newer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asked every few seconds by an open page: is there a newer version than the one it shows? One small question."""
    seen = request.GET.get("seen", "")
    version = newest_version_for(reader(request), public_id)
    if version is None:
        raise Http404
    tag = f'"{version.number}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=304)
    elif seen.isdecimal() and len(seen) < 10 and version.number > int(seen):
        page = {"version": version, "public_id": public_id, "seen": seen}
        answer = render(request, "desk/pieces/plan_newer.html", page)
    else:
        answer = HttpResponse(status=204)
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


@require_POST
def level(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    found = get_object_or_404(blueprints_for_edit(user), public_id=public_id)
    try:
        choose_level(found, request.POST.get("level", ""), by=user, now=timezone.now())
    except (CannotChange, ChangedMeanwhile) as refusal:
        messages.warning(request, str(refusal))
    return redirect("desk:blueprint", public_id)


@require_POST
def name(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    found = get_object_or_404(blueprints_for_edit(user), public_id=public_id)
    title, seen = request.POST.get("title", ""), request.POST.get("version", "")
    try:
        name_blueprint(
            found, int(seen) if seen.isdecimal() and len(seen) < 10 else 0, title, by=user, now=timezone.now()
        )
    except CannotChange as refusal:
        messages.warning(request, str(refusal))
    except ChangedMeanwhile as changed:
        stored = changed.record.title  # type: ignore[attr-defined]
        messages.warning(
            request, f"Somebody else changed the plan meanwhile. It is called “{stored}”, you wrote “{title}”."
        )
    return redirect("desk:blueprint", public_id)


@require_POST
def showing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Into the customer's room, or out of it again."""
    user, now = reader(request), timezone.now()
    found = get_object_or_404(blueprints_for_edit(user), public_id=public_id)
    try:
        if "hide" in request.POST:
            hide_blueprint(found, by=user, now=now)
        else:
            show_blueprint(found, by=user, now=now)
            messages.success(request, "They see it in their room now, and can draw it with you.")
    except (CannotDraw, ChangedMeanwhile) as refusal:
        messages.warning(request, str(refusal))
    return redirect("desk:blueprint", public_id)


@require_POST
def steps(request: HttpRequest, public_id: str) -> HttpResponse:
    """A step that the template does not have."""
    user = reader(request)
    found = get_object_or_404(blueprints_on_sheet_for(user), public_id=public_id)
    others = [step for step in found.steps.all() if step.state != Step.State.LEFT_OUT]
    form = AddStepForm(request.POST, owners=owners_of(found, user), others=others)
    if form.is_valid():
        said, owner = form.cleaned_data, form.owners[form.cleaned_data["owner"]]
        try:
            added = add_step(
                found,
                said["title"],
                by=user,
                now=timezone.now(),
                side=owner["side"],
                owner=owner["owner_user"] or owner["owner_person"],
                due_on=said["due_on"],
                takes=said["takes"],
                after=(said["after"],) if said["after"] else (),
            )
            return redirect(f"/blueprints/{public_id}/#step-{added.public_id}")
        except CannotChange as refusal:
            form.add_error(None, str(refusal))
    return render(request, "desk/blueprint.html", page_of(request, user, public_id, form), status=422)
