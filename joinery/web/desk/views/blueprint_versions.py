"""The versions of a blueprint: each as it was, what changed between any two, and one on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from joinery.blueprints.agreement import agreement_on
from joinery.blueprints.models import Blueprint, Version
from joinery.blueprints.queries import blueprints_for_edit, versions_for, versions_listed_for
from joinery.blueprints.sheet import plan_pdf
from joinery.firm.queries import the_firm
from joinery.web.desk.plans.agreed import changes_between, plan_as_it_was, version_rows
from joinery.web.ui.visitor import reader

MOST = 1_000_000


@require_safe
def versions(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(blueprints_for_edit(reader(request)), public_id=public_id)
    rows = version_rows(versions_listed_for(reader(request)).filter(blueprint=found))
    first, second = _asked(request, "from"), _asked(request, "to")
    page = {"here": "blueprints", "blueprint": found, "rows": rows, "first": first, "second": second}
    if first and second:
        one, two = _version(request, found, first), _version(request, found, second)
        page["changes"] = changes_between(one, two)
        page["is_compared"] = True
    return render(request, "desk/blueprint_versions.html", page)


@require_safe
def version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The plan as it stood, and whose name is under it."""
    found = get_object_or_404(blueprints_for_edit(reader(request)), public_id=public_id)
    shown = _version(request, found, number)
    firm = the_firm()
    page = {
        "here": "blueprints",
        "blueprint": found,
        "version": shown,
        "plan": plan_as_it_was(shown, found.company.name, firm.name if firm else "We"),
        "agreement": agreement_on(shown),
    }
    return render(request, "desk/blueprint_version.html", page)


@require_safe
def paper(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    found = get_object_or_404(blueprints_for_edit(reader(request)), public_id=public_id)
    answer = HttpResponse(plan_pdf(_version(request, found, number)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="plan-version-{number}.pdf"'
    return answer


def _asked(request: HttpRequest, name: str) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 7 else 0


def _version(request: HttpRequest, blueprint: Blueprint, number: int) -> Version:
    if number > MOST:
        raise Http404
    return get_object_or_404(versions_for(reader(request)), blueprint=blueprint, number=number)
