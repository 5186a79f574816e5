"""Which lines of a talk a pattern may match, for many patterns at once: those that hold the plain pieces of text which
every match must hold. It never leaves out a line that matches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from joinery.engine.ear.grams import Numbers, Places
from joinery.method.anchors import Choices, choices_for

_WIDTHS = (1, 2, 4)  # letters: pieces are looked up by runs of so many, as many as they have
_BITS = 16
_FREE = 4  # line breaks behind the last line, so that even a short text holds a run
_ODD = tuple(np.uint32(odd) for odd in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F))


@lru_cache(maxsize=32)
def sieve_of(patterns: tuple[str, ...]) -> Sieve:
    return Sieve([choices_for(pattern) for pattern in patterns])


class Lines:
    """Lines of text as numbers, made ready to be looked through several times."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.count = len(lines)
        text = "\n".join(lines) + "\n" * _FREE
        self.letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        lengths = np.array([len(line) + 1 for line in lines], np.int64)
        self.line_of = np.append(np.repeat(np.arange(len(lines)), lengths), np.full(_FREE, len(lines) - 1))
        self._runs: dict[int, tuple[Places, Places]] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Where a talk is kept, what is quickly made again is not."""
        return {**self.__dict__, "_runs": {}}

    def runs(self, width: int) -> tuple[Places, Places]:
        """The places of all runs of so many letters, the same ones together, and how many there are of each."""
        if width not in self._runs:
            runs = _runs(self.letters, width)
            self._runs[width] = np.argsort(runs, kind="stable"), np.bincount(runs, minlength=1 << _BITS)
        return self._runs[width]


class Sieve:
    """The anchors of some patterns, made once; `sift` is for each talk. A line may match a pattern if it holds, for one
    of its choices, at least one piece of every group."""

    def __init__(self, patterns: Sequence[Choices]) -> None:
        choices = [anchors for of_pattern in patterns for anchors in of_pattern]
        many = np.array([len(of_pattern) for of_pattern in patterns], np.int64)
        self._first_choice = np.cumsum(many) - many
        groups = [group for anchors in choices for group in anchors]
        pieces = sorted({piece for group in groups for piece in group}, key=lambda piece: (len(piece), piece))
        number = {piece: place for place, piece in enumerate(pieces)}
        lengths = [len(piece) for piece in pieces]
        widest = max(lengths, default=1)
        self._letters = np.array(pieces, f"<U{widest}").view(np.uint32).reshape(len(pieces), widest)
        cuts = [bisect_left(lengths, width) for width in (*_WIDTHS, widest + 1)]
        self._of_width = [
            (width, first, _runs_of_all(pieces[first:until], width))
            for width, first, until in zip(_WIDTHS, cuts, cuts[1:], strict=False)
            if first < until
        ]
        # A piece may stand in several groups, a group in one pattern.
        by_piece = sorted((number[piece], place) for place, group in enumerate(groups) for piece in group)
        self._groups_of = np.array([group for _, group in by_piece], np.int64)
        self._many = np.bincount([piece for piece, _ in by_piece], minlength=len(pieces))
        self._first = np.cumsum(self._many) - self._many
        self._groups = len(groups)
        most = max((len(anchors) for anchors in choices), default=0)
        self._needed = np.full((len(choices), max(most, 1)), self._groups)  # the last group is held by all
        first = 0
        for row, anchors in enumerate(choices):
            self._needed[row, : len(anchors)] = np.arange(first, first + len(anchors))
            first += len(anchors)

    def sift(self, lines: Lines) -> list[list[int]]:
        """For each pattern the numbers of the lines that it may match, in order."""
        held = np.zeros((self._groups + 1, lines.count), bool)
        held[-1] = True
        if self._groups and lines.count:
            pieces, numbers = self._held(lines)
            many = self._many[pieces]
            within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
            held[self._groups_of[np.repeat(self._first[pieces], many) + within], np.repeat(numbers, many)] = True
        may = held[self._needed[:, 0]]
        for column in self._needed.T[1:]:
            may &= held[column]
        may = np.logical_or.reduceat(may, self._first_choice, axis=0) if len(may) else may
        patterns, numbers = np.divmod(np.flatnonzero(may), max(lines.count, 1))
        cuts = np.searchsorted(patterns, np.arange(len(may) + 1)).tolist()
        found = numbers.tolist()
        return [found[start:end] for start, end in pairwise(cuts)]

    def _held(self, lines: Lines) -> tuple[Places, Places]:
        """Which piece stands in which line, each pair once."""
        found = [self._standing(lines, *of_width) for of_width in self._of_width]
        pieces, places = (np.concatenate(some) for some in zip(*found, strict=True))
        once = np.zeros((len(self._letters), lines.count), bool)
        once[pieces, lines.line_of[places]] = True
        pieces, numbers = np.divmod(np.flatnonzero(once), lines.count)
        return pieces, numbers

    def _standing(self, lines: Lines, width: int, first: int, of_all: tuple[Places, Places]) -> tuple[Places, Places]:
        """Where the pieces stand: each is looked for where its rarest run of letters does."""
        runs_of, first_run = of_all
        letters, (order, counts) = lines.letters, lines.runs(width)
        many = counts[runs_of]
        fewest = np.minimum.reduceat(many, first_run)
        of_piece = np.repeat(np.arange(len(first_run)), np.diff(np.append(first_run, len(many))))
        rarest = np.flatnonzero(many == fewest[of_piece])
        rarest = rarest[np.append(True, np.diff(of_piece[rarest]) > 0)]  # the first, where several are as rare
        there = np.flatnonzero(fewest)
        count = fewest[there]
        pieces = np.repeat(there, count)
        within = np.arange(len(pieces)) - np.repeat(np.cumsum(count) - count, count)
        begin = (np.cumsum(counts) - counts)[runs_of[rarest[there]]]
        places = order[np.repeat(begin, count) + within] - np.repeat((rarest - first_run)[there], count)
        kept = places >= 0
        pieces, places = pieces[kept] + first, places[kept]
        for step in range(self._letters.shape[1]):
            wanted = self._letters[pieces, step]
            same = (wanted == 0) | (letters[np.minimum(places + step, len(letters) - 1)] == wanted)
            pieces, places = pieces[same], places[same]
        return pieces, places


def _runs(letters: Numbers, width: int) -> Places:
    """A small number for each run of so many letters, by where it begins."""
    last = len(letters) - width + 1
    total = letters[:last] * _ODD[0]
    for step in range(1, width):
        total = (total ^ letters[step : last + step]) * _ODD[step]
    return (total >> np.uint32(32 - _BITS)).astype(np.uint16)


def _runs_of_all(pieces: Sequence[str], width: int) -> tuple[Places, Places]:
    """The runs of letters of all pieces, and where those of each begin."""
    letters = np.frombuffer("".join(pieces).encode("utf-32-le"), np.uint32)
    lengths = np.array([len(piece) for piece in pieces], np.int64)
    starts, counts = np.cumsum(lengths) - lengths, lengths - width + 1
    first = np.cumsum(counts) - counts
    inside = np.arange(counts.sum()) + np.repeat(starts - first, counts)
    return _runs(letters, width)[inside], first
