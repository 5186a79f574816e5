"""An edit of a step beside somebody else's: what both wrote, and what can be put together without asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joinery.blueprints.actions.editing import change_step
from joinery.blueprints.models import Step
from joinery.firm.models import User
from joinery.lib.records import ChangedMeanwhile
from joinery.web.desk.plans.forms import StepForm, planned_values


@dataclass(frozen=True)
class Both:
    """A line that both wrote."""

    label: str
    theirs: str
    mine: str


class BothWrote(Exception):
    """The same line of the same step, written by two. `step` is as it stands now."""

    def __init__(self, step: Step, lines: list[Both]) -> None:
        super().__init__("Somebody else wrote this too, while you were writing.")
        self.step, self.lines = step, lines


def write_step(step: Step, seen: int, form: StepForm, *, by: User, now: datetime) -> None:
    """Only the lines that the writer changed are written, so that two who change different lines both have theirs."""
    if not form.written:
        return
    try:
        change_step(step, seen, by=by, now=now, **_values(form))
    except ChangedMeanwhile as changed:
        current: Step = changed.record  # type: ignore[assignment]
        lines = _both(form, current)
        if lines:
            raise BothWrote(current, lines) from None
        change_step(current, current.version, by=by, now=now, **_values(form))


def _values(form: StepForm) -> dict[str, Any]:
    written = dict(form.written)
    owner = written.pop("owner", None)
    return {**written, **(form.owners[owner] if owner else {})}


def _both(form: StepForm, current: Step) -> list[Both]:
    stands, was = planned_values(current), form.cleaned_data["was"]
    return [
        Both(str(form.fields[name].label), _said(form, name, stands[name]), _said(form, name, mine))
        for name, mine in form.written.items()
        if stands[name] not in (mine, was.get(name))
    ]


def _said(form: StepForm, name: str, value: Any) -> str:
    """As the page shows it: a name and not a key."""
    if name not in ("owner", "after"):
        return str(value)
    names: dict[str, str] = {}
    for key, title in form.fields[name].choices:  # type: ignore[attr-defined]
        names |= dict(title) if isinstance(title, list) else {key: title}
    return ", ".join(names.get(one, "") for one in (value if isinstance(value, list) else [value]))
