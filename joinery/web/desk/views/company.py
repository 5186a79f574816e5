"""The record of a customer, in parts: so far, what we know, people, opportunities, promises, notes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.beliefs.knowledge import concept_card, how_many, lines_of
from joinery.beliefs.queries import beliefs_for, given_up_for, lights_for
from joinery.calls.queries import calls_for
from joinery.customers.actions import CannotKeep, add_helper, remove_helper, write_note
from joinery.customers.models import Company
from joinery.customers.queries import companies_for, notes_for, people_for, put_away_people_for
from joinery.firm.models import User
from joinery.firm.queries import colleagues_for, deeds_of_companies
from joinery.method.stages import Stage, stages
from joinery.opportunities.queries import opportunities_for, put_away_opportunities_for
from joinery.promises.queries import promises_on_cards_for
from joinery.rooms.queries import guests_for, rooms_for
from joinery.web.desk.forms.knowledge import BeliefForm, NoteForm, PromiseForm
from joinery.web.desk.going import back
from joinery.web.desk.people_known import known_people
from joinery.web.desk.promised import BothWays
from joinery.web.desk.records import NextCall
from joinery.web.desk.timeline import KINDS, happenings, narrowed
from joinery.web.ui.visitor import reader

PARTS = {
    "": "So far",
    "know": "What we know",
    "people": "People",
    "opportunities": "Opportunities",
    "promises": "Promises",
    "notes": "Notes and details",
}
DEEDS = 40


@require_safe
def company(request: HttpRequest, public_id: str) -> HttpResponse:
    user, now = reader(request), timezone.now()
    company = get_object_or_404(companies_for(user), public_id=public_id)
    part = request.GET.get("see", "")
    part = part if part in PARTS else ""
    upcoming = calls_for(user).filter(company=company, starts_at__gte=now, called_off_at__isnull=True)
    next_call = upcoming.order_by("starts_at").values_list(*NextCall._fields).first()
    page = {
        "here": "customers",
        "company": company,
        "part": part,
        "parts": PARTS,
        "next_call": NextCall(*next_call) if next_call else None,
        "room": rooms_for(user).filter(company=company).values("opened_at", "closed_at").first(),
        **_FILL[part](request, company, user, now),
    }
    return render(request, "desk/company.html", page)


def _so_far(request: HttpRequest, company: Company, user: User, now: datetime) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    deeds = list(narrowed(deeds_of_companies([company.pk]), kind)[: DEEDS + 1])
    return {
        "kinds": [(name, title, name == kind) for name, (title, _) in KINDS.items()],
        "kind": kind if kind in KINDS else "",
        "happenings": happenings(deeds[:DEEDS], timezone.localdate()),
        "is_longer": len(deeds) > DEEDS,
        "people": people_for(user).filter(company=company).values("public_id", "name", "title")[:6],
        "opportunities": _opportunities(company, user),
        "both": BothWays.of(
            promises_on_cards_for(user).filter(company=company, state__in=["requested", "promised", "reported"])[:12],
            timezone.localdate(),
        ),
        "note_form": NoteForm(),
    }


def _know(request: HttpRequest, company: Company, user: User, now: datetime) -> dict[str, Any]:
    lines = lines_of(beliefs_for(user).filter(company=company), now)
    return {
        "card": concept_card(lines),
        "lines": [line for line in lines if line.belief.kind != "concept"],
        "rungs": how_many(lines),
        "count": len(lines),
        "lights": lights_for(user).filter(company=company),
        "belief_form": BeliefForm(people=people_for(user).filter(company=company)),
        "gave_up": given_up_for(user).filter(public_id=request.GET.get("gave_up", "")).first(),
    }


def _people(request: HttpRequest, company: Company, user: User, now: datetime) -> dict[str, Any]:
    away = put_away_people_for(user).filter(company=company, public_id=request.GET.get("away", ""))
    return {"people": known_people(people_for(user).filter(company=company), user), "away": away.first()}


def _opportunities_part(request: HttpRequest, company: Company, user: User, now: datetime) -> dict[str, Any]:
    away = put_away_opportunities_for(user).filter(company=company, public_id=request.GET.get("away", ""))
    return {"opportunities": _opportunities(company, user), "away": away.first()}


def _opportunities(company: Company, user: User) -> list[tuple[Any, Stage]]:
    rows = opportunities_for(user).filter(company=company).order_by("-created_at")
    shown = rows.values("public_id", "name", "stage", "amount", "currency", "close_on", "next_step")[:50]
    return [(row, stages()[row["stage"]]) for row in shown]


def _promises(request: HttpRequest, company: Company, user: User, now: datetime) -> dict[str, Any]:
    return {
        "both": BothWays.of(promises_on_cards_for(user).filter(company=company)[:200], timezone.localdate()),
        "promise_form": PromiseForm(people=people_for(user).filter(company=company)),
    }


def _notes(request: HttpRequest, company: Company, user: User, now: datetime) -> dict[str, Any]:
    helpers = list(company.helpers.all())
    return {
        "notes": notes_for(user).filter(company=company)[:50],
        "helpers": helpers,
        "others": colleagues_for(user).exclude(pk__in=[*(helper.pk for helper in helpers), company.owner_id]),
        "note_form": NoteForm(),
        "guests": guests_for(user).filter(room__company=company),
    }


_FILL = {
    "": _so_far,
    "know": _know,
    "people": _people,
    "opportunities": _opportunities_part,
    "promises": _promises,
    "notes": _notes,
}


@require_POST
def notes(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    company = get_object_or_404(companies_for(user), public_id=public_id)
    try:
        write_note(company, request.POST.get("words", "")[:10_000], by=user, now=timezone.now())
    except CannotKeep as refusal:
        messages.warning(request, str(refusal))
    return back(request, f"/customers/{public_id}/")


@require_POST
def helpers(request: HttpRequest, public_id: str) -> HttpResponse:
    """A colleague of any team helps with this customer, or no longer does."""
    user = reader(request)
    company = get_object_or_404(companies_for(user), public_id=public_id)
    helper = get_object_or_404(colleagues_for(user), public_id=request.POST.get("who", ""))
    change = remove_helper if "remove" in request.POST else add_helper
    change(company, helper, by=user, now=timezone.now())
    return redirect(f"/customers/{public_id}/?see=notes")
