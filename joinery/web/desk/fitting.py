"""Whether we fit each other, and how the gates stand: values in, a page out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from joinery.firm.models import User
from joinery.method.fit import FitItem, fit_items
from joinery.method.gates import Gate, Need, gates
from joinery.opportunities.models import FitMark, Opportunity
from joinery.opportunities.queries import fit_of
from joinery.steps.pass_gates import GateClosed, missing_at
from joinery.web.ui.visitor import reader


@dataclass(frozen=True)
class Asked:
    """One question of fit, with how it stands."""

    item: FitItem
    mark: FitMark | None


@dataclass(frozen=True)
class Standing:
    """A gate, and what it still waits for."""

    gate: Gate
    missing: list[Need]

    @property
    def is_open(self) -> bool:
        return not self.missing


def fitting(opportunity: Opportunity, *, user: User, now: datetime) -> dict[str, Any]:
    marks = fit_of(opportunity)
    return {
        "asked": [Asked(item, marks.get(key)) for key, item in fit_items().items()],
        "gates": [Standing(gate, missing_at(key, opportunity, user=user, now=now)) for key, gate in gates().items()],
        "lights": FitMark.Light.choices,
    }


def gate_page(
    request: HttpRequest, opportunity: Opportunity, closed: GateClosed, typed: dict[str, str]
) -> HttpResponse:
    """What is missing and what to do; whoever may goes on with a reason. Nothing typed is lost."""
    page = {
        "opportunity": opportunity,
        "closed": closed,
        "typed": typed,
        "may_go_on": closed.gate.may_override(reader(request).role),
    }
    return render(request, "desk/gate.html", {**page, "here": "opportunities"}, status=409)
