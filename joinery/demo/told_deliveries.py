"""What was ordered, paid, shown, delivered and given in the plans of the demo story."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from joinery.blueprints.actions.extras import give_extra, say_useful
from joinery.blueprints.actions.ordering import add_order_line, confirm_line, deliver_line
from joinery.blueprints.actions.paying import open_package, record_payment
from joinery.blueprints.actions.readiness import show_ready, take_seat
from joinery.blueprints.models import Blueprint, Step
from joinery.firm.models import User
from joinery.rooms.models import Guest

Deed = Mapping[str, Any]


def deliver(deed: Deed, blueprint: Blueprint, *, by: User | Guest, now: datetime) -> None:
    """One deed of ours about the plan as a whole, or one of theirs."""
    if isinstance(by, User):
        _ours(deed, blueprint, by, now)
    else:
        _theirs(deed, blueprint, by, now)


def _ours(deed: Deed, blueprint: Blueprint, by: User, now: datetime) -> None:
    match deed["does"]:
        case "ordered":
            add_order_line(blueprint, deed["what"], deed["quantity"], by=by, now=now)
        case "paid":
            more: dict[str, Any] = {"amount": deed["amount"], "currency": "EUR", "reference": deed["reference"]}
            record_payment(blueprint, paid_on=now.date(), way="hand", by=by, now=now, **more)
        case "delivered":
            line = blueprint.order_lines.get(what=deed["what"])
            deliver_line(line, line.version, deed["quantity"], now.date(), by=by, now=now)
        case "given":
            give_extra(blueprint.extras.get(key=deed["what"]), by=by, now=now)
        case other:
            raise LookupError(f"None of us can do “{other}” to a plan.")


def _theirs(deed: Deed, blueprint: Blueprint, by: Guest, now: datetime) -> None:
    match deed["does"]:
        case "opened":
            open_package(blueprint.package, by, now=now)
        case "right":
            confirm_line(blueprint.order_lines.get(what=deed["what"]), by, True, deed.get("words", ""), now=now)
        case "useful":
            say_useful(blueprint.extras.get(key=deed["what"]), True, by, now=now)
        case other:
            raise LookupError(f"None of theirs can do “{other}” to a plan.")


def all_were_there(step: Step, *, by: User | Guest, now: datetime) -> None:
    for seat in step.seats.select_related("user", "person"):
        take_seat(seat, seat.user or seat.person, by=by, now=now, was_there=True)


def shows(deed: Deed, step: Step, *, by: User | Guest, now: datetime) -> None:
    item = step.ready_items.get(what=deed["what"])
    show_ready(item, item.version, deed["words"], by=by, now=now)
