"""A process on a line of time, as if it began on a Monday: each step in its place, measured from the signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from joinery.blueprints.schedule import Node, schedule
from joinery.lib.working_days import Calendar
from joinery.method.playbook_stages import PlaybookStage, playbook_stages
from joinery.method.playbooks import Playbook, PlaybookStep, needed_steps
from joinery.web.office.process.words import days_said, owner_said

A_MONDAY = date(2026, 1, 5)
NO_HOLIDAYS = Calendar()
NEAR_DAYS = 14  # after the delivery; what comes later is drawn behind a break, not to scale
LEFT, BREAK, RIGHT = 1.5, 82.0, 98.0  # percent of the width


@dataclass(frozen=True, slots=True)
class Placed:
    """A step on the line; places in percent, ready for the page."""

    step: PlaybookStep
    letter: str  # of a checkpoint
    owner: str
    when: str
    begins_at: str
    wide: str
    ends_at: str


@dataclass(frozen=True, slots=True)
class Line:
    placed: tuple[Placed, ...]
    left_out: tuple[PlaybookStep, ...]
    signed_at: str
    middle: str  # between signature and delivery
    delivered_at: str
    break_at: str
    takes: str  # from signature to delivery, in words

    @property
    def sentence(self) -> str:
        return f"{len(self.placed)} steps; {self.takes} from signature to delivery."

    def by_stage(self, every: Sequence[PlaybookStep]) -> list[tuple[PlaybookStage, list[Placed | PlaybookStep]]]:
        """Every step of the process in its stage; what this order does not need is there without a place."""
        placed: dict[str, Placed | PlaybookStep] = {each.step.key: each for each in self.placed}
        return [
            (stage, [placed.get(step.key, step) for step in every if step.stage == stage.number])
            for stage in playbook_stages()
        ]


def draw(playbook: Playbook, *, options: bool, customisation: bool) -> Line:
    steps = needed_steps(playbook, options=options, customisation=customisation)
    ends = _ends(steps)
    begins = {step.key: NO_HOLIDAYS.latest_start(ends[step.key], step.takes) for step in steps}
    signed, delivered = ends[playbook.start.key], ends[playbook.target.key]
    first = min(begins.values())
    near = max(end for end in ends.values() if (end - delivered).days <= NEAR_DAYS)
    late = sorted({end for end in ends.values() if end > near})

    def at(day: date) -> float:
        if day <= near:
            return LEFT + (BREAK - LEFT) * (day - first).days / max(1, (near - first).days)
        return BREAK + (RIGHT - BREAK) * (late.index(day) + 1) / len(late) if day in late else BREAK

    letters = iter(ascii_uppercase * 2)
    placed = tuple(
        Placed(
            step=step,
            letter=next(letters) if step.is_checkpoint else "",
            owner=owner_said(step.side, step.role),
            when=_when((ends[step.key] - signed).days, step),
            begins_at=_percent(at(begins[step.key] if ends[step.key] <= near else ends[step.key])),
            wide=_percent(max(0.6, at(ends[step.key]) - at(begins[step.key])) if ends[step.key] <= near else 0.6),
            ends_at=_percent(at(ends[step.key])),
        )
        for step in steps
    )
    needed = {step.key for step in steps}
    return Line(
        placed=placed,
        left_out=tuple(step for step in playbook.steps if step.key not in needed),
        signed_at=_percent(at(signed)),
        middle=_percent((at(signed) + at(delivered)) / 2),
        delivered_at=_percent(at(delivered)),
        break_at=_percent((BREAK + at(late[0])) / 2) if late else "",
        takes=days_said((delivered - signed).days),
    )


def _ends(steps: Sequence[PlaybookStep]) -> dict[str, date]:
    """The delivery as early as it can be, the rest as a plan would set it for that day."""
    nodes = [Node(step.key, step.takes, step.after, step.lag_days, is_target=step.is_target) for step in steps]
    target = next(step.key for step in steps if step.is_target)
    soonest = schedule(nodes, A_MONDAY, A_MONDAY, NO_HOLIDAYS)[target].due_on
    return {key: each.due_on for key, each in schedule(nodes, soonest, A_MONDAY, NO_HOLIDAYS).items()}


def _when(days: int, step: PlaybookStep) -> str:
    if step.is_start:
        return "signed"
    if not days:
        return "the same day"
    return f"{days_said(-days)} before they sign" if days < 0 else f"after {days_said(days)}"


def _percent(value: float) -> str:
    return f"{value:.2f}%"
