"""A blueprint in a few lines, on the page of its opportunity: whose move it is, the next step of either side."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from joinery.blueprints.models import Blueprint, Side, Step
from joinery.blueprints.turns import next_step
from joinery.web.desk.plans.saying import first_sentence, how_it_stands, when_of


@dataclass(frozen=True)
class NextOf:
    whose: str
    step: Step
    when: str


@dataclass(frozen=True)
class PlanBlock:
    blueprint: Blueprint
    title: str
    stands: str
    next_ones: tuple[NextOf, ...]


def plan_block(blueprint: Blueprint | None) -> PlanBlock | None:
    if blueprint is None:
        return None
    steps, today = list(blueprint.steps.all()), timezone.localdate()
    sides = ((Side.THEIRS, blueprint.company.name), (Side.OURS, "We"))
    next_ones = tuple(
        NextOf(whose, step, when_of(step, today)) for side, whose in sides if (step := next_step(steps, side))
    )
    return PlanBlock(blueprint, first_sentence(blueprint, steps), how_it_stands(blueprint, steps, today), next_ones)
