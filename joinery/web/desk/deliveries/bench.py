"""The first page of delivery people: their steps in the order of their days, and what somebody waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from joinery.blueprints.dates import calendar_of, expected_on
from joinery.blueprints.delivery_queries import extras_for
from joinery.blueprints.keeping import Kept, kept_of
from joinery.blueprints.models import Blueprint, Concern, Extra, Side, Step
from joinery.blueprints.queries import blueprints_listed_for, concerns_for, steps_for
from joinery.firm.models import User
from joinery.method.causes import causes
from joinery.web.desk.saying import late_by, many, near_day, sentence

WEEK = timedelta(days=7)
LOOKED_BACK = timedelta(days=365)
MOST = 200


@dataclass(frozen=True)
class StepRow:
    step: Step
    due: str
    is_late: bool
    waits: str  # what comes before it and is open


@dataclass(frozen=True)
class RunningRow:
    """A plan that runs: the day that the customer counts on, and the day as things stand."""

    blueprint: Blueprint
    agreed_on: date
    expected_on: date | None
    done: int
    steps: int

    @property
    def days_late(self) -> int:
        return max(0, (self.expected_on - self.agreed_on).days) if self.expected_on else 0

    @property
    def says(self) -> str:
        return f"{many(self.days_late, 'day')} late as things stand" if self.days_late else "on its day"


@dataclass(frozen=True)
class CauseRow:
    title: str
    count: int
    percent: int


@dataclass(frozen=True)
class Bench:
    today: date
    late: list[StepRow]
    now: list[StepRow]
    week: list[StepRow]
    waiting: list[StepRow]  # said to be done, and the customer has not said yes
    concerns: list[Concern]
    running: list[RunningRow]
    kept: Kept
    causes: list[CauseRow]
    extras: list[Extra]

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.now or self.week or self.waiting or self.concerns or self.running)

    @property
    def headline(self) -> str:
        if self.concerns:
            waiting = len({concern.step.blueprint.company_id for concern in self.concerns})
            return f"{many(waiting, 'customer').capitalize()} {'waits' if waiting == 1 else 'wait'} for an answer"
        if self.late:
            return f"{many(len(self.late), 'step').capitalize()} late"
        return f"{many(len(self.now), 'step').capitalize()} for today" if self.now else "Nothing is late"

    @property
    def says(self) -> str:
        return sentence(
            many(len(self.late), "step") + " late" if self.concerns and self.late else "",
            many(len(self.now), "step") + " today" if self.concerns and self.now else "",
            many(len(self.week), "step") + " in the next seven days" if self.week else "",
            many(len(self.waiting), "checkpoint") + " for the customer to look at" if self.waiting else "",
        )


def bench_of(user: User, *, today: date, is_mine: bool) -> Bench:
    """`is_mine`: only what this user is named for; else all that they may see."""
    plans = list(blueprints_listed_for(user).filter(started_at__isnull=False, closed_at__isnull=True)[:MOST])
    steps = [step for plan in plans for step in plan.steps.all() if step.state != Step.State.LEFT_OUT]
    mine = [step for step in steps if step.side == Side.OURS and (not is_mine or step.owner_user_id == user.pk)]
    open_steps = [step for step in mine if step.state in (Step.State.AHEAD, Step.State.BEGUN) and step.due_on]
    done = {(step.blueprint_id, step.key) for step in steps if step.state == Step.State.DONE}
    titles = {(step.blueprint_id, step.key): step.title for step in steps}
    rows = sorted((_row(step, today, done, titles) for step in open_steps), key=lambda row: row.step.due_on or today)
    waiting = [step for step in mine if step.state == Step.State.REPORTED]
    concerns = concerns_for(user).filter(closed_at__isnull=True, answered_at__isnull=True, user__isnull=True)
    kept = kept_of(_lately_done(user, today))
    return Bench(
        today=today,
        late=[row for row in rows if row.is_late],
        now=[row for row in rows if row.step.due_on == today],
        week=[row for row in rows if row.step.due_on and today < row.step.due_on <= today + WEEK],
        waiting=[_row(step, today, done, titles) for step in waiting],
        concerns=list((concerns.filter(told=user) if is_mine else concerns)[:MOST]),
        running=_running(plans, today),
        kept=kept,
        causes=_causes(kept),
        extras=list(extras_for(user).filter(given_at__isnull=True, due_on__lte=today + WEEK)[:MOST]),
    )


def _row(step: Step, today: date, done: set[tuple[int, str]], titles: dict[tuple[int, str], str]) -> StepRow:
    due_on = step.due_on or today
    is_late = due_on < today and step.state != Step.State.REPORTED
    waits = [titles[step.blueprint_id, key] for key in step.after if (step.blueprint_id, key) in titles]
    still = [title for key, title in zip(step.after, waits, strict=False) if (step.blueprint_id, key) not in done]
    return StepRow(step, late_by(due_on, today) if is_late else near_day(due_on, today), is_late, ", ".join(still[:2]))


def _running(plans: list[Blueprint], today: date) -> list[RunningRow]:
    rows = []
    for plan in plans:
        steps = [step for step in plan.steps.all() if step.state != Step.State.LEFT_OUT]
        target = next((step for step in steps if step.is_target), None)
        if target is None or target.state == Step.State.DONE:
            continue
        expected = expected_on(plan, steps, today, calendar_of(plan))
        done = sum(step.state == Step.State.DONE for step in steps)
        rows.append(RunningRow(plan, plan.target_on, expected, done, len(steps)))
    return sorted(rows, key=lambda row: (-row.days_late, row.agreed_on))


def _lately_done(user: User, today: date) -> list[Step]:
    since = timezone.now() - LOOKED_BACK
    done = steps_for(user).filter(side=Side.OURS, state=Step.State.DONE, done_at__gte=since, is_start=False)
    return list(done.prefetch_related(None).prefetch_related("slips")[:2000])


def _causes(kept: Kept) -> list[CauseRow]:
    most = max((count for _, count in kept.causes), default=0)
    known = causes()
    return [CauseRow(known[key].title, count, round(100 * count / most)) for key, count in kept.causes if key in known]
