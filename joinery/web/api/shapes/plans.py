"""Blueprints, their steps and payments, as programs see them."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema

from joinery.blueprints.models import Blueprint, Payment, Step
from joinery.web.api.shapes.common import Named, named


class StepShape(Schema):
    id: str
    key: str
    stage: int
    kind: str
    title: str
    side: str
    owner: Named | None
    is_checkpoint: bool
    is_target: bool
    after: list[str]
    due_on: date | None
    slack: int | None
    is_critical: bool
    state: str
    done_at: datetime | None

    @classmethod
    def of(cls, step: Step) -> StepShape:
        plain = {name: getattr(step, name) for name in cls.model_fields if name not in ("id", "owner")}
        return cls(id=step.public_id, owner=named(step.owner_user or step.owner_person), **plain)


class BlueprintShape(Schema):
    id: str
    opportunity: Named | None
    company: Named | None
    title: str
    target_on: date
    level: str
    drawn_at: datetime
    shown_at: datetime | None
    started_at: datetime | None

    @classmethod
    def of(cls, blueprint: Blueprint) -> BlueprintShape:
        return cls(
            id=blueprint.public_id,
            opportunity=named(blueprint.opportunity),
            company=named(blueprint.company),
            title=blueprint.title,
            target_on=blueprint.target_on,
            level=blueprint.level,
            drawn_at=blueprint.drawn_at,
            shown_at=blueprint.shown_at,
            started_at=blueprint.started_at,
        )


class Blueprints(Schema):
    items: list[BlueprintShape]
    next: str | None


class WholeBlueprint(BlueprintShape):
    steps: list[StepShape]

    @classmethod
    def of(cls, blueprint: Blueprint) -> WholeBlueprint:
        steps = [StepShape.of(step) for step in blueprint.steps.all()]
        return cls(**BlueprintShape.of(blueprint).model_dump(), steps=steps)


class PaymentShape(Schema):
    id: str
    amount: int
    currency: str
    paid_on: date
    reference: str
    recorded_at: datetime

    @classmethod
    def of(cls, payment: Payment) -> PaymentShape:
        return cls(
            id=payment.public_id,
            amount=payment.amount,
            currency=payment.currency,
            paid_on=payment.paid_on,
            reference=payment.reference,
            recorded_at=payment.recorded_at,
        )
