"""Whether days were kept. A day is judged against the one in force at the customer's last agreement: a name under the
plan, or a yes to a new day. That is the day in the newest version that there was then."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from joinery.blueprints.models import Blueprint, SignOff, Slip, Step, Version


def agreed_days(blueprint_ids: Iterable[int]) -> dict[int, dict[str, date]]:
    """For each blueprint the agreed day of its steps, by key; empty where the customer has agreed to nothing yet."""
    ids = list(blueprint_ids)
    days = {version.blueprint_id: _days_in(version) for version in _last_agreed(ids)}
    return {pk: days.get(pk, {}) for pk in ids}


@dataclass(frozen=True)
class Kept:
    """Of `n` steps that are done and had an agreed day, so many by that day; and what made days slip, by cause."""

    n: int
    on_time: int
    causes: tuple[tuple[str, int], ...]


def kept_of(steps: Iterable[Step]) -> Kept:
    """`steps` with their slips at hand."""
    steps = list(steps)
    agreed = agreed_days({step.blueprint_id for step in steps})
    days = [(step.done_on, agreed[step.blueprint_id].get(step.key)) for step in steps]
    known = [done_on <= day for done_on, day in days if done_on and day]
    causes = Counter(slip.cause for step in steps for slip in step.slips.all())
    return Kept(len(known), sum(known), tuple(causes.most_common()))


def _last_agreed(ids: list[int]) -> QuerySet[Version]:
    """Of each plan the newest version that there was when they last agreed to something; all in one question."""
    signed = SignOff.objects.filter(version__blueprint=OuterRef("blueprint"), person__isnull=False)
    said = Slip.objects.filter(step__blueprint=OuterRef("blueprint"), agreed_at__isnull=False)
    by_name = Subquery(signed.order_by("-at").values("at")[:1])
    by_yes = Subquery(said.order_by("-agreed_at").values("agreed_at")[:1])
    there = Version.objects.filter(Q(made_at__lte=by_name) | Q(made_at__lte=by_yes), blueprint=OuterRef("pk"))
    plans = Blueprint.objects.filter(pk__in=ids).order_by()
    newest = plans.annotate(then=Subquery(there.order_by("-pk").values("pk")[:1])).values("then")
    return Version.objects.filter(pk__in=newest)


def _days_in(version: Version) -> dict[str, date]:
    steps = json.loads(version.content)["steps"]
    return {step["key"]: date.fromisoformat(step["due_on"]) for step in steps if step["due_on"]}
