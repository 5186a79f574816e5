"""What changed between two versions of a plan, in words: "“Delivery” moves 12 → 19 May"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from joinery.blueprints.said import said
from joinery.lib.tongues import between, day_words

LEVELS = {
    "low": lazy("the customer takes part from afar, before: {before}"),
    "mid": lazy("the customer takes part at the checkpoints, before: {before}"),
    "high": lazy("the customer takes part closely, before: {before}"),
}
BEFORE = {"low": lazy("from afar"), "mid": lazy("at the checkpoints"), "high": lazy("closely")}
SAID = {
    "standard": lazy("what is good"),
    "sees": lazy("what you see of it"),
    "question": lazy("the question"),
    "takes": lazy("how long it takes"),
    "after": lazy("what comes before"),
    "lag_days": lazy("the days to wait before"),
    "levels": lazy("how you take part"),
    "evidence": lazy("what is to be shown"),
    "roles_needed": lazy("who must be there"),
    "is_checkpoint": lazy("whether you say yes"),
}
_rest_of = itemgetter(*SAID)


def differences(before: Mapping[str, Any], after: Mapping[str, Any], done: Collection[str] = ()) -> list[str]:
    """One sentence for each change, the plan's own first. Both as versions.content_of makes them.

    `done`: keys of steps that were done when the second was made. Their days follow from what was done, and are no
    news: nobody moved them.
    """
    return [*_of_plan(before, after), *_of_steps(before, after, done)]


def _of_plan(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    if before["title"] != after["title"]:
        yield _("it is now called “{title}”").format(title=after["title"])
    if before["target_on"] != after["target_on"]:
        yield _("the customer's day moves {days}").format(days=_between(before["target_on"], after["target_on"]))
    if before["level"] != after["level"]:
        yield str(LEVELS[after["level"]]).format(before=BEFORE[before["level"]])


def _of_steps(before: Mapping[str, Any], after: Mapping[str, Any], done: Collection[str]) -> Iterator[str]:
    old = {step["key"]: step for step in before["steps"]}
    new = {step["key"]: step for step in after["steps"]}
    moves, days = _("“{title}” moves {days}"), cache(_between)  # of 400 steps, many move alike
    for key, step in new.items():
        if key not in old:
            yield _("“{title}” is new, {owner}, {day}").format(
                title=_title(step), owner=_owner(step), day=_day(step["due_on"])
            )
        else:
            yield from _of_step(old[key], step, "" if key in done else moves, days)
    for key, step in old.items():
        if key not in new:
            yield _("“{title}” is left out").format(title=_title(step))


def _of_step(
    old: Mapping[str, Any], new: Mapping[str, Any], moves: str, days: Callable[[str, str], str]
) -> Iterator[str]:
    """`moves`: how a new day is told; empty where it is none worth telling."""
    title = _title(new)
    if old["title"] != new["title"]:
        yield _("“{before}” is now called “{title}”").format(before=_title(old), title=title)
    if moves and old["due_on"] != new["due_on"] and old["due_on"] and new["due_on"]:
        yield moves.format(title=title, days=days(old["due_on"], new["due_on"]))
    if (old["side"], old["owner"]) != (new["side"], new["owner"]):
        yield _("“{title}” is now {owner}, before {before}").format(title=title, owner=_owner(new), before=_owner(old))
    if _rest_of(old) != _rest_of(new):
        changed = ", ".join(str(words) for name, words in SAID.items() if old[name] != new[name])
        yield _("“{title}” changed: {what}").format(title=title, what=changed)


def _title(step: Mapping[str, Any]) -> str:
    return said(step.get("words", {}), "title", step["title"])


def _owner(step: Mapping[str, Any]) -> str:
    if step["owner"]:
        return _("with {name}").format(name=step["owner"])
    return _("with us") if step["side"] == "ours" else _("with the customer")


def _between(first: str, second: str) -> str:
    return between(date.fromisoformat(first), date.fromisoformat(second))


def _day(iso: str | None) -> str:
    return day_words(date.fromisoformat(iso)) if iso else _("without a day")
