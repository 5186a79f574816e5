"""Whether days were kept. A day is judged against the one in force at the customer's last agreement: a name under the
plan, or a yes to a new day. That is the day in the newest version that there was then."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from joinery.blueprints.models import SignOff, Slip, Step, Version


def agreed_days(blueprint_ids: Iterable[int]) -> dict[int, dict[str, date]]:
    """For each blueprint the agreed day of its steps, by key; empty where the customer has agreed to nothing yet."""
    ids = list(blueprint_ids)
    last = _last_agreements(ids)
    then: dict[int, int] = {}
    for pk, blueprint, at in Version.objects.filter(blueprint__in=last).values_list("pk", "blueprint", "made_at"):
        if at <= last[blueprint]:
            then[blueprint] = max(pk, then.get(blueprint, 0))
    versions = Version.objects.in_bulk(then.values())
    return {pk: _days_in(versions[then[pk]]) if pk in then else {} for pk in ids}


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


def _last_agreements(ids: list[int]) -> dict[int, datetime]:
    signed = SignOff.objects.filter(version__blueprint__in=ids, person__isnull=False).order_by()
    said = Slip.objects.filter(step__blueprint__in=ids, agreed_at__isnull=False).order_by()
    last = dict(signed.values_list("version__blueprint").annotate(last=Max("at")))
    for pk, at in said.values_list("step__blueprint").annotate(last=Max("agreed_at")):
        last[pk] = max(at, last.get(pk, at))
    return last


def _days_in(version: Version) -> dict[str, date]:
    steps = json.loads(version.content)["steps"]
    return {step["key"]: date.fromisoformat(step["due_on"]) for step in steps if step["due_on"]}
