"""Edits of the plan by either side. Each makes the next version; two at once lose nothing (Versioned.amend)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from joinery.blueprints.actions import CannotChange
from joinery.blueprints.actors import By, add_event, note, person_of, side_of, user_of
from joinery.blueprints.dates import DERIVED, derive_dates
from joinery.blueprints.lines import Line, lines_of
from joinery.blueprints.models import Blueprint, Deviation, Level, Side, Step, StepEvent, Version
from joinery.blueprints.schedule import Cycle
from joinery.blueprints.versions import keep_version
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.lib.records import new_public_id
from joinery.lib.tongues import between, house_words

# What each side may write into a step. What makes a checkpoint or the signature is the process's, not an edit.
OURS = frozenset(
    {"title", "standard", "sees", "takes", "after", "lag_days", "side", "owner_user", "owner_person", "sort"}
)
THEIRS = frozenset({"title", "owner_person", "after"})
MOST_STEPS = 400


@transaction.atomic
def add_step(
    blueprint: Blueprint,
    title: str,
    *,
    by: By,
    now: datetime,
    side: str,
    due_on: date | None = None,
    owner: User | Person | None = None,
    after: tuple[str, ...] = (),
    takes: int = 1,
) -> Step:
    """A step that the template does not have, by either side."""
    title = " ".join(title.split())[:160]
    if not title:
        raise CannotChange("Say what will be done.")
    if side not in Side.values:
        raise CannotChange("Say whose step it is.")
    blueprint = locked(blueprint)
    lines = lines_of(blueprint)
    if len(lines) >= MOST_STEPS:
        raise CannotChange("A plan with so many steps is read by nobody. Put some together first.")
    step = Step.objects.create(
        blueprint=blueprint,
        key=new_public_id(),
        sort=_place_of(lines, due_on),
        title=title,
        side=side,
        owner_user=owner if isinstance(owner, User) else None,
        owner_person=owner if isinstance(owner, Person) else None,
        takes=takes,
        after=list(after),
        pinned_on=due_on,
        state=Step.State.BEGUN if blueprint.started_at else Step.State.AHEAD,
        begun_at=now if blueprint.started_at else None,
    )
    edited(blueprint, by=by, now=now)
    note("add_step", step, blueprint, f"added the step “{title}”", by=by, now=now)
    return step.fresh()


@transaction.atomic
def change_step(step: Step, seen: int, *, by: By, now: datetime, **values: Any) -> Step:
    """Raises ChangedMeanwhile when somebody else saved this step since version `seen`."""
    allowed = THEIRS if side_of(by) == Side.THEIRS else OURS
    if refused := values.keys() - allowed:
        raise CannotChange(f"This is not changed here: {', '.join(sorted(refused)).replace('_', ' ')}.")
    if "title" in values:
        values["title"] = " ".join(values["title"].split())[:160]
        if not values["title"]:
            raise CannotChange("Say what will be done.")
    blueprint = locked(step.blueprint)
    _refuse_ended(step)
    if values.get("owner_person") and values["owner_person"].company_id != blueprint.company_id:
        raise CannotChange("Only their own people own a step of theirs.")
    if changes := step.amend(seen, **values):
        edited(blueprint, by=by, now=now)
        note("change_step", step, blueprint, f"changed the step “{step.title}”", by=by, now=now, changes=changes)
    return step


@transaction.atomic
def re_date(step: Step, day: date, seen: int, *, by: By, now: datetime, words: str = "") -> Step:
    """Another day for a step; what waits for it follows. The target's day is the customer's day of the plan."""
    blueprint = locked(step.blueprint)
    _refuse_ended(step)
    before = step.due_on
    if before == day and (step.pinned_on == day or step.is_target):
        return step
    step.amend(seen, pinned_on=day)
    if step.is_target:
        blueprint.amend(blueprint.version, target_on=day)
    add_event(step, StepEvent.Kind.RE_DATED, by=by, now=now, words=words, before_on=before, due_on=day)
    edited(blueprint, by=by, now=now)
    with house_words():
        moved = between(before, day) if before and before != day else f"to {day}"
    note("re_date", step, blueprint, f"moved “{step.title}” {moved}", by=by, now=now)
    step.refresh_from_db(fields=DERIVED)
    return step


@transaction.atomic
def take_on(step: Step, seen: int, *, by: By, now: datetime) -> Step:
    """Whoever presses it owns the step from now on, on their side."""
    return _give(
        step, seen, side_of(by), by=by, now=now, kind=StepEvent.Kind.TAKEN, user=user_of(by), person=person_of(by)
    )


@transaction.atomic
def hand_back(step: Step, seen: int, *, by: By, now: datetime, words: str = "") -> Step:
    """To the other side: to our seller, or to their side as a whole."""
    if step.side != side_of(by):
        raise CannotChange("Only those who own a step hand it back.")
    if side_of(by) == Side.THEIRS:
        seller = step.blueprint.opportunity.owner
        kind = StepEvent.Kind.HANDED_BACK
        return _give(step, seen, Side.OURS, by=by, now=now, kind=kind, user=seller, words=words)
    return _give(step, seen, Side.THEIRS, by=by, now=now, kind=StepEvent.Kind.HANDED_BACK, words=words)


@transaction.atomic
def leave_out(step: Step, seen: int, reason: str, *, by: By, now: datetime) -> Step:
    """A deviation with its reason. What waited for this step waits for what came before it."""
    if not reason.strip():
        raise CannotChange("Say why this step is left out. The process stands unless there is a reason.")
    if step.is_target or step.is_start:
        raise CannotChange("Without this step there is no plan.")
    blueprint = locked(step.blueprint)
    _refuse_ended(step)
    step.amend(seen, state=Step.State.LEFT_OUT)
    words = {"user": user_of(by), "person": person_of(by), "by_name": by.name}
    Deviation.objects.create(
        blueprint=blueprint, step=step, kind=Deviation.Kind.LEFT_OUT, reason=reason.strip(), at=now, **words
    )
    add_event(step, StepEvent.Kind.LEFT_OUT, by=by, now=now, words=reason.strip())
    edited(blueprint, by=by, now=now)
    note("leave_out", step, blueprint, f"left out “{step.title}”: {reason.strip()}", by=by, now=now)
    return step


@transaction.atomic
def bring_back(step: Step, seen: int, *, by: By, now: datetime) -> Step:
    if step.state != Step.State.LEFT_OUT:
        return step
    blueprint = locked(step.blueprint)
    step.amend(seen, state=Step.State.AHEAD)
    step.deviations.filter(kind=Deviation.Kind.LEFT_OUT, ended_at__isnull=True).update(ended_at=now)
    add_event(step, StepEvent.Kind.BROUGHT_BACK, by=by, now=now)
    edited(blueprint, by=by, now=now)
    note("bring_back", step, blueprint, f"brought back “{step.title}”", by=by, now=now)
    return step


@transaction.atomic
def choose_level(blueprint: Blueprint, level: str, *, by: By, now: datetime) -> Blueprint:
    """How closely the customer takes part. The steps stand; what they do in them changes."""
    if level not in Level.values:
        raise CannotChange("Choose one of the three.")
    blueprint = locked(blueprint)
    if changes := blueprint.amend(blueprint.version, level=level):
        edited(blueprint, by=by, now=now)
        says = f"chose how they take part: {Level(level).label.split(':')[0].lower()}"
        note("choose_level", blueprint, blueprint, says, by=by, now=now, changes=changes)
    return blueprint


@transaction.atomic
def name_blueprint(blueprint: Blueprint, seen: int, title: str, *, by: By, now: datetime) -> Blueprint:
    if not title.strip():
        raise CannotChange("Give it a name.")
    if changes := blueprint.amend(seen, title=title.strip()[:160]):
        edited(locked(blueprint), by=by, now=now)
        note("name_blueprint", blueprint, blueprint, f"called it “{blueprint.title}”", by=by, now=now, changes=changes)
    return blueprint


def locked(blueprint: Blueprint) -> Blueprint:
    """Edits of one blueprint go one after the other, so that versions have no gaps and no forks."""
    return Blueprint.objects.select_for_update().get(pk=blueprint.pk)


def edited(blueprint: Blueprint, *, by: By, now: datetime) -> Version:
    """Days derived anew, and the next version."""
    try:
        steps = derive_dates(blueprint)
    except Cycle as ring:
        titles = dict(blueprint.steps.values_list("key", "title"))
        named = ", ".join(f"“{titles[key]}”" for key in ring.keys)
        raise CannotChange(f"These steps would wait for each other: {named}.") from None
    return keep_version(blueprint, steps, by=by, now=now)


def _give(
    step: Step,
    seen: int,
    side: str,
    *,
    by: By,
    now: datetime,
    kind: StepEvent.Kind,
    user: User | None = None,
    person: Person | None = None,
    words: str = "",
) -> Step:
    blueprint = locked(step.blueprint)
    _refuse_ended(step)
    if step.is_start:
        raise CannotChange("The signature is both sides'.")
    if step.amend(seen, side=side, owner_user=user, owner_person=person):
        add_event(step, kind, by=by, now=now, words=words)
        edited(blueprint, by=by, now=now)
        note(kind.value, step, blueprint, f"{kind.label} “{step.title}”", by=by, now=now)
    return step


def _refuse_ended(step: Step) -> None:
    if step.state in (Step.State.DONE, Step.State.LEFT_OUT):
        raise CannotChange("This step is done. Open it again first." if step.done_at else "This step is left out.")


def _place_of(lines: list[Line], due_on: date | None) -> int:
    """Among the others by its day; at the end without one."""
    later = [line.sort for line in lines if due_on and line.due_on and line.due_on > due_on]
    return max(0, min(later) - 1) if later else max((line.sort for line in lines), default=0) + 10
