"""Days laid out on a line: places in percent, none hidden by its neighbour; labels in rows that do not overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

FIRST, LAST = 2.0, 97.5
_EASY_ROWS = 4  # up to here a label moves out rather than being crossed by another one's stem
_MOST_ROWS = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day. `wide`: it keeps this much percent on either side for itself. Marks of one day with nothing
    to keep may share a place; `order` says which of one day comes first."""

    on: date
    wide: float = 0.0
    order: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    """Percent for each mark, in the order given; and where time is left out between two of them."""

    at: tuple[float, ...]
    breaks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """What is written beside a mark: `at` and `width` in percent. `weight`: who has a place where not all do."""

    at: float
    width: float
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts away from the line; None: no room. `turned`: the words end at the mark."""

    number: int | None
    turned: bool = False


def places_of(marks: Sequence[Mark], *, first: float = FIRST, last: float = LAST) -> Places:
    """By day; long waits are cut to a length and told in `breaks`. Between the marks there is at least their width."""
    if not marks:
        return Places((), ())
    order = sorted(range(len(marks)), key=lambda one: (marks[one].on, marks[one].order))
    pairs = [(marks[one], marks[two]) for one, two in zip(order, order[1:], strict=False)]
    days = [(second.on - before.on).days for before, second in pairs]
    longest = _longest_shown(days)
    shown = [min(each, longest) for each in days]
    least = [before.wide + second.wide for before, second in pairs]
    gaps = _gaps(shown, least, last - first)
    at = [first]
    for gap in gaps:
        at.append(at[-1] + gap)
    found = dict(zip(order, at, strict=True))
    breaks = tuple(at[number] + gaps[number] / 2 for number, each in enumerate(days) if each > longest)
    return Places(tuple(round(found[one], 2) for one in range(len(marks))), tuple(round(each, 2) for each in breaks))


def _longest_shown(days: Sequence[int]) -> int:
    """A wait longer than twice what most of them are is cut."""
    some = sorted(each for each in days if each > 0)
    return max(8, 2 * some[int(len(some) * 0.6)]) if some else 0


def _gaps(days: Sequence[int], least: Sequence[float], whole: float) -> list[float]:
    """Each gap at least as wide as it must be, else in proportion to its days, all together `whole`."""
    if sum(least) >= whole or not any(days):
        total = sum(least) or 1.0
        return [each * whole / total for each in least] if sum(least) else [0.0 for _ in least]
    low, high = 0.0, whole
    for _ in range(50):
        scale = (low + high) / 2
        if sum(max(need, scale * each) for need, each in zip(least, days, strict=True)) > whole:
            high = scale
        else:
            low = scale
    return [max(need, low * each) for need, each in zip(least, days, strict=True)]


def rows_of(labels: Sequence[Label], *, most: int = _MOST_ROWS, last: float = 100.0) -> list[Row]:
    """From the right: a label goes out so far that no stem behind it cuts it, as long as that is not too far; then the
    nearest row with room. Where they crowd, only those with a weight have a label, the weightiest first."""
    rows = [Row(None, turned=label.at + label.width > last) for label in labels]
    crowded = len(labels) > 3 * most
    order = sorted(range(len(labels)), key=lambda one: (-labels[one].weight if crowded else 0, -labels[one].at))
    placed: list[int] = []
    for one in order:
        if crowded and not labels[one].weight:
            continue
        number = _easy_row(one, labels, rows, placed) if not crowded else None
        if number is None or number >= _EASY_ROWS:
            number = _free_row(one, labels, rows, placed, most)
        if number is not None:
            rows[one] = replace(rows[one], number=number)
            placed.append(one)
    return rows


def span_of(label: Label, row: Row) -> tuple[float, float]:
    return (label.at - label.width, label.at) if row.turned else (label.at, label.at + label.width)


def _easy_row(one: int, labels: Sequence[Label], rows: Sequence[Row], placed: list[int]) -> int | None:
    """One row beyond every label that it would touch or whose stem it would hide."""
    start, end = span_of(labels[one], rows[one])
    farthest = -1
    for other in placed:
        begins, ends = span_of(labels[other], rows[other])
        number = rows[other].number or 0
        if begins < end and start < ends:
            farthest = max(farthest, number)
    return farthest + 1


def _free_row(one: int, labels: Sequence[Label], rows: Sequence[Row], placed: list[int], most: int) -> int | None:
    start, end = span_of(labels[one], rows[one])
    for number in range(most):
        spans = (span_of(labels[other], rows[other]) for other in placed if rows[other].number == number)
        if all(ends <= start or end <= begins for begins, ends in spans):
            return number
    return None
