"""A talk cut into what can be one finding each: sentences, and the clauses of long ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from joinery.engine.deeds import parted
from joinery.engine.plain import Passage
from joinery.lib.late import late

_ENDS = late(r"[.?!…;]+[\"')]*(?:\s+|$)")
_WORD = late(r"[^\W_][\w'’]*")
_SHORTENED = frozenset({"dr", "mr", "mrs", "ms", "st", "nr", "ca", "z", "b"})
LONG = 18  # words; a longer sentence is cut where clauses meet
SHORT = 4  # words; a shorter clause stays with the one before


class Unit(NamedTuple):
    """A stretch of a passage's plain text; `sentence` is the same for the clauses of one sentence, or of one
    deed of two."""

    passage: int
    left: int
    right: int
    sentence: int
    words: tuple[str, ...]


def units_of(number: int, passage: Passage, acts: Sequence[int] = ()) -> list[Unit]:
    """`acts` are the places where acts begin; they cut what has no marks."""
    plain = passage.plain
    stops = list(_ENDS.finditer(plain))
    breaks: Sequence[tuple[int, int]] = ()
    if plain.count(" ") >= LONG:
        breaks = passage.breaks if stops else sorted({*passage.breaks, *((at, at) for at in acts)})
    found: list[Unit] = []
    start = 0
    ends_at = [*[stop.span() for stop in stops if not _is_short(plain, stop)], (len(plain), len(plain))]
    sentence = 0
    for ends, begins in ends_at:
        for first, last in parted(plain, start, ends):
            for left, right in _clauses(plain, breaks, first, last):
                words = _WORD.findall(plain, left, right)
                if words:
                    found.append(Unit(number, left, right, sentence, tuple(map(_calm, words))))
            sentence += 1
        start = begins
    return found


def _is_short(plain: str, stop: re.Match[str]) -> bool:
    """ "dr. novak", "3. december": no sentence ends here."""
    if plain[stop.start()] != ".":
        return False
    before = plain[max(0, stop.start() - 4) : stop.start()].split(" ")[-1]
    return before in _SHORTENED or before.isdigit()


def _clauses(plain: str, breaks: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    if not breaks or plain.count(" ", start, end) < LONG:
        return [(start, end)] if end > start else []
    cuts, left = list[tuple[int, int]](), start
    for opens, closes in breaks:
        if (
            start < opens < end
            and plain.count(" ", left, opens) + 1 >= SHORT
            and plain.count(" ", closes, end) + 1 >= SHORT
        ):
            cuts.append((left, opens))
            left = closes
    return [*cuts, (left, end)]


def _calm(word: str) -> str:
    return "0" if word[0].isdigit() else word
