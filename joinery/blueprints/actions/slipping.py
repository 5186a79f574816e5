"""A day that cannot be kept: its cause, and a new day that counts once the customer agreed to it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from joinery.blueprints.actions import CannotStep
from joinery.blueprints.actions.editing import re_date
from joinery.blueprints.actors import note
from joinery.blueprints.models import SignOff, Slip, Step
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


def judged_on(step: Step) -> date | None:
    """The day against which "on time" is judged: the one in force at the customer's last agreement, by a name under
    the plan or a yes to a new day."""
    slips = list(step.slips.order_by("at", "id"))
    agreed = [slip.at for slip in slips if slip.agreed_at]
    signed = SignOff.objects.filter(version__blueprint=step.blueprint, person__isnull=False).order_by("at").last()
    last = max([*agreed, *([signed.at] if signed else [])], default=None)
    open_slips = [slip for slip in slips if not slip.agreed_at and (last is None or slip.at > last)]
    return open_slips[0].was_on if open_slips else step.due_on
