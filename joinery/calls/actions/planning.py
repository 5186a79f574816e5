"""Planning a call: what the method refuses is not a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from joinery.calls.models import Call, Plan, PlannedQuestion
from joinery.customers.models import Person
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.lib.records import ChangedMeanwhile
from joinery.method.planning import Draft, lacks_of


class CannotPlan(Exception):
    """The plan gives the customer nothing, or asks for nothing. `lacks` has (field, reason), in the form's order."""

    def __init__(self, *lacks: tuple[str, str]) -> None:
        self.lacks = lacks
        super().__init__(" ".join(dict.fromkeys(reason for _, reason in lacks)))


@dataclass(frozen=True)
class PlannedWords:
    """A question for the plan: from the method when it has a code, else an own one."""

    words: str
    code: str = ""


@transaction.atomic
def plan_call(
    call: Call,
    draft: Draft,
    *,
    by: User,
    now: datetime,
    who: Person | None = None,
    questions: Sequence[PlannedWords] = (),
    seen: int | None = None,
) -> Plan:
    """Makes the plan, or changes it when `seen` is its version. `who` of theirs would take the step."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.held_at or call.called_off_at:
        raise CannotPlan(("", "A plan is made before the call. This one is over."))
    if who and who.company_id != call.company_id:
        raise CannotPlan(("action_who", "That person works for another customer."))
    checked = replace(draft, action_who=who.name if who else draft.action_who, held_on=call.starts_at.date())
    if lacks := lacks_of(checked):
        raise CannotPlan(*((lack.field, lack.says) for lack in lacks))
    values = _values(draft, who)
    plan = Plan.objects.filter(call=call).first()
    if plan is None:
        plan = Plan.objects.create(call=call, planned_by=by, planned_at=now, **values)
        note_deed("plan_call", plan, by=by, now=now, company_id=call.company_id, says=f"planned the call: {call.title}")
    elif seen is None:
        raise ChangedMeanwhile(plan)  # somebody else planned it while this one was being written
    else:
        _change(plan, values, seen=seen, by=by, now=now)
    _set_questions(plan, questions)
    return plan


def _values(draft: Draft, who: Person | None) -> dict[str, Any]:
    written = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(draft).items()}
    del written["held_on"]
    return {**written, "action_who": who, "benefit": written["benefit"] or written["in_it_for_them"]}


def _change(plan: Plan, values: dict[str, Any], *, seen: int, by: User, now: datetime) -> None:
    changes = plan.amend(seen, **values)
    if changes:
        plan.amend(plan.version, planned_by=by, planned_at=now)
        note_deed(
            "change_plan",
            plan,
            by=by,
            now=now,
            company_id=plan.call.company_id,
            says=f"changed the plan: {plan.call.title}",
            changes=changes,
        )


def _set_questions(plan: Plan, questions: Sequence[PlannedWords]) -> None:
    wanted = [(each.code, each.words.strip()) for each in questions if each.words.strip()]
    kept = {(each.code, each.words): each for each in PlannedQuestion.objects.filter(plan=plan)}
    for gone in set(kept) - set(wanted):
        kept[gone].delete()
    for place, each in enumerate(dict.fromkeys(wanted)):
        if each in kept:
            PlannedQuestion.objects.filter(pk=kept[each].pk).update(place=place)
        else:
            PlannedQuestion.objects.create(plan=plan, code=each[0], words=each[1], place=place)
