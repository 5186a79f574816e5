"""Payment came in: the more complete package is in the room the same moment."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from joinery.blueprints.actions import CannotStep
from joinery.blueprints.actions.doing import finish_step
from joinery.blueprints.actions.editing import locked
from joinery.blueprints.actors import note
from joinery.blueprints.letters import tell_of_package
from joinery.blueprints.models import Blueprint, Package, Payment, Side, Step
from joinery.blueprints.queries import playbook_of
from joinery.blueprints.said import with_ours
from joinery.firm.models import User
from joinery.method.playbooks import PackageItem
from joinery.rooms.models import Guest

WAYS = ("hand", "api", "webhook")


@transaction.atomic
def record_payment(
    blueprint: Blueprint,
    *,
    amount: int,
    currency: str,
    paid_on: date,
    reference: str,
    way: str,
    by: User,
    now: datetime,
) -> Payment:
    """`amount` in cents. The same reference again is the same payment: nothing happens twice."""
    reference = " ".join(reference.split())[:80]
    if amount <= 0 or not reference or way not in WAYS or len(currency) != 3:
        raise CannotStep("A payment has an amount, a currency of three letters and a reference.")
    blueprint = locked(blueprint)
    if not blueprint.started_at:
        raise CannotStep("Nobody has signed yet: there is nothing to pay.")
    values = {"amount": amount, "currency": currency.upper(), "paid_on": paid_on, "way": way, "user": by}
    payment, is_new = Payment.objects.get_or_create(
        blueprint=blueprint, reference=reference, defaults={**values, "recorded_at": now}
    )
    if not is_new:
        return payment
    note("record_payment", payment, blueprint, f"noted the payment {reference}", by=by, now=now)
    for step in blueprint.steps.filter(kind="payment").exclude(state__in=[Step.State.DONE, Step.State.LEFT_OUT]):
        finish_step(step, by=by, now=now, words=reference, reason="The money came first.")
    send_package(blueprint, by=by, now=now)
    return payment


def send_package(blueprint: Blueprint, *, by: User, now: datetime) -> Package | None:
    """Put together from the plan as it stands; once. Its step of the plan is done with it."""
    template = playbook_of(blueprint.playbook)
    if template is None or not template.package:
        return None
    items = [_item(part, blueprint) for part in template.package]
    package, is_new = Package.objects.get_or_create(blueprint=blueprint, defaults={"items": items, "made_at": now})
    if not is_new:
        return package
    note("send_package", package, blueprint, "put the welcome package into the room", by=by, now=now)
    for step in blueprint.steps.filter(kind="package").exclude(state__in=[Step.State.DONE, Step.State.LEFT_OUT]):
        if not step.is_checkpoint:
            finish_step(step, by=by, now=now, reason="Payment sets it off.")
    tell_of_package(package, now=now)
    return package


@transaction.atomic
def open_package(package: Package, guest: Guest, *, now: datetime) -> Package:
    if not package.opened_at:
        package.opened_at, package.opened_by = now, guest.person
        package.save()
        note("open_package", package, package.blueprint, "opened the welcome package", by=guest, now=now)
    return package


def _item(part: PackageItem, blueprint: Blueprint) -> dict[str, Any]:
    item: dict[str, Any] = {"what": part.what, "kind": part.kind, "words": part.words}
    item["said"] = with_ours(part.said, what=part.what, words=part.words)
    steps = blueprint.steps.exclude(state=Step.State.LEFT_OUT).select_related("owner_user")
    if part.kind == "names":
        ours = {step.owner_user for step in steps if step.side == Side.OURS and step.owner_user}
        item["names"] = [
            {"name": user.name, "title": user.title, "phone": user.phone, "email": user.email}
            for user in sorted(ours, key=lambda user: user.name)
        ]
    if part.kind == "dates":
        ahead = [(step.due_on, step.title) for step in steps if step.due_on and step.state != Step.State.DONE]
        item["dates"] = [{"title": title, "on": on.isoformat()} for on, title in sorted(ahead, key=lambda day: day[0])]
    return item
