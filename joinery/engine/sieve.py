"""Which lines of a talk a pattern may match, for many patterns at once: those that hold the plain pieces of text which
every match must hold. It never leaves out a line that matches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import Any, TypeAlias

import numpy as np

from joinery.engine.ear.grams import vocabulary_of
from joinery.method.anchors import Choices, choices_for

_KEPT = 20_000  # words whose bits are remembered
_LONGEST = 40  # letters of a word that is remembered

Bits: TypeAlias = np.ndarray[Any, np.dtype[np.uint8]]  # a row for each group; in each byte eight lines
Wide: TypeAlias = np.ndarray[Any, np.dtype[np.uint64]]  # a row for each word or line; in each number 64 groups


@lru_cache(maxsize=32)
def sieve_of(patterns: tuple[str, ...]) -> Sieve:
    return Sieve([choices_for(pattern) for pattern in patterns])


class Lines:
    """Lines of text cut at their blanks, made ready to be looked through several times."""

    def __init__(self, lines: Sequence[str]) -> None:
        words = [line.split(" ") for line in lines]
        self.vocabulary, self.words = vocabulary_of(list(chain.from_iterable(words)))
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        self.first = np.cumsum(lengths) - lengths  # where the words of each line begin


class Sieve:
    """The anchors of some patterns, made once; `sift` is for each talk. A line may match a pattern if it holds, for one
    of its choices, at least one piece of every group. What a word holds is kept as bits, so that what a line holds is
    known by putting together the bits of its words, however many patterns there are."""

    def __init__(self, patterns: Sequence[Choices]) -> None:
        choices = [anchors for of_pattern in patterns for anchors in of_pattern]
        many = np.array([len(of_pattern) for of_pattern in patterns], np.int64)
        self._first_choice = np.cumsum(many) - many
        groups = [group for anchors in choices for group in anchors]
        self._groups = len(groups)
        # Every line may hold a blank: such groups, and one behind the last, are held by all.
        blank = [place for place, group in enumerate(groups) if not all(map(str.strip, group))]
        self._everywhere = [*blank, self._groups]
        most = max((len(anchors) for anchors in choices), default=0)
        self._needed = np.full((len(choices), max(most, 1)), self._groups)
        first = 0
        for row, anchors in enumerate(choices):
            self._needed[row, : len(anchors)] = np.arange(first, first + len(anchors))
            first += len(anchors)
        self._file(groups)

    def _file(self, groups: Sequence[Sequence[str]]) -> None:
        """A piece stands inside a word; or, with a blank beside it, a word begins or ends so. Of one with blanks inside
        two neighbours stand for all: a word ends as the first does, and the next begins as the second."""
        of_piece = _places_of(groups)
        several = sum(len(piece.split()) > 1 for piece in of_piece)
        self._held_by, self._left, self._right = _Bits(self._groups + 1), _Bits(several), _Bits(several)
        wide: list[tuple[int, int]] = []  # the group that a piece with blanks inside stands in, and its number
        number = 0
        for piece, places in of_piece.items():
            parts, bits = piece.split(" "), sum(1 << place for place in places)
            if len(piece.split()) > 1:
                at = max(range(len(parts) - 1), key=lambda at: len(parts[at]) + len(parts[at + 1]))
                self._left.add(parts, at, 1 << number)
                self._right.add(parts, at + 1, 1 << number)
                wide += [(place, number) for place in places]
                number += 1
            elif piece.strip():
                self._held_by.add(parts, parts.index(piece.strip()), bits)
        wide.sort()
        self._wide = np.array([number for _, number in wide], np.int64)
        self._wide_groups, self._first_wide = np.unique([place for place, _ in wide], return_index=True)

    def sift(self, lines: Lines) -> list[list[int]]:
        """For each pattern the numbers of the lines that it may match, in order."""
        if not len(self._needed) or not len(lines.first):
            return [[] for _ in self._first_choice]
        held = self._held(lines)
        may = held[self._needed[:, 0]]
        for column in self._needed.T[1:]:
            may &= held[column]
        may = np.bitwise_or.reduceat(may, self._first_choice, axis=0)
        count = len(lines.first)
        patterns, numbers = np.divmod(np.flatnonzero(np.unpackbits(may, axis=1, count=count).view(bool)), count)
        cuts = np.searchsorted(patterns, np.arange(len(may) + 1)).tolist()
        found = numbers.tolist()
        return [found[start:end] for start, end in pairwise(cuts)]

    def _held(self, lines: Lines) -> Bits:
        """For each group which lines hold it."""
        found = _turned(np.bitwise_or.reduceat(self._held_by.rows(lines), lines.first, axis=0))[: self._groups + 1]
        if len(self._wide):
            pairs = self._right.rows(lines)
            pairs[1:] &= self._left.rows(lines)[:-1]
            pairs[lines.first] = 0  # before the first word of a line there is none
            wide = _turned(np.bitwise_or.reduceat(pairs, lines.first, axis=0))
            found[self._wide_groups] |= np.bitwise_or.reduceat(wide[self._wide], self._first_wide, axis=0)
        found[self._everywhere] = 0xFF
        return found


class _Bits(dict[str, bytes]):
    """The bits of each word, worked out when it is first asked for: of how it begins, how it ends, what it is and what
    stands inside it. Most words of a talk were said in another before."""

    def __init__(self, bits: int) -> None:
        self._size = bits // 64 * 8 + 8  # bytes of a row, so that numbers of 64 bits can be looked at
        self._begins, self._ends, self._is, self._inside = (dict[str, int]() for _ in range(4))

    def add(self, parts: Sequence[str], at: int, bits: int) -> None:
        """A word as one part of a piece that was cut at its blanks, bound by the blank before it and the one behind."""
        first, last = at == 0, at == len(parts) - 1
        where = self._inside if first and last else self._ends if first else self._begins if last else self._is
        where[parts[at]] = where.get(parts[at], 0) | bits

    @cached_property
    def _widths(self) -> tuple[list[int], ...]:
        return tuple(sorted({len(part) for part in of}) for of in (self._begins, self._ends, self._inside))

    def rows(self, lines: Lines) -> Wide:
        """A row of bits for each word of the lines."""
        bits = b"".join(map(self.__getitem__, lines.vocabulary))
        return np.frombuffer(bits, np.uint64).reshape(len(lines.vocabulary), -1)[lines.words]

    def __missing__(self, word: str) -> bytes:
        count, found = len(word), self._is.get(word, 0)
        of_begins, of_ends, of_inside = self._widths
        for width in of_begins:
            found |= self._begins.get(word[:width], 0)
        for width in of_ends:
            found |= self._ends.get(word[max(count - width, 0) :], 0)
        for width in of_inside:
            for at in range(count - width + 1):
                if (part := word[at : at + width]) in self._inside:
                    found |= self._inside[part]
        bits = found.to_bytes(self._size, "little")
        if count <= _LONGEST and len(self) < _KEPT:
            self[word] = bits
        return bits


def _turned(rows: Wide) -> Bits:
    """From the bits of each line to the lines of each bit."""
    bits = np.unpackbits(rows.view(np.uint8), axis=1, bitorder="little")
    return np.packbits(np.ascontiguousarray(bits.T).view(bool), axis=1)


def _places_of(groups: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """The groups that each piece stands in."""
    found: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        for piece in group:
            found.setdefault(piece, []).append(place)
    return found
