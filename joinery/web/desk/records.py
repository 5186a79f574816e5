"""What the pages of records share: figures beside the rows of a list, saving when somebody else saved first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet, Sum
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from joinery.calls.models import Call
from joinery.calls.queries import calls_for
from joinery.firm.models import User
from joinery.lib.records import ChangedMeanwhile, Versioned
from joinery.lib.tongues import money_words
from joinery.method.stages import stages
from joinery.opportunities.queries import opportunities_for


def open_keys() -> list[str]:
    return [stage.key for stage in stages().values() if stage.is_open]


@dataclass(frozen=True)
class Figure:
    """A sum of money; sums of different money are never added up."""

    amount: int
    currency: str


def figures_of(rows: Iterable[tuple[str, int | None]]) -> list[Figure]:
    return [Figure(amount, currency) for currency, amount in rows if amount]


class NextCall(NamedTuple):
    public_id: str
    title: str
    starts_at: datetime


@dataclass(frozen=True)
class CompanyRow:
    public_id: str
    name: str
    city: str
    industry: str
    owner: str
    since: datetime
    worth: list[str]  # one sum of money for each currency
    next_call: NextCall | None


COMPANY_ROW = ("pk", "public_id", "name", "city", "industry", "owner__name", "created_at")


def companies_with_figures(companies: list[tuple[Any, ...]], user: User, now: datetime) -> list[CompanyRow]:
    """Of what COMPANY_ROW names. Two questions for the whole page, whatever its length."""
    ids = [pk for pk, *_ in companies]
    worth: dict[int, list[str]] = {}
    sums = opportunities_for(user).filter(company__in=ids, stage__in=open_keys()).order_by("currency")
    for company, currency, amount in sums.values_list("company", "currency").annotate(Sum("amount")):
        if amount:
            worth.setdefault(company, []).append(money_words(amount, currency))
    upcoming = next_calls(calls_for(user).filter(company__in=ids), "company_id", now)
    return [
        CompanyRow(public_id, name, city, industry, owner, since, worth.get(pk, []), upcoming.get(pk))
        for pk, public_id, name, city, industry, owner, since in companies
    ]


def next_calls(calls: QuerySet[Call], by: str, now: datetime) -> dict[int, NextCall]:
    """The next call of each, in one question."""
    found: dict[int, NextCall] = {}
    ahead = calls.filter(starts_at__gte=now, held_at__isnull=True, called_off_at__isnull=True).order_by("starts_at")
    for whose, *call in ahead.values_list(by, "public_id", "title", "starts_at")[:500]:
        found.setdefault(whose, NextCall(*call))
    return found


@dataclass(frozen=True)
class Meanwhile:
    """A field that somebody else changed while the writer was writing."""

    label: str
    theirs: str
    mine: str


def save_or_both(
    request: HttpRequest,
    record: Versioned,
    form: Form,
    *,
    save: Callable[[int], object],
    values: Callable[[Any], dict[str, Any]],
    page: dict[str, Any],
) -> HttpResponse:
    """Shows the form, saves it, or shows both texts: nothing typed is ever lost."""
    version, meanwhile, status = record.version, [], 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            seen = request.POST.get("version", "")
            try:
                save(int(seen) if seen.isdecimal() and len(seen) < 10 else 0)
                return redirect(page["cancel"])
            except ChangedMeanwhile as changed:
                version, status = changed.record.version, 409  # type: ignore[attr-defined]
                meanwhile = _both(form, values(changed.record))
    shown = {**page, "form": form, "version": version, "meanwhile": meanwhile}
    return render(request, "desk/form.html", shown, status=status)


def _both(form: Form, stored: dict[str, Any]) -> list[Meanwhile]:
    written = [(field, str(stored.get(field.name) or ""), str(field.value() or "")) for field in form]
    return [Meanwhile(str(field.label), theirs, mine) for field, theirs, mine in written if theirs != mine]
