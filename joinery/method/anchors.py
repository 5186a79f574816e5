"""Plain pieces of text, of which every match of a pattern holds one: looking for them first is cheap."""

from __future__ import annotations

Pieces = frozenset[str]
_NONE: Pieces = frozenset()


def anchors_of(pattern: str) -> Pieces:
    """Any-of: a text that holds none of these cannot match; empty where no piece is certain."""
    return _alternatives(pattern, 0)[0]


def _alternatives(pattern: str, at: int) -> tuple[Pieces, int]:
    found: set[str] = set()
    certain = True
    while True:
        pieces, at = _sequence(pattern, at)
        found |= pieces
        certain = certain and bool(pieces)
        if at >= len(pattern) or pattern[at] == ")":
            return (frozenset(found) if certain else _NONE), at + 1
        at += 1  # over the bar


def _sequence(pattern: str, at: int) -> tuple[Pieces, int]:
    best, run = _NONE, ""
    while at < len(pattern) and pattern[at] not in "|)":
        letter, pieces, literal = pattern[at], _NONE, False
        if letter == "\\":
            at += 2
        elif letter == "[":
            at = pattern.index("]", at + 2) + 1
        elif letter == "(":
            around = pattern.startswith(("(?=", "(?!", "(?<"), at)
            pieces, at = _alternatives(pattern, at + 3 if around else at + 2 + pattern.startswith("(?:", at) - 1)
            pieces = _NONE if around else pieces
        else:
            literal = letter.isalpha() or letter in " ',-"
            at += 1
        optional, at = _quantifier(pattern, at)
        run = run + letter if literal and not optional else ""
        best = max(best, frozenset({run}) if run else _NONE, _NONE if optional else pieces, key=_worth)
    return best, at


def _quantifier(pattern: str, at: int) -> tuple[bool, int]:
    if at < len(pattern) and pattern[at] in "?*+":
        return pattern[at] in "?*", at + 1
    if at < len(pattern) and pattern[at] == "{":
        return pattern[at + 1] in "0,", pattern.index("}", at) + 1
    return False, at


def _worth(pieces: Pieces) -> tuple[int, int]:
    return (min(map(len, pieces)), -len(pieces)) if pieces else (0, 0)
