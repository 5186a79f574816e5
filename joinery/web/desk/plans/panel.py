"""The sheet of one step: what became of it, what stands in its way, what may be done with it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from joinery.blueprints.models import Concern, Side, Step, StepEvent
from joinery.web.desk.plans.saying import slack_of, when_of
from joinery.web.ui.steps import StepRow


@dataclass(frozen=True)
class Happened:
    at: datetime
    who: str
    says: str
    words: str


@dataclass(frozen=True)
class ConcernCard:
    concern: Concern
    is_theirs: bool
    is_open: bool
    says: str


@dataclass(frozen=True)
class Panel:
    step: Step
    row: StepRow
    slack: str
    does_at_level: str
    concerns: tuple[ConcernCard, ...]
    happened: tuple[Happened, ...]
    is_over: bool
    is_ours: bool
    done_says: str  # the first button: empty when nothing is to be pressed
    can_open_again: bool
    can_leave_out: bool

    @property
    def is_started(self) -> bool:
        return self.step.blueprint.started_at is not None


def panel_of(step: Step, today: date) -> Panel:
    is_over = step.state in (Step.State.DONE, Step.State.LEFT_OUT)
    passed = step.is_checkpoint and step.state == Step.State.DONE
    return Panel(
        step=step,
        row=StepRow(what=step.title, when=when_of(step, today), on=step.done_on or step.due_on),
        slack=slack_of(step, most=1000),
        does_at_level=(step.levels or {}).get(step.blueprint.level, ""),
        concerns=tuple(_concern(one) for one in step.concerns.all()),
        happened=tuple(_happened(event) for event in step.events.all()),
        is_over=is_over,
        is_ours=step.side == Side.OURS,
        done_says=_done_says(step),
        can_open_again=step.state in (Step.State.DONE, Step.State.REPORTED) and not step.is_start and not passed,
        can_leave_out=not is_over and not step.is_target and not step.is_start,
    )


def _done_says(step: Step) -> str:
    if step.is_start or step.state in (Step.State.DONE, Step.State.LEFT_OUT, Step.State.REPORTED):
        return ""
    if step.is_checkpoint:
        return "It is ready for them to look at"
    return "It is done" if step.side == Side.OURS else "We have it: it is done"


def _concern(concern: Concern) -> ConcernCard:
    return ConcernCard(
        concern=concern,
        is_theirs=concern.guest_id is not None,
        is_open=concern.closed_at is None,
        says=f"{concern.by_name} {concern.get_kind_display()} this",
    )


def _happened(event: StepEvent) -> Happened:
    says = event.get_kind_display().removesuffix(":").removesuffix(" to")
    if event.kind == StepEvent.Kind.RE_DATED and event.due_on:
        says = f"moved it to {event.due_on.day} {event.due_on:%B}"
    return Happened(event.at, event.by_name, says if event.kind != StepEvent.Kind.SAID else "wrote", event.words)
