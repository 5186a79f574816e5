"""The days of a plan: worked back from the customer's day, pushed on by what has to come first. Plain arithmetic.

The critical path method (Kelley and Walker, 1959) in working days: a step that takes n days and ends on day F begins
n - 1 working days before F, and what it waits for ends before that. Days agreed by hand stand; the others follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from joinery.lib.working_days import Calendar


class Cycle(Exception):
    """Steps that wait for each other in a ring. `keys` names them."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        super().__init__("These steps wait for each other, so that none could begin: " + ", ".join(self.keys))


@dataclass(frozen=True, slots=True)
class Node:
    """`takes` in working days; `lag_days` in calendar days after the last of `after`; `fixed_on` a day agreed by hand
    or the day on which it was done."""

    key: str
    takes: int = 1
    after: tuple[str, ...] = ()
    lag_days: int = 0
    fixed_on: date | None = None
    is_done: bool = False
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """`slack`: working days that it can slip before the target slips; None where the target does not wait for it."""

    due_on: date
    slack: int | None
    is_critical: bool
    waits_wrongly: bool  # fixed or done before what it waits for


def schedule(nodes: Iterable[Node], target_on: date, not_before: date, days: Calendar) -> dict[str, Planned]:
    """A day for every step. `not_before`: the first day on which work could be done. Raises Cycle."""
    known = {node.key: node for node in nodes}
    order = _in_order(known)
    latest = _latest(order, known, target_on, days)
    earliest = _earliest(order, known, not_before, days, pulled={})
    due = _earliest(order, known, not_before, days, pulled=latest)
    target = next((key for key, node in known.items() if node.is_target), None)
    is_reached = target is None or due[target] <= target_on
    reach = latest if is_reached else _latest(order, known, due[target], days)  # type: ignore[index]
    slack = {
        key: days.between(max(earliest[key], not_before), reach[key])
        for key in order
        if key in reach and not known[key].is_done
    }
    least = min(slack.values(), default=0)
    return {
        key: Planned(
            due[key],
            slack.get(key),
            key in slack and slack[key] <= max(0, least),
            _waits_wrongly(known[key], known, due),
        )
        for key in order
    }


def _in_order(known: Mapping[str, Node]) -> list[str]:
    """Every step after what it waits for; equal ones as they were given."""
    waits = {key: {first for first in node.after if first in known} for key, node in known.items()}
    followers: dict[str, list[str]] = {key: [] for key in known}
    for key, firsts in waits.items():
        for first in firsts:
            followers[first].append(key)
    ready = [key for key, firsts in waits.items() if not firsts]
    order: list[str] = []
    for key in ready:
        order.append(key)
        for follower in followers[key]:
            waits[follower].discard(key)
            if not waits[follower]:
                ready.append(follower)
    if len(order) < len(known):
        raise Cycle(key for key in known if waits[key])
    return order


def _latest(order: list[str], known: Mapping[str, Node], target_on: date, days: Calendar) -> dict[str, date]:
    """The last day for each step on which the target waits, the target itself among them."""
    latest: dict[str, date] = {key: target_on for key, node in known.items() if node.is_target}
    for key in reversed(order):
        if key not in latest:
            continue
        node = known[key]
        end = node.fixed_on if node.fixed_on and not node.is_target else latest[key]
        day = _back(end, node.takes, days)
        if node.lag_days:
            day = days.on_or_before(day - timedelta(days=node.lag_days))
        for first in node.after:
            if first in known:
                latest[first] = min(latest.get(first, day), day)
    return latest


def _back(day: date, takes: int, days: Calendar) -> date:
    """The evening by which the one before must be done; a day off stands for the working day before it."""
    return days.subtract(day if days.is_working(day) else days.on_or_before(day), takes)


def _earliest(
    order: list[str], known: Mapping[str, Node], not_before: date, days: Calendar, pulled: Mapping[str, date]
) -> dict[str, date]:
    """The first day for each step after what it waits for, or later where `pulled` says so."""
    found: dict[str, date] = {}
    for key in order:
        node = known[key]
        if node.fixed_on:
            found[key] = node.fixed_on
            continue
        begun = max([found[first] for first in node.after if first in known], default=None)
        if begun is None:
            end = days.add(not_before, max(0, node.takes - 1))
        else:
            start = begun + timedelta(days=node.lag_days) if node.lag_days else begun
            end = days.add(max(start, not_before), node.takes)
        found[key] = max(end, pulled.get(key, end))
    return found


def _waits_wrongly(node: Node, known: Mapping[str, Node], due: Mapping[str, date]) -> bool:
    if not node.fixed_on:
        return False
    if node.is_done:
        return any(first in known and not known[first].is_done for first in node.after)
    return any(first in known and due[first] > node.fixed_on for first in node.after)
