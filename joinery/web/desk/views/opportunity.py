"""The record of an opportunity: their picture, what we know, lights, people, other ways, promises, what happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.beliefs.knowledge import concept_card, how_many, lines_of, worth_asking
from joinery.beliefs.queries import beliefs_for, given_up_for, lights_for
from joinery.blueprints.queries import blueprints_listed_for
from joinery.calls.queries import calls_for, opportunities_with_next_call
from joinery.customers.queries import people_for
from joinery.firm.models import User
from joinery.firm.queries import deeds_of_companies
from joinery.lib.records import ChangedMeanwhile
from joinery.method.checks import ask_first
from joinery.method.stages import stages
from joinery.opportunities.actions import CannotMove, CannotPass
from joinery.opportunities.models import Opportunity
from joinery.opportunities.queries import alternatives_for, decision_people_for
from joinery.promises.queries import promises_on_cards_for
from joinery.steps.pass_gates import GateClosed, move_opportunity
from joinery.web.desk.fitting import gate_page
from joinery.web.desk.forms.knowledge import BeliefForm, LightForm, PromiseForm
from joinery.web.desk.forms.opportunities import AlternativeForm, PartForm, StageForm
from joinery.web.desk.going import back
from joinery.web.desk.plans.block import plan_block
from joinery.web.desk.promised import BothWays
from joinery.web.desk.standing import how_it_stands, ways_known
from joinery.web.desk.timeline import happenings
from joinery.web.ui.visitor import reader


@require_safe
def opportunity(request: HttpRequest, public_id: str) -> HttpResponse:
    user, now = reader(request), timezone.now()
    opportunity = get_object_or_404(opportunities_with_next_call(user, now), public_id=public_id)
    people = list(people_for(user).filter(company=opportunity.company))
    gave_up = request.GET.get("gave_up") and given_up_for(user).filter(public_id=request.GET["gave_up"]).first()
    page = {
        "here": "opportunities",
        "opportunity": opportunity,
        "stage": stages()[opportunity.stage],
        "stages": list(stages().values()),
        "days": max((now - opportunity.stage_since).days, 0),
        "moved_from": stages().get(request.GET.get("moved_from", "")),
        "gave_up": gave_up,
        "people": people,
        "belief_form": BeliefForm(people=people),
        "light_form": LightForm(people=people),
        "promise_form": PromiseForm(people=people),
        "part_form": PartForm(people=people),
        "alternative_form": AlternativeForm(),
        "plan": plan_block(blueprints_listed_for(user).filter(opportunity=opportunity).first()),
        **_known(opportunity, user, now),
    }
    return render(request, "desk/opportunity.html", page)


def _known(opportunity: Opportunity, user: User, now: datetime) -> dict[str, Any]:
    """What is known of the customer as a whole belongs here too; what belongs to another opportunity does not."""
    here = Q(opportunity=opportunity) | Q(opportunity__isnull=True, company=opportunity.company)
    lines = lines_of(beliefs_for(user).filter(here), now)
    lights = list(lights_for(user).filter(here))
    parts = list(decision_people_for(user).filter(opportunity=opportunity))
    ways = ways_known(alternatives_for(user).filter(opportunity=opportunity), lines)
    promises = list(promises_on_cards_for(user).filter(opportunity=opportunity)[:100])
    calls = calls_for(user).filter(opportunity=opportunity).values("public_id")
    about = [opportunity.public_id, *(one.public_id for one in [*lights, *promises])]
    deeds = deeds_of_companies([opportunity.company_id]).filter(Q(about_id__in=about) | Q(about_id__in=calls))
    return {
        "stands": how_it_stands(lines, parts, lights),
        "card": concept_card(lines),
        "first_question": ask_first("concept"),
        "lines": [line for line in lines if line.belief.kind != "concept"],
        "rungs": how_many(lines),
        "count": len(lines),
        "asking": worth_asking(lines),
        "lights": lights,
        "parts": parts,
        "ways": ways,
        "is_competition_asked": any(way.other.asked_at for way in ways),
        "competition_question": ask_first("competitor"),
        "both": BothWays.of(promises, timezone.localdate()),
        "happenings": happenings(deeds[:15], timezone.localdate()),
    }


@require_POST
def stage(request: HttpRequest, public_id: str) -> HttpResponse:
    """Moved along, by the form or by dragging its card. An end is asked for its reason on the record's page."""
    user, now = reader(request), timezone.now()
    opportunity = get_object_or_404(opportunities_with_next_call(user, now), public_id=public_id)
    before, form = opportunity.stage, StageForm(request.POST)
    try:
        if not form.is_valid():
            raise CannotMove("There is no such stage.")
        words = {name: form.cleaned_data[name] for name in ("why", "their_words", "reason")}
        move_opportunity(opportunity, form.cleaned_data["stage"], by=user, now=now, **words)
    except GateClosed as closed:
        return gate_page(request, opportunity, closed, form.cleaned_data)
    except (CannotMove, CannotPass, ChangedMeanwhile) as refusal:
        messages.warning(request, str(refusal))
        return redirect("desk:opportunity", public_id)
    answer = back(request, f"/opportunities/{public_id}/")
    if before != opportunity.stage and "undo" not in request.POST:
        joint = "&" if "?" in answer.url else "?"
        return redirect(f"{answer.url}{joint}moved={public_id}&moved_from={before}")
    return answer
