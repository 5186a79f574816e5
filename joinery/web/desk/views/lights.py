"""Yellow lights: noticed by hand, asked about, settled one way or the other in the customer's words."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.beliefs.actions import CannotSettle, change_light, notice_light
from joinery.beliefs.models import LightChange
from joinery.beliefs.queries import changes_of, lights_for
from joinery.customers.queries import people_for
from joinery.method.checks import slow_questions
from joinery.opportunities.queries import opportunities_for
from joinery.web.desk.forms.knowledge import LightChangeForm, LightForm
from joinery.web.desk.going import back
from joinery.web.ui.visitor import reader


@require_POST
def of_opportunity(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    opportunity = get_object_or_404(opportunities_for(user), public_id=public_id)
    form = LightForm(request.POST, people=people_for(user).filter(company=opportunity.company))
    if form.is_valid():
        notice_light(
            opportunity.company,
            form.cleaned_data["words"],
            sort=form.cleaned_data["sort"],
            person=form.cleaned_data["person"],
            opportunity=opportunity,
            by=user,
            now=timezone.now(),
        )
    else:
        messages.warning(request, "Write what made you think that they hesitate.")
    return redirect(f"/opportunities/{public_id}/#lights")


@require_safe
def light(request: HttpRequest, public_id: str) -> HttpResponse:
    found = lights_for(reader(request)).select_related("opportunity", "call")
    light = get_object_or_404(found, public_id=public_id)
    page = {
        "here": "customers",
        "light": light,
        "changes": changes_of(light),
        "questions": slow_questions(),
        "states": [state for state in LightChange.State.choices if state[0] != "open"],
    }
    return render(request, "desk/light.html", page)


@require_POST
def changes(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    light = get_object_or_404(lights_for(user), public_id=public_id)
    form = LightChangeForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Say what became of it.")
        return redirect("desk:light", public_id)
    try:
        change_light(
            light,
            form.cleaned_data["state"],
            their_words=form.cleaned_data["their_words"],
            safeguard=form.cleaned_data["safeguard"],
            by=user,
            now=timezone.now(),
        )
    except CannotSettle as refusal:
        messages.warning(request, str(refusal))
        return redirect("desk:light", public_id)
    return back(request, f"/lights/{public_id}/")
