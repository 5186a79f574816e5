"""Where in its turn each word stands, and when it was said: to hear it again, and to mark what is doubtful."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from joinery.engine.conversation import Turn, Word

TOKEN = re.compile(r"\S+")
Anchor = tuple[int, float]  # a character of the turn, and the second at which it is said


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """Characters `first` to `last` of the turn's text, said from `start` to `end`; None where nobody can tell when."""

    first: int
    last: int
    start: float | None
    end: float | None
    is_told: bool  # its times are from whoever heard it; else they are shared out, and rough
    is_doubtful: bool


def placed_words(turn: Turn, until: float | None = None) -> tuple[PlacedWord, ...]:
    """Times are those of the transcriber. Where a source has none for a word, it gets its share, by its letters, of the
    time between the nearest known ones; `until` is when the turn ends, where the source does not say so itself."""
    words = list(_words_in(turn))
    anchors = _anchors(turn, words, turn.end if turn.end is not None else until)
    return tuple(_placed(first, last, word, anchors) for first, last, word in words)


def stretch_of(words: Sequence[PlacedWord], start: int, end: int) -> tuple[float, float] | None:
    """From when to when the characters `start` to `end` are said."""
    inside = [word for word in words if word.first < end and word.last > start and word.start is not None]
    if not inside:
        return None
    begin = min(word.start for word in inside if word.start is not None)
    return begin, max([begin, *(word.end for word in inside if word.end is not None)])


def _words_in(turn: Turn) -> Iterator[tuple[int, int, Word | None]]:
    if not turn.words:
        yield from ((found.start(), found.end(), None) for found in TOKEN.finditer(turn.text))
        return
    at = 0
    for word in turn.words:
        if word.text and (first := turn.text.find(word.text, at)) >= 0:
            at = first + len(word.text)
            yield first, at, word


def _anchors(turn: Turn, words: Sequence[tuple[int, int, Word | None]], end: float | None) -> list[Anchor]:
    """In the order of the text, and never back in time."""
    told: list[Anchor] = [] if turn.start is None else [(0, turn.start)]
    for first, last, word in words:
        if word and word.start is not None:
            told.append((first, word.start))
        if word and word.end is not None:
            told.append((last, word.end))
    if end is not None:
        told.append((len(turn.text), end))
    kept: list[Anchor] = []
    for at, seconds in told:
        if not kept or (at >= kept[-1][0] and seconds >= kept[-1][1]):
            kept.append((at, seconds))
    return kept


def _placed(first: int, last: int, word: Word | None, anchors: Sequence[Anchor]) -> PlacedWord:
    start, end = (word.start, word.end) if word else (None, None)
    return PlacedWord(
        first,
        last,
        start if start is not None else _shared_out(first, anchors),
        end if end is not None else _shared_out(last, anchors),
        start is not None and end is not None,
        word is not None and word.is_doubtful,
    )


def _shared_out(at: int, anchors: Sequence[Anchor]) -> float | None:
    if not anchors:
        return None
    after = bisect_right(anchors, at, key=lambda anchor: anchor[0])
    if after == 0:
        return anchors[0][1]
    if after == len(anchors):
        return anchors[-1][1]
    (left, begin), (right, end) = anchors[after - 1], anchors[after]
    return round(begin + (end - begin) * (at - left) / max(right - left, 1), 2)
