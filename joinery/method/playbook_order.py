"""Which step waits for which: circles, and steps that no date can reach. Each takes {key: keys that it waits for}."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

After = Mapping[str, Sequence[str]]


def circle_in(after: After) -> list[str]:
    """The keys around a circle, the first one again at the end; empty where there is none."""
    done: set[str] = set()
    for first in after:
        way: list[str] = []
        left = [iter((first,))]
        while left:
            key = next(left[-1], None)
            if key is None:
                left.pop()
                if way:
                    done.add(way.pop())
            elif key in way:
                return [*way[way.index(key) :], key][::-1]
            elif key not in done:
                way.append(key)
                left.append(iter(tuple(after[key])))
    return []


def what_it_waits_for(key: str, after: After) -> set[str]:
    """All that must be done before it, near and far."""
    found: set[str] = set()
    left = list(after[key])
    while left:
        each = left.pop()
        if each not in found:
            found.add(each)
            left += after[each]
    return found


def what_waits_for(key: str, after: After) -> set[str]:
    """All that comes after it, near and far."""
    return what_it_waits_for(key, _turned(after))


def cannot_be_dated(after: After, target: str) -> list[str]:
    """Dates go back from the target to what it waits for, and on from there to what waits for that. These are left."""
    back = {target, *what_it_waits_for(target, after)}
    turned = _turned(after)
    reached = back.union(*(what_it_waits_for(key, turned) for key in back))
    return [key for key in after if key not in reached]


def _turned(after: After) -> dict[str, list[str]]:
    turned: dict[str, list[str]] = {key: [] for key in after}
    for key, waits_for in after.items():
        for each in waits_for:
            turned[each].append(key)
    return turned
