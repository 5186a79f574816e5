"""The list of customers; a new one, an edited one, one put away."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.customers.actions import add_company, bring_back_company, edit_company, put_away_company
from joinery.customers.models import Company
from joinery.customers.queries import companies_for, put_away_companies_for
from joinery.firm.models import User
from joinery.opportunities.queries import opportunities_for
from joinery.promises.models import Promise
from joinery.promises.queries import promises_for
from joinery.web.desk.forms.customers import CompanyForm, company_values
from joinery.web.desk.lists import Filter, listing
from joinery.web.desk.records import COMPANY_ROW, companies_with_figures, figures_of, open_keys, save_or_both
from joinery.web.ui.visitor import reader

COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("Customer", ("name",)),
    "city": ("Where", ("city", "name")),
    "industry": ("Trade", ("industry", "name")),
    "owner": ("Looked after by", ("owner__name", "name")),
    "worth": ("Open worth", ()),
    "next": ("Next call", ()),
    "new": ("Since", ("created_at",)),
}


def _late(user: User) -> QuerySet[Promise]:
    return promises_for(user).filter(state="promised", due_on__lt=timezone.localdate())


@require_safe
def companies(request: HttpRequest) -> HttpResponse:
    user, now = reader(request), timezone.now()
    open_ones = opportunities_for(user).filter(stage__in=open_keys())
    chips: dict[str, tuple[str, Filter]] = {
        "mine": ("Mine", lambda rows: rows.filter(owner=user)),
        "open": ("With an open opportunity", lambda rows: rows.filter(pk__in=open_ones.values("company"))),
        "late": ("With a late promise", lambda rows: rows.filter(pk__in=_late(user).values("company"))),
    }
    shown, rows = listing(
        request,
        companies_for(user),
        columns=COLUMNS,
        chips=chips,
        seek=_seek(request.GET.get("q", "")),
        shown=COMPANY_ROW,
        sort="name",
        numbers=("worth",),
    )
    is_narrowed = "q" in request.GET or "only" in request.GET  # else it is the worth of all that the reader may see
    asked_for = open_ones.filter(company__in=rows) if is_narrowed else open_ones
    worth = asked_for.values_list("currency").annotate(Sum("amount")).order_by("currency")
    away = put_away_companies_for(user).filter(public_id=request.GET["away"]).first() if "away" in request.GET else None
    page = {
        "list": shown,
        "rows": companies_with_figures(shown.rows, user, now),
        "worth": figures_of(worth),
        "away": away,
        "here": "customers",
    }
    return render(request, "desk/companies.html", page)


def _seek(typed: str) -> Filter:
    def seek(rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(name__icontains=typed[:100]) if typed else rows

    return seek


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    form = CompanyForm(request.POST or None, user=user, initial={"owner": user.public_id})
    if request.method == "POST" and form.is_valid():
        company = add_company(by=user, now=timezone.now(), **form.cleaned_data)
        return redirect("desk:company", company.public_id)
    page = {"form": form, "title": "A new customer", "here": "customers", "cancel": "/customers/"}
    return render(request, "desk/form.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    company: Company = get_object_or_404(companies_for(user), public_id=public_id)
    form = CompanyForm(request.POST or None, user=user, initial=company_values(company))
    return save_or_both(
        request,
        company,
        form,
        save=lambda seen: edit_company(company, seen, by=user, now=timezone.now(), **form.cleaned_data),
        values=company_values,
        page={"title": f"Change {company.name}", "here": "customers", "cancel": f"/customers/{public_id}/"},
    )


@require_POST
def away(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put away, or brought back with `back`."""
    user, now = reader(request), timezone.now()
    if "bring_back" in request.POST:
        company = get_object_or_404(put_away_companies_for(user), public_id=public_id)
        bring_back_company(company, by=user, now=now)
        return redirect("desk:company", public_id)
    put_away_company(get_object_or_404(companies_for(user), public_id=public_id), by=user, now=now)
    return redirect(f"/customers/?away={public_id}")
