"""Who decides, and what else they could do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.customers.queries import people_for
from joinery.opportunities.actions import (
    CannotName,
    add_alternative,
    add_decision_person,
    ask_about,
    note_nobody_else,
    remove_decision_person,
)
from joinery.opportunities.queries import alternatives_for, decision_people_for, opportunities_for
from joinery.web.desk.forms.opportunities import AlternativeForm, PartForm
from joinery.web.ui.visitor import reader


@require_POST
def parts(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    opportunity = get_object_or_404(opportunities_for(user), public_id=public_id)
    form = PartForm(request.POST, people=people_for(user).filter(company=opportunity.company))
    if form.is_valid():
        add_decision_person(opportunity, by=user, now=timezone.now(), **form.cleaned_data)
    else:
        messages.warning(request, "Choose who it is and which part they have.")
    return redirect(f"/opportunities/{public_id}/#people")


@require_POST
def part_away(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    part = get_object_or_404(decision_people_for(user).select_related("opportunity"), public_id=public_id)
    remove_decision_person(part, by=user, now=timezone.now())
    return redirect(f"/opportunities/{part.opportunity.public_id}/#people")


@require_POST
def alternatives(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another way noted; or we asked, and they named nobody."""
    user, now = reader(request), timezone.now()
    opportunity = get_object_or_404(opportunities_for(user), public_id=public_id)
    form = AlternativeForm(request.POST)
    try:
        if "nobody" in request.POST:
            note_nobody_else(opportunity, by=user, now=now)
        elif form.is_valid():
            add_alternative(opportunity, by=user, now=now, **form.cleaned_data)
        else:
            raise CannotName("Say which other way they have.")
    except CannotName as refusal:
        messages.warning(request, str(refusal))
    return redirect(f"/opportunities/{public_id}/#ways")


@require_POST
def asking(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    other = get_object_or_404(alternatives_for(user).select_related("opportunity"), public_id=public_id)
    ask_about(other, by=user, now=timezone.now())
    return redirect(f"/opportunities/{other.opportunity.public_id}/#ways")
