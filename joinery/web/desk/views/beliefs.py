"""A belief: added as a guess or a report, given up, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.beliefs.actions import CannotBelieve, believe, believe_again, give_up
from joinery.beliefs.models import Belief
from joinery.beliefs.queries import beliefs_for, given_up_for
from joinery.customers.models import Company
from joinery.customers.queries import companies_for, people_for
from joinery.opportunities.models import Opportunity
from joinery.opportunities.queries import opportunities_for
from joinery.web.desk.forms.knowledge import BeliefForm, GiveUpForm
from joinery.web.ui.visitor import reader


@require_POST
def of_company(request: HttpRequest, public_id: str) -> HttpResponse:
    company = get_object_or_404(companies_for(reader(request)), public_id=public_id)
    _add(request, company, None)
    return redirect(f"/customers/{public_id}/?see=know")


@require_POST
def of_opportunity(request: HttpRequest, public_id: str) -> HttpResponse:
    opportunity = get_object_or_404(opportunities_for(reader(request)), public_id=public_id)
    _add(request, opportunity.company, opportunity)
    return redirect(f"/opportunities/{public_id}/#know")


def _add(request: HttpRequest, company: Company, opportunity: Opportunity | None) -> None:
    """A guess, or what one of theirs told us. Never a quote: that comes out of a conversation only."""
    user = reader(request)
    form = BeliefForm(request.POST, people=people_for(user).filter(company=company))
    if not form.is_valid():
        messages.warning(request, "Say what you believe, and what it is about.")
        return
    kind, sort = form.kind_and_sort
    try:
        believe(
            company,
            kind,
            form.cleaned_data["words"],
            sort=sort,
            opportunity=opportunity,
            person=form.cleaned_data["person"],
            is_reported=form.cleaned_data["how"] == "reported",
            by=user,
            now=timezone.now(),
        )
    except CannotBelieve as refusal:
        messages.warning(request, str(refusal))


def _place(belief: Belief) -> str:
    if belief.opportunity:
        return f"/opportunities/{belief.opportunity.public_id}/"
    return f"/customers/{belief.company.public_id}/?see=know"


@require_safe
def belief(request: HttpRequest, public_id: str) -> HttpResponse:
    """A belief stands on the record that it belongs to."""
    belief = get_object_or_404(beliefs_for(reader(request)), public_id=public_id)
    return redirect(f"{_place(belief)}#belief-{public_id}")


@require_POST
def giving_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """Given up with why, or taken back."""
    user, now = reader(request), timezone.now()
    if "take_back" in request.POST:
        belief = get_object_or_404(given_up_for(user), public_id=public_id)
        believe_again(belief, by=user, now=now)
        return redirect(f"{_place(belief)}#belief-{public_id}")
    belief = get_object_or_404(beliefs_for(user), public_id=public_id)
    form, place = GiveUpForm(request.POST), _place(belief)
    if not form.is_valid():
        messages.warning(request, "Say why we no longer believe it. The line stays in the history with its reason.")
        return redirect(place)
    give_up(belief, why=form.cleaned_data["why"], by=user, now=now)
    return redirect(f"{place}{'&' if '?' in place else '?'}gave_up={public_id}#know")
