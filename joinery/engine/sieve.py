"""Which lines of a talk a pattern may match, for many patterns at once: those that hold the plain pieces of text which
every match must hold. It never leaves out a line that matches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

from joinery.engine.ear.grams import Places
from joinery.method.anchors import anchors_for

_WIDTH = 4  # letters: pieces are looked up by runs of so many
_BITS = 16
_ODD = tuple(np.uint32(odd) for odd in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F))
Anchors = Sequence[Sequence[str]]  # a line must hold at least one piece of every group


@lru_cache(maxsize=32)
def sieve_of(patterns: tuple[str, ...]) -> Sieve:
    return Sieve([anchors_for(pattern) for pattern in patterns])


class Sieve:
    """The anchors of some patterns, made once; `sift` is for each talk."""

    def __init__(self, patterns: Sequence[Anchors]) -> None:
        self._most = max((len(groups) for groups in patterns), default=0)
        groups = [group for of_pattern in patterns for group in of_pattern]
        pieces = sorted({piece for group in groups for piece in group}, key=lambda piece: (len(piece), piece))
        number = {piece: place for place, piece in enumerate(pieces)}
        self._long_from = sum(len(piece) < _WIDTH for piece in pieces)
        self._lengths = np.array([len(piece) for piece in pieces], np.int64)
        widest = max(map(len, pieces), default=1)
        self._letters = np.array(pieces, f"<U{widest}").view(np.uint32).reshape(len(pieces), widest)
        self._runs, self._first_run = _runs_of_all(pieces[self._long_from :])
        # A piece may stand in several groups, a group in one pattern.
        self._of_piece = np.array([number[piece] for group in groups for piece in group], np.int64)
        self._of_group = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        self._groups = len(groups)
        ends = np.cumsum([len(of_pattern) for of_pattern in patterns])
        self._needed = np.full((len(patterns), self._most), self._groups)  # the last group is held by all
        for place, of_pattern in enumerate(patterns):
            self._needed[place, : len(of_pattern)] = np.arange(ends[place] - len(of_pattern), ends[place])

    def sift(self, lines: Sequence[str]) -> list[list[int]]:
        """For each pattern the numbers of the lines that it may match, in order."""
        held = np.zeros((self._groups + 1, len(lines)), bool)
        held[-1] = True
        if self._groups and lines:
            pieces, numbers = self._held(lines)
            of = np.zeros((len(self._lengths), len(lines)), bool)
            of[pieces, numbers] = True
            found, at = np.nonzero(of[self._of_piece])
            held[self._of_group[found], at] = True
        may = np.ones((len(self._needed), len(lines)), bool)
        for column in range(self._most):
            may &= held[self._needed[:, column]]
        patterns, numbers = np.nonzero(may)
        cuts = np.searchsorted(patterns, np.arange(1, len(may))) if len(may) else []
        return [some.tolist() for some in np.split(numbers, cuts)] if len(may) else []

    def _held(self, lines: Sequence[str]) -> tuple[Places, Places]:
        """Which piece stands in which line."""
        text = "\n".join(lines)
        letters = np.frombuffer((text + "\n" * self._letters.shape[1]).encode("utf-32-le", "surrogatepass"), np.uint32)
        starts = np.cumsum([0, *(len(line) + 1 for line in lines[:-1])])
        some = [self._short(place, letters) for place in range(self._long_from)]
        pieces = np.concatenate([np.full(len(at), place) for place, at in enumerate(some)] + [np.zeros(0, np.int64)])
        places = np.concatenate([*some, np.zeros(0, np.int64)])
        if self._long_from < len(self._lengths):
            long, at = self._long(letters)
            pieces, places = np.concatenate([pieces, long]), np.concatenate([places, at])
        return pieces, np.searchsorted(starts, places, side="right") - 1

    def _short(self, piece: int, letters: np.ndarray) -> Places:
        length = int(self._lengths[piece])
        same = letters[: len(letters) - length] == self._letters[piece, 0]
        for step in range(1, length):
            same &= letters[step : len(letters) - length + step] == self._letters[piece, step]
        return np.flatnonzero(same)

    def _long(self, letters: np.ndarray) -> tuple[Places, Places]:
        """Each piece is looked for where its rarest run of letters stands."""
        runs = _runs(letters)
        order = np.argsort(runs, kind="stable")
        counts = np.bincount(runs, minlength=1 << _BITS)
        ends = np.cumsum(counts)
        many = counts[self._runs]
        fewest = np.minimum.reduceat(many, self._first_run)
        of_piece = np.repeat(np.arange(len(self._first_run)), np.diff(np.append(self._first_run, len(many))))
        rarest = np.flatnonzero(many == fewest[of_piece])
        rarest = rarest[np.append(True, np.diff(of_piece[rarest]) > 0)]  # the first, where several are as rare
        offset = rarest - self._first_run
        there = np.flatnonzero(fewest)
        count = fewest[there]
        pieces = np.repeat(there, count)
        within = np.arange(len(pieces)) - np.repeat(np.cumsum(count) - count, count)
        first = (ends - counts)[self._runs[rarest[there]]]
        places = order[np.repeat(first, count) + within] - np.repeat(offset[there], count)
        kept = places >= 0
        pieces, places = pieces[kept] + self._long_from, places[kept]
        for step in range(self._letters.shape[1]):
            wanted = self._letters[pieces, step]
            same = (wanted == 0) | (letters[np.minimum(places + step, len(letters) - 1)] == wanted)
            if not same.all():
                pieces, places = pieces[same], places[same]
        return pieces, places


def _runs(letters: np.ndarray) -> Places:
    """A small number for each run of letters, by where it begins."""
    last = len(letters) - _WIDTH + 1
    total = letters[:last] * _ODD[0]
    for step in range(1, _WIDTH):
        total = (total ^ letters[step : last + step]) * _ODD[step]
    return (total >> np.uint32(32 - _BITS)).astype(np.uint16)


def _runs_of_all(pieces: Sequence[str]) -> tuple[Places, Places]:
    """The runs of letters of all pieces, and where those of each begin."""
    if not pieces:
        return np.zeros(0, np.uint16), np.zeros(0, np.int64)
    letters = np.frombuffer("".join(pieces).encode("utf-32-le"), np.uint32)
    lengths = np.array([len(piece) for piece in pieces], np.int64)
    starts = np.cumsum(lengths) - lengths
    inside = np.array(
        list(
            chain.from_iterable(
                range(at, at + length - _WIDTH + 1)
                for at, length in zip(starts.tolist(), lengths.tolist(), strict=True)
            )
        )
    )
    counts = lengths - _WIDTH + 1
    return _runs(letters)[inside], np.cumsum(counts) - counts
