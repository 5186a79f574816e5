"""The order, line by line: what was delivered, and whether it is right, which is the customer's to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from joinery.blueprints.actions import CannotStep
from joinery.blueprints.actions.concerns import open_concern
from joinery.blueprints.actors import note
from joinery.blueprints.keeping import agreed_days
from joinery.blueprints.models import Blueprint, Concern, OrderLine, Step
from joinery.firm.models import User
from joinery.rooms.models import Guest

MOST = 1_000_000


@transaction.atomic
def add_order_line(blueprint: Blueprint, what: str, quantity: int, *, by: User, now: datetime) -> OrderLine:
    what = " ".join(what.split())[:200]
    if not what or not 0 < quantity <= MOST:
        raise CannotStep("Say what was ordered, and how many.")
    line = OrderLine.objects.create(blueprint=blueprint, what=what, quantity=quantity)
    note("add_order_line", line, blueprint, f"noted the order: {quantity} × {what}", by=by, now=now)
    return line


@transaction.atomic
def change_order_line(line: OrderLine, seen: int, what: str, quantity: int, *, by: User, now: datetime) -> OrderLine:
    """Until the customer has said whether it is right."""
    if line.confirmed_at:
        raise CannotStep("They have looked at this line already.")
    what = " ".join(what.split())[:200]
    if not what or not 0 < quantity <= MOST:
        raise CannotStep("Say what was ordered, and how many.")
    if changes := line.amend(seen, what=what, quantity=quantity):
        says = f"changed the order: {quantity} × {what}"
        note("change_order_line", line, line.blueprint, says, by=by, now=now, changes=changes)
    return line


_NOT_DELIVERED = {"delivered_on": None, "delivered_by": None, "delivered_at": None}


@transaction.atomic
def deliver_line(line: OrderLine, seen: int, delivered: int, on: date, *, by: User, now: datetime) -> OrderLine:
    if not 0 <= delivered <= line.quantity:
        raise CannotStep(f"Between none and {line.quantity}.")
    when = {"delivered_on": on, "delivered_by": by, "delivered_at": now} if delivered else _NOT_DELIVERED
    if line.amend(seen, delivered=delivered, **when):
        says = f"delivered {delivered} of {line.quantity}: {line.what}"
        note("deliver_line", line, line.blueprint, says, by=by, now=now)
    return line


@transaction.atomic
def confirm_line(line: OrderLine, guest: Guest, is_right: bool, words: str = "", *, now: datetime) -> OrderLine:
    """The first answer stands as right the first time or not; a later yes says that it was mended."""
    words = words.strip()
    line = OrderLine.objects.select_for_update().get(pk=line.pk)
    if not line.delivered:
        raise CannotStep("This has not been delivered yet.")
    if not is_right and not words:
        raise CannotStep("Please say what is not right.")
    if line.is_right is None:
        line.amend(line.version, is_right=is_right, words=words, confirmed_by=guest.person, confirmed_at=now)
    elif is_right and not line.is_right and not line.mended_at:
        line.amend(line.version, mended_at=now)
    else:
        return line
    says = f"{'says it is right' if is_right else 'says it is not right'}: {line.what}"
    note("confirm_line", line, line.blueprint, says, by=guest, now=now)
    if not is_right and (step := _delivery_step(line.blueprint)):
        open_concern(step, Concern.Kind.WRONG, f"{line.what}: {words}", by=guest, now=now)
    return line


@dataclass(frozen=True)
class Delivered:
    """As ordered? Counts of lines, and whether the day was kept that the customer last agreed to. None: not yet
    known."""

    lines: int
    complete: int
    right_first_time: int
    answered: int
    on_time: bool | None

    @property
    def is_perfect(self) -> bool | None:
        """Every line whole and right the first time, on the day."""
        if self.on_time is None or self.answered < self.lines or not self.lines:
            return None
        return bool(self.on_time and self.complete == self.lines and self.right_first_time == self.lines)


def delivered_as_ordered(blueprint: Blueprint) -> Delivered:
    lines = list(blueprint.order_lines.all())
    step = next((step for step in blueprint.steps.all() if step.is_target), None)
    agreed = agreed_days([blueprint.pk])[blueprint.pk].get(step.key, step.due_on) if step else None
    on_time = step.done_on <= agreed if step and step.done_on and agreed else None
    return Delivered(
        lines=len(lines),
        complete=sum(line.delivered >= line.quantity for line in lines),
        right_first_time=sum(line.is_right is True for line in lines),
        answered=sum(line.is_right is not None for line in lines),
        on_time=on_time,
    )


def _delivery_step(blueprint: Blueprint) -> Step | None:
    return blueprint.steps.filter(is_target=True).first()
