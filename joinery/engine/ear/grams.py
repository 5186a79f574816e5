"""Pieces of a talk as numbers: which hashed word groups they hold, their shape, and who speaks next to whom."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias
from zlib import crc32

import numpy as np

# Not from numpy.typing: that module alone takes as long to load as the rest of the ear.
Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
Places: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
Hashes: TypeAlias = np.ndarray[Any, np.dtype[np.uint64]]
Numbers: TypeAlias = np.ndarray[Any, np.dtype[np.uint32]]

OPENING = 4  # so many words at the start of a piece are also known by their place
NEIGHBOURS = 8
_UPPER = 17  # bits of a number, by which it is looked up
# The edges of a piece as words that nobody says, with their numbers and without letters.
_BEGIN, _NO_MARK, _END = "\0", "\0\0", {"?": "\0?", ".": "\0."}
_EDGES: dict[str, tuple[int, tuple[int, ...]]] = {_BEGIN: (1, ()), "\0?": (2, ()), "\0.": (3, ()), _NO_MARK: (4, ())}
_MIX = tuple(np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))


class Heard(NamedTuple):
    """What the model is told of one piece."""

    words: Sequence[str]
    mark: str  # how it ends: "?", "." or ""
    speaker: int
    start: float | None
    end: float | None
    points: tuple[float, ...]  # what the cues of the method say: ask, its sorts, agree, react, backchannel, social


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> tuple[int, tuple[int, ...]]:
    """The number of a word and those of its beginnings, endings and inner letters."""
    word = "".join("0" if letter.isdigit() else letter for letter in word[:24])
    framed = f"<{word}>"
    parts = {framed[at : at + 4] for at in range(len(framed) - 3)} if len(word) > 3 else set()
    return crc32(word.encode()), tuple(sorted(crc32(b"c" + part.encode()) for part in parts))


def number_of(word: str) -> int:
    return _of_word(word)[0]


def mixed(salt: int, *parts: Hashes) -> Hashes:
    total = np.full(parts[0].shape, np.uint64((salt + 1) * int(_MIX[2]) % 2**64), dtype=np.uint64)
    for part in parts:
        total = (total ^ part) * _MIX[0]
        total ^= total >> np.uint64(29)
        total *= _MIX[1]
    return total >> np.uint64(32)


def vocabulary_of(words: Sequence[str]) -> tuple[list[str], Places]:
    """The different words, and for each of all words its place among them: people say a few words again and again."""
    place_of = {word: place for place, word in enumerate(dict.fromkeys(words))}
    return list(place_of), np.fromiter(map(place_of.__getitem__, words), np.int64, len(words))


def spread(firsts: Places, counts: Places) -> Places:
    """The places of some runs, one run after the other: each begins at its first place and has its count of them."""
    return np.arange(counts.sum()) + np.repeat(firsts - np.cumsum(counts) + counts, counts)


class Finder:
    """Where numbers stand in an ordered row of them. A table tells for the upper bits of a number where to begin; a
    few steps from there are several times as quick as to halve the row again and again."""

    def __init__(self, known: Numbers) -> None:
        self._count = len(known)
        with_upper = np.bincount(known >> np.uint32(32 - _UPPER), minlength=1 << _UPPER)
        self._begin = np.append(0, np.cumsum(with_upper)).astype(np.int32)
        self._steps = int(np.diff(self._begin).max(initial=0))
        self._known = np.append(known, np.zeros(self._steps, np.uint32))

    def places(self, numbers: Numbers) -> Places:
        """The place of each number; one past the end for those that are not there."""
        begin = self._begin[numbers >> np.uint32(32 - _UPPER)]
        found = np.full(len(numbers), self._count, np.int64)
        for step in range(self._steps):
            at = begin + step
            np.copyto(found, at, where=self._known[at] == numbers)
        return np.minimum(found, self._count)


def grams_of(pieces: Sequence[Heard]) -> tuple[Places, Numbers]:
    """For each word group in the pieces, piece by piece: the piece it is in, and its hashed number."""
    said, places = vocabulary_of(_with_edges(pieces))
    of_words = [_EDGES.get(word) or _of_word(word) for word in said]
    numbers = np.array([number for number, _ in of_words], np.uint64)
    parts = mixed(5, np.array([part for _, some in of_words for part in some], np.uint64))
    many = np.array([len(some) for _, some in of_words], np.int64)
    first_part = np.cumsum(many) - many
    lengths = np.array([len(piece.words) + 2 for piece in pieces], np.int64)
    words, many = numbers[places], many[places]
    owner = np.repeat(np.arange(len(pieces)), lengths)
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    place_in = np.arange(len(words)) - first
    left = np.repeat(lengths, lengths) - place_in - 1
    groups = [(owner, mixed(0, numbers)[places]), (np.repeat(owner, many), parts[spread(first_part[places], many)])]
    for width in (2, 3):
        at = np.flatnonzero(left >= width - 1)
        groups.append((owner[at], mixed(width, *(words[at + step] for step in range(width)))))
    opening = np.flatnonzero((place_in > 0) & (place_in <= OPENING))
    groups.append((owner[opening], mixed(6, words[opening], place_in[opening].astype(np.uint64))))
    closing = np.flatnonzero((left > 0) & (left <= 2))
    groups.append((owner[closing], mixed(7, words[closing], left[closing].astype(np.uint64))))
    rows = np.concatenate([rows for rows, _ in groups])
    order = np.argsort(rows, kind="stable")
    return rows[order], np.concatenate([found for _, found in groups]).astype(np.uint32)[order]


def _with_edges(pieces: Sequence[Heard]) -> list[str]:
    """All words, with how each piece begins and ends."""
    found: list[str] = []
    for piece in pieces:
        found.append(_BEGIN)
        found += piece.words
        found.append(_END.get(piece.mark, _NO_MARK))
    return found


def shapes_of(pieces: Sequence[Heard], trust: float) -> Floats:
    """What is known of each piece beside its words; `trust` says how far a missing question mark may be believed."""
    count = len(pieces)
    words, marks, speakers, starts, ends, told = zip(*pieces, strict=True)
    marked = np.array([mark == "?" for mark in marks], dtype=np.float32)
    stopped = np.array([mark == "." for mark in marks], dtype=np.float32)
    length = np.array(list(map(len, words)), dtype=np.float32)
    speaker = np.array(speakers)
    points = np.array(told, dtype=np.float32).reshape(count, -1)
    handed = np.append(speaker[1:] != speaker[:-1], True)
    taken = np.append(True, speaker[1:] != speaker[:-1])
    columns = [
        marked, stopped, (1 - marked) * trust, stopped * trust, np.full(count, stopped.mean()),
        np.log1p(length) / 3, length <= 1, length <= 3, length > 20, handed, taken, handed & taken,
        *_timing(starts, ends, length), *np.clip(points / 4, -2, 2).T,
    ]  # fmt: skip
    return np.stack([column.astype(np.float32) for column in columns], axis=1)


def _timing(starts: Sequence[float | None], ends: Sequence[float | None], length: Floats) -> list[Floats]:
    timed = np.array([start is not None and end is not None for start, end in zip(starts, ends, strict=True)])
    start = np.array([start or 0.0 for start in starts], dtype=np.float32)
    end = np.array([end or 0.0 for end in ends], dtype=np.float32)
    lasts = np.maximum(end - start, 0.05)
    both = timed & np.append(timed[1:], False)
    gap = np.where(both, np.append(start[1:], 0) - end, 0)
    before = np.append(0, gap[:-1])
    return [
        timed, np.where(timed, np.log1p(lasts) / 2, 0), np.tanh(gap), np.tanh(before),
        np.where(timed, np.tanh(length / lasts / 4), 0),
    ]  # fmt: skip


def neighbours_of(speakers: Sequence[int]) -> Places:
    """For each piece the places of eight others, or -1: one and two before and after, and the nearest before and
    after by the same and by another speaker."""
    count = len(speakers)
    found = np.full((count, NEIGHBOURS), -1, dtype=np.int64)
    at = np.arange(count)
    for column, step in enumerate((-1, 1, -2, 2)):
        there = at + step
        found[:, column] = np.where((there >= 0) & (there < count), there, -1)
    for column, order in ((4, range(count)), (6, range(count - 1, -1, -1))):
        last: dict[int, int] = {}
        latest = other = -1  # the nearest piece so far, and the nearest by another speaker than that one
        for place in order:
            who = speakers[place]
            found[place, column] = last.get(who, -1)
            if latest >= 0 and speakers[latest] != who:
                other = latest
            found[place, column + 1] = other
            last[who] = latest = place
    return found
