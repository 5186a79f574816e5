"""A plan before it is drawn: its days, and whether there is time enough for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from joinery.blueprints.dates import working_calendar
from joinery.blueprints.schedule import Node, Planned, schedule
from joinery.method.playbooks import Playbook, PlaybookStep, needed_steps


@dataclass(frozen=True)
class PreviewRow:
    step: PlaybookStep
    due_on: date


@dataclass(frozen=True)
class Preview:
    """`first_possible`: the first day on which the target could be, when the day asked for is too near."""

    rows: tuple[PreviewRow, ...]
    target_on: date
    first_possible: date | None

    @property
    def is_too_near(self) -> bool:
        return self.first_possible is not None


def preview_of(playbook: Playbook, target_on: date, today: date, *, options: bool, customisation: bool) -> Preview:
    steps = needed_steps(playbook, options=options, customisation=customisation)
    days = _days(steps, target_on, today)
    due = days[playbook.target.key].due_on
    rows = sorted((PreviewRow(step, days[step.key].due_on) for step in steps), key=lambda row: row.due_on)
    return Preview(tuple(rows), target_on, due if due > target_on else None)


def first_possible_day(playbook: Playbook, today: date, *, options: bool, customisation: bool) -> date:
    steps = needed_steps(playbook, options=options, customisation=customisation)
    return _days(steps, today, today)[playbook.target.key].due_on


def _days(steps: tuple[PlaybookStep, ...], target_on: date, today: date) -> dict[str, Planned]:
    nodes = [
        Node(key=step.key, takes=step.takes, after=step.after, lag_days=step.lag_days, is_target=step.is_target)
        for step in steps
    ]
    return schedule(nodes, target_on, today, working_calendar(range(today.year - 1, target_on.year + 4)))
