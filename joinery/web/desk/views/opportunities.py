"""The list and the board of opportunities; a new one, an edited one, one put away."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.beliefs.queries import evidence_of
from joinery.customers.queries import companies_for
from joinery.method.stages import on_the_board, stages
from joinery.opportunities.actions import (
    add_opportunity,
    bring_back_opportunity,
    edit_opportunity,
    put_away_opportunity,
)
from joinery.opportunities.models import Opportunity
from joinery.opportunities.queries import opportunities_for, put_away_opportunities_for
from joinery.web.desk.board import board_of
from joinery.web.desk.forms.opportunities import OpportunityForm, opportunity_values
from joinery.web.desk.lists import Filter, listing
from joinery.web.desk.records import figures_of, save_or_both
from joinery.web.ui.visitor import reader

COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("Opportunity", ("name",)),
    "company": ("Customer", ("company__name", "name")),
    "stage": ("Stage", ("stage", "stage_since")),
    "worth": ("Worth", ("amount",)),
    "close": ("They decide by", ("close_on",)),
    "next": ("Next step", ()),
    "owner": ("Looked after by", ("owner__name",)),
    "known": ("In their own words", ()),
}


@require_safe
def opportunities(request: HttpRequest) -> HttpResponse:
    user, now, typed = reader(request), timezone.now(), request.GET.get("q", "")[:100]
    if request.GET.get("view") == "board":
        rows = opportunities_for(user)
        is_mine = request.GET.get("only") == "mine"
        board = board_of(rows.filter(owner=user) if is_mine else rows, user, now)
        moved = rows.filter(public_id=request.GET["moved"]).first() if "moved" in request.GET else None
        page = {"board": board, "is_mine": is_mine, "stages": on_the_board(), "here": "opportunities"}
        page |= {"moved": moved, "moved_from": stages().get(request.GET.get("moved_from", ""))}
        return render(request, "desk/board.html", page)
    shown, rows = listing(
        request,
        opportunities_for(user),
        columns=COLUMNS,
        chips=_chips(user),
        seek=lambda rows: rows.filter(Q(name__icontains=typed) | Q(company__name__icontains=typed)) if typed else rows,
        sort="close",
        numbers=("worth",),
    )
    evidence = evidence_of(row.pk for row in shown.rows)
    page = {
        "here": "opportunities",
        "list": shown,
        "rows": [(row, stages()[row.stage], evidence.get(row.pk, (0, 0))) for row in shown.rows],
        "worth": figures_of(rows.values_list("currency").annotate(Sum("amount")).order_by("currency")),
    }
    return render(request, "desk/opportunities.html", page)


def _chips(user: Any) -> dict[str, tuple[str, Filter]]:
    """Whose, and every stage; the three kinds of stage first."""

    def of_kind(kind: str) -> Filter:
        keys = [stage.key for stage in stages().values() if stage.kind == kind]
        return lambda rows: rows.filter(stage__in=keys)

    return {
        "mine": ("Mine", lambda rows: rows.filter(owner=user)),
        "open": ("To be decided", of_kind("open")),
        "won": ("Signed", of_kind("won")),
        "ended": ("Ended", of_kind("ended")),
        **{key: (stage.title, _in_stage(key)) for key, stage in stages().items()},
    }


def _in_stage(key: str) -> Filter:
    return lambda rows: rows.filter(stage=key)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    company = get_object_or_404(companies_for(user), public_id=public_id)
    form = OpportunityForm(request.POST or None, user=user, initial={"owner": user.public_id})
    if request.method == "POST" and form.is_valid():
        opportunity = add_opportunity(company, by=user, now=timezone.now(), **form.cleaned_data)
        return redirect("desk:opportunity", opportunity.public_id)
    page = {
        "form": form,
        "title": f"A new opportunity with {company.name}",
        "here": "opportunities",
        "cancel": f"/customers/{public_id}/?see=opportunities",
    }
    return render(request, "desk/form.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    opportunity: Opportunity = get_object_or_404(opportunities_for(user), public_id=public_id)
    form = OpportunityForm(request.POST or None, user=user, initial=opportunity_values(opportunity))
    return save_or_both(
        request,
        opportunity,
        form,
        save=lambda seen: edit_opportunity(opportunity, seen, by=user, now=timezone.now(), **form.cleaned_data),
        values=opportunity_values,
        page={
            "title": f"Change “{opportunity.name}”",
            "here": "opportunities",
            "cancel": f"/opportunities/{public_id}/",
        },
    )


@require_POST
def away(request: HttpRequest, public_id: str) -> HttpResponse:
    user, now = reader(request), timezone.now()
    if "bring_back" in request.POST:
        away = put_away_opportunities_for(user)
        bring_back_opportunity(get_object_or_404(away, public_id=public_id), by=user, now=now)
        return redirect("desk:opportunity", public_id)
    opportunity = get_object_or_404(opportunities_for(user), public_id=public_id)
    put_away_opportunity(opportunity, by=user, now=now)
    return redirect(f"/customers/{opportunity.company.public_id}/?see=opportunities&away={public_id}")
