"""The floor: the least that Django itself costs for such a page. Signed in, sessions, CSRF; joined rows in a plain
template, without doors, history, looks or findings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from joinery.customers.models import Company, Person
from joinery.opportunities.models import Opportunity

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
]
ROWS = Engine().from_string(
    "<!doctype html><title>{{ title }}</title><table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>"
    "{% endfor %}</tr>{% endfor %}</table>"
)


def _page(title: str, rows: list[tuple[object, ...]]) -> HttpResponse:
    return HttpResponse(ROWS.render(Context({"title": title, "rows": rows})))


def records(request: HttpRequest) -> HttpResponse:
    found = Company.objects.select_related("owner", "team").order_by("name")[:50]
    return _page("Companies", [(one.name, one.city, one.owner.name, one.team, one.industry) for one in found])


def record(request: HttpRequest, public_id: str) -> HttpResponse:
    company = Company.objects.select_related("owner").get(public_id=public_id)
    people = [(one.name, one.title, one.email) for one in Person.objects.filter(company=company)]
    calls = [(one.title, one.starts_at, one.owner.name) for one in company.calls.select_related("owner")[:20]]
    return _page(company.name, [*people, *calls])


def search(request: HttpRequest) -> HttpResponse:
    found = Person.objects.select_related("company").filter(name__startswith=request.GET["q"])[:50]
    return _page("Found", [(one.name, one.title, one.company.name) for one in found])


def board(request: HttpRequest) -> HttpResponse:
    found = Opportunity.objects.select_related("company", "owner").order_by("stage", "id")[:240]
    return _page("Board", [(one.name, one.company.name, one.owner.name, one.amount, one.stage) for one in found])


urlpatterns = [
    path("customers/", records),
    path("customers/<str:public_id>/", record),
    path("search/", search),
    path("opportunities/", board),
]
