"""Planning a call with the people without whom it is not worth holding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from joinery.calls.actions import PlannedWords, expect, plan_call
from joinery.calls.models import Attendance, Call, Plan
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.method.planning import Draft


@transaction.atomic
def plan_with_people(
    call: Call,
    draft: Draft,
    *,
    by: User,
    now: datetime,
    who: Person | None = None,
    required: Iterable[Person] = (),
    questions: Sequence[PlannedWords] = (),
    seen: int | None = None,
) -> Plan:
    plan = plan_call(call, draft, who=who, questions=questions, seen=seen, by=by, now=now)
    there = list(Attendance.objects.filter(call=call).select_related("person", "user"))
    people = [each.person for each in there if each.person]
    users = [each.user for each in there if each.user]
    expect(call, people=people, users=users, required=required, by=by, now=now)
    return plan
