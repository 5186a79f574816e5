"""A call on a list, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from joinery.calls.models import Call, Plan
from joinery.calls.queries import calls_for
from joinery.firm.models import User

SHOWS = {"upcoming": "To come", "debrief": "To debrief", "held": "Held", "off": "Called off"}


@dataclass(frozen=True)
class Row:
    call: Call
    day: str
    hour: str
    who: str
    purpose: str
    has_plan: bool
    wants: str  # what is still to do: plan, debrief, or nothing


def calls_shown(user: User, show: str, mine: bool, now: datetime) -> QuerySet[Call]:
    calls = calls_for(user).select_related("plan__action_who", "debrief")
    calls = calls.prefetch_related("attendances__person", "attendances__user")
    if mine:
        calls = calls.filter(Q(owner=user) | Q(pk__in=user.attendances.values("call")))
    if show == "debrief":
        return calls.filter(held_at__isnull=False, debrief__done_at__isnull=True).order_by("starts_at", "pk")
    if show == "held":
        return calls.filter(held_at__isnull=False).order_by("-starts_at", "-pk")
    if show == "off":
        return calls.filter(called_off_at__isnull=False).order_by("-starts_at", "-pk")
    return calls.filter(held_at__isnull=True, called_off_at__isnull=True).order_by("starts_at", "pk")


def row_of(call: Call) -> Row:
    plan = getattr(call, "plan", None)
    debrief = getattr(call, "debrief", None)
    wants = ""
    if call.held_at:
        wants = "" if debrief and debrief.done_at else "debrief"
    elif not call.called_off_at:
        wants = "" if plan else "plan"
    starts = timezone.localtime(call.starts_at)
    year = f" {starts.year}" if starts.year != timezone.localdate().year else ""
    return Row(
        call=call,
        day=f"{starts:%a} {starts.day} {starts:%b}{year}",
        hour=f"{starts:%H:%M}",
        who=with_whom(call),
        purpose=purpose_of(plan),
        has_plan=plan is not None,
        wants=wants,
    )


def with_whom(call: Call) -> str:
    """Dora Marković and Piet Aerts"""
    names = [each.person.name for each in call.attendances.all() if each.person]
    if len(names) > 3:
        return f"{', '.join(names[:2])} and {len(names) - 2} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def purpose_of(plan: Plan | None) -> str:
    if plan is None:
        return ""
    if plan.purpose == Plan.Purpose.RELATIONSHIP:
        return f"To get to know each other: {plan.to_learn}"
    who = f"{plan.action_who.name}: " if plan.action_who else ""
    by = f", by {plan.action_by.day} {plan.action_by:%B}" if plan.action_by else ""
    return f"To move on: {who}{plan.action_what}{by}"
