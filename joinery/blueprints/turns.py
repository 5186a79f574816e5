"""Whose move it is: the steps in the order of their days, what is late, and the next one of each side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from joinery.blueprints.dates import nodes_of
from joinery.blueprints.models import Side, Step

ENDED = (Step.State.DONE, Step.State.LEFT_OUT)


def in_order(steps: Iterable[Step]) -> list[Step]:
    """By the day on which each was done or is due; what is left out is not among them."""
    there = [step for step in steps if step.state != Step.State.LEFT_OUT]
    return sorted(there, key=lambda step: (day_of(step) or date.max, step.sort, step.pk))


def day_of(step: Step) -> date | None:
    return step.done_on or step.due_on


def turn_of(step: Step) -> str:
    """What is said to be done waits for the customer's yes."""
    return Side.THEIRS if step.state == Step.State.REPORTED else step.side


def is_late(step: Step, today: date) -> bool:
    return step.state not in ENDED and step.due_on is not None and step.due_on < today


def open_steps(steps: Sequence[Step]) -> list[Step]:
    """What could be done now comes before what waits for another step."""
    done = {step.key for step in steps if step.state == Step.State.DONE}
    free = {node.key for node in nodes_of(list(steps)) if done.issuperset(node.after)}
    waiting = [step for step in in_order(steps) if step.state not in ENDED]
    return sorted(waiting, key=lambda step: step.key not in free)


def next_step(steps: Sequence[Step], side: str = "") -> Step | None:
    """The first that could be done now, of one side or of both."""
    return next((step for step in open_steps(steps) if side in ("", turn_of(step))), None)
