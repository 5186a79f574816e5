"""Where in a turn stand words that a recogniser was not sure of: no evidence before somebody listened."""

from __future__ import annotations

from collections.abc import Iterator

from joinery.engine.conversation import Turn


def doubts_in(turn: Turn) -> Iterator[tuple[int, int]]:
    """First and last character of each doubtful word, in order."""
    at = 0
    for word in turn.words:
        if (first := turn.text.find(word.text, at)) >= 0:
            at = first + len(word.text)
            if word.is_doubtful:
                yield first, at


def is_doubtful(turn: Turn, start: int, end: int) -> bool:
    """Whether one of the words between two places of the turn is doubtful."""
    return any(first < end and last > start for first, last in doubts_in(turn))
