"""Plain pieces of text, of which every match of a pattern holds some: looking for them first is cheap."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

STORE = Path(__file__).parent / "anchors.json"

Pieces = frozenset[str]
Anchors = tuple[tuple[str, ...], ...]
_MOST = 5  # groups: further ones spare little
_SHORTEST = 2  # letters: shorter pieces stand in almost every line
_DIGITS = frozenset("0123456789")  # figures of other scripts are not looked for


@cache
def stored_anchors() -> dict[str, list[list[str]]]:
    """What `python -m tools.store_anchors` worked out beforehand; what is not stored is worked out when needed."""
    kept: dict[str, list[list[str]]] = json.loads(STORE.read_text(encoding="utf-8")) if STORE.is_file() else {}
    return kept


@cache
def anchors_for(pattern: str) -> Anchors:
    """The anchors of a pattern, from the store where it has them."""
    stored = stored_anchors().get(pattern)
    return anchors_of(pattern) if stored is None else tuple(map(tuple, stored))


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
    return min(len(piece.strip()) for piece in pieces), -len(pieces)
