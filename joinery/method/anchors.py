"""Plain pieces of text, of which every match of a pattern holds some: looking for them first is cheap."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

STORE = Path(__file__).parent / "anchors.json"

Pieces = frozenset[str]
Anchors = tuple[tuple[str, ...], ...]
Choices = tuple[Anchors, ...]
_MOST = 5  # groups: further ones spare little
_SHORTEST = 2  # letters: shorter pieces stand in almost every line
_DIGITS = frozenset("0123456789")  # figures of other scripts are not looked for


@cache
def stored_anchors() -> dict[str, list[list[list[str]]]]:
    """What `python -m tools.store_anchors` worked out beforehand; what is not stored is worked out when needed."""
    kept: dict[str, list[list[list[str]]]] = json.loads(STORE.read_text(encoding="utf-8")) if STORE.is_file() else {}
    return kept


@cache
def choices_for(pattern: str) -> Choices:
    """The choices of a pattern, from the store where it has them; else its anchors as the only choice."""
    stored = stored_anchors().get(pattern)
    if stored is None:
        return (anchors_of(pattern),)
    return tuple(tuple(map(tuple, anchors)) for anchors in stored)


def anchors_for(pattern: str) -> Anchors:
    """The anchors of a phrase."""
    choices = choices_for(pattern)
    return choices[0] if len(choices) == 1 else anchors_of(pattern)


def choices_of(pattern: str) -> Choices:
    """The anchors of each choice that a pattern leaves at its widest "(this|that)": a match holds those of one."""
    widest, at = (0, 0, list[int]()), 0
    while at < len(pattern):
        end, bars = _over(pattern, at)
        optional, after = _quantifier(pattern, end)
        around = pattern.startswith(("(?=", "(?!", "(?<"), at)
        if pattern[at] == "|":
            return (anchors_of(pattern),)
        if after == end and not around and len(bars) > len(widest[2]):
            widest = (at, end, bars)
        at = end
    start, end, bars = widest
    if not bars:
        return (anchors_of(pattern),)
    inner = start + (3 if pattern.startswith("(?:", start) else 1)
    edges = zip([inner, *(bar + 1 for bar in bars)], [*bars, end - 1], strict=True)
    return tuple(anchors_of(f"{pattern[:start]}(?:{pattern[left:right]}){pattern[end:]}") for left, right in edges)


def _over(pattern: str, at: int) -> tuple[int, list[int]]:
    """Where the next piece of a pattern ends, and the bars of its own if it is a group."""
    if pattern[at] == "\\":
        return at + 2, []
    if pattern[at] == "[":
        return pattern.index("]", at + 2) + 1, []
    if pattern[at] != "(":
        return at + 1, []
    bars: list[int] = []
    at += 1
    while pattern[at] != ")":
        if pattern[at] == "|":
            bars.append(at)
        at = _over(pattern, at)[0]
    return at + 1, bars


def anchors_of(pattern: str) -> Anchors:
    """Groups, the most telling first: a text that lacks all pieces of any one group cannot match."""
    groups = sorted(set(_alternatives(pattern, 0)[0]), key=lambda group: (_worth(group), sorted(group)), reverse=True)
    telling = [group for group in groups[1:] if _worth(group)[0] >= _SHORTEST or group <= _DIGITS]
    return tuple(tuple(sorted(group)) for group in [*groups[:1], *telling][:_MOST])


def _alternatives(pattern: str, at: int) -> tuple[list[Pieces], int]:
    found: list[list[Pieces]] = []
    while True:
        groups, at = _sequence(pattern, at)
        found.append(groups)
        if at >= len(pattern) or pattern[at] == ")":
            break
        at += 1  # over the bar
    if len(found) == 1:
        return found[0], at + 1
    if not all(found):
        return [], at + 1
    return [frozenset().union(*(max(groups, key=_worth) for groups in found))], at + 1


def _sequence(pattern: str, at: int) -> tuple[list[Pieces], int]:
    """What every match of this sequence holds: runs of plain letters, and of each inner choice one piece."""
    groups: list[Pieces] = []
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        letter, inner, literal = pattern[at], list[Pieces](), False
        if letter == "\\":
            inner = [_DIGITS] if pattern.startswith("d", at + 1) else inner
            at += 2
        elif letter == "[":
            at = pattern.index("]", at + 2) + 1
        elif letter == "(":
            around = pattern.startswith(("(?=", "(?!", "(?<"), at)
            inner, at = _alternatives(pattern, at + (3 if around or pattern.startswith("(?:", at) else 1))
            inner = [] if around else inner
        else:
            literal = letter.isalpha() or letter in " ',-"
            at += 1
        once = at
        optional, at = _quantifier(pattern, at)
        run += letter if literal and not optional else ""
        if run and (not literal or at > once):
            groups.append(frozenset({run}))
            run = ""
        groups += [] if optional else inner
    return ([*groups, frozenset({run})] if run else groups), at


def _quantifier(pattern: str, at: int) -> tuple[bool, int]:
    if at < len(pattern) and pattern[at] in "?*+":
        return pattern[at] in "?*", at + 1
    if at < len(pattern) and pattern[at] == "{":
        return pattern[at + 1] in "0,", pattern.index("}", at) + 1
    return False, at


def _worth(pieces: Pieces) -> tuple[int, int]:
    return min(len(piece) if piece.strip() else 0 for piece in pieces), -len(pieces)
