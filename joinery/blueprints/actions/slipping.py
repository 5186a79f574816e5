"""A day that cannot be kept: its cause, and a new day that counts once the customer agreed to it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from joinery.blueprints.actions import CannotStep
from joinery.blueprints.actions.editing import re_date
from joinery.blueprints.actors import note
from joinery.blueprints.models import Slip, Step
from joinery.firm.models import User
from joinery.method.causes import causes
from joinery.rooms.models import Guest


@transaction.atomic
def slip_step(step: Step, new_on: date, cause: str, seen: int, *, by: User, now: datetime, words: str = "") -> Slip:
    """`cause`: a key of method/causes.toml. `words` go to the customer."""
    if cause not in causes():
        raise CannotStep("Choose what caused it.")
    if step.due_on is None or step.due_on == new_on:
        raise CannotStep("Choose another day.")
    was_on = step.due_on
    step = re_date(step, new_on, seen, by=by, now=now, words=words)
    slip = Slip.objects.create(
        step=step, was_on=was_on, new_on=new_on, cause=cause, words=words.strip(), user=by, at=now
    )
    note("slip_step", slip, step.blueprint, f"“{step.title}” slips: {causes()[cause].title.lower()}", by=by, now=now)
    return slip


@transaction.atomic
def agree_to_slip(slip: Slip, guest: Guest, *, now: datetime) -> Slip:
    """From now on the step is judged against the new day."""
    slip = Slip.objects.select_for_update(of=("self",)).get(pk=slip.pk)
    if slip.agreed_at:
        return slip
    slip.agreed_by, slip.agreed_at = guest, now
    slip.save()
    note("agree_to_slip", slip, slip.step.blueprint, f"agreed to the new day of “{slip.step.title}”", by=guest, now=now)
    return slip
