"""The weights of the verifier in their file, and the chance of each kind that they give to the units of a talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from zlib import crc32

import numpy as np

from joinery.engine.ear.grams import Finder, Floats, Hashes, Numbers, Places, mixed, number_of, vocabulary_of
from joinery.engine.ear.network import around, relu
from joinery.engine.ear.tables import Arrays, Table, look_into, write
from joinery.engine.verifier.traits import OF_KINDS, TRAITS, WORD_TRAITS
from joinery.engine.verifier.units import Unit

FILE = Path(__file__).parent / "findings.npy"
WORDS = Path(__file__).parent / "words.npy"
NOT_LAYERS = ("known", "groups", "scale", "slopes", "phrases")
PLACES = 1 << 18
STEM = 5  # letters: "hesitate", "hesitant" begin alike
MEANING = 80  # numbers that stand for what a word means
TOLD = 3  # so many cues are shown
LEAST = 0.1  # what speaks less for it is not worth telling


@dataclass(frozen=True)
class Meanings:
    """Some numbers for each common English word: words that are used alike have like numbers."""

    known: Numbers
    of: Table  # the last row, of noughts, is for all other words

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.known)

    def sums(self, groups: Groups) -> Floats:
        """The mean over the words of each unit."""
        rows = self._finder.places(groups.words.astype(np.uint32))
        total = self.of.sums(rows, groups.first)
        return np.asarray(total / np.sqrt(groups.lengths)[:, None], dtype=np.float32)


@dataclass(frozen=True)
class Weights:
    """A small network: the word groups, traits and meanings of a unit to a few numbers, a look at the units around it,
    then a sum for each of OF_KINDS. `known` are the places of the word groups that it knows; `groups` has a row for
    each of them, and a last one of noughts for all others. `slopes` turn a sum into a chance. `phrases` are the cues
    that stood in the method when it was trained."""

    known: Numbers
    groups: Table
    layers: dict[str, Floats]
    slopes: Floats
    phrases: frozenset[int]

    @cached_property
    def _row_of(self) -> Places:
        rows = np.full(PLACES, len(self.known), np.int64)
        rows[self.known] = np.arange(len(self.known))
        return rows

    def weighed(self, groups: Groups, traits: Floats, near: Places) -> Weighed:
        told = self.groups.sums(self._row_of[groups.places], groups.first_group)
        own = relu(told * groups.scale[:, None] + traits @ self.layers["traits"] + self.layers["traits_0"])
        wide = relu(around(own, near) @ self.layers["near"] + self.layers["near_0"])
        sums = np.hstack([own, wide]) @ self.layers["kinds"] + traits @ self.layers["direct"] + self.layers["kinds_0"]
        return Weighed(own, wide, np.asarray(sums, np.float32))

    def chances(self, weighed: Weighed) -> Floats:
        sums = weighed.sums * self.slopes[0] + self.slopes[1]
        return np.asarray(1 / (1 + np.exp(-np.clip(sums, -30, 30))), dtype=np.float32)

    def cues(
        self,
        weighed: Weighed,
        kinds: Sequence[str],
        places: Sequence[int],
        units: Sequence[Unit],
        groups: Groups,
        traits: Floats,
    ) -> list[tuple[str, ...]]:
        """What spoke most for each kind in its unit: word groups and traits, as a person would name them."""
        parts: list[list[tuple[float, str]]] = [[] for _ in places]
        at = np.array(places, np.int64)
        columns = np.array([OF_KINDS.index(kind) for kind in kinds], np.int64)
        pull = self._pull(weighed, at, columns)
        own = traits[np.ix_(at, _TELLING_AT)] * (
            pull @ self.layers["traits"][_TELLING_AT].T + self.layers["direct"][np.ix_(_TELLING_AT, columns)].T
        )
        for pair, trait in zip(*(found.tolist() for found in np.nonzero(own > LEAST)), strict=True):
            parts[pair].append((float(own[pair, trait]), _shown(TRAITS[_TELLING[trait]])))
        for width, hashed in enumerate(groups.hashed, 1):
            many = np.maximum(groups.lengths[at] - width + 1, 0)
            pairs = np.repeat(np.arange(len(at)), many)
            within = np.arange(len(pairs)) - np.repeat(np.cumsum(many) - many, many)
            rows = self.groups[self._row_of[hashed[groups.first[at][pairs] + within]]]
            weights = np.einsum("ij,ij->i", rows, pull[pairs]) * groups.scale[at][pairs]
            for one in np.flatnonzero(weights > LEAST).tolist():
                words = units[places[pairs[one]]].words[within[one] : within[one] + width]
                parts[pairs[one]].append((float(weights[one]), f"“{' '.join(words)}”"))
        return [tuple(dict.fromkeys(name for _, name in sorted(some, reverse=True)[:TOLD])) for some in parts]

    def _pull(self, weighed: Weighed, at: Places, columns: Places) -> Floats:
        """How much each of a unit's own numbers counts for the sum of a kind: exact, since what is cut off at nought
        stays cut off."""
        width = weighed.own.shape[1]
        through = (weighed.wide[at] > 0) * self.layers["kinds"][width:, columns].T
        pull = self.layers["kinds"][:width, columns].T + through @ self.layers["near"][:width].T
        return np.asarray(pull * (weighed.own[at] > 0), np.float32)

    def knows(self, kind: str, phrase: str) -> bool:
        return phrase_number(kind, phrase) in self.phrases


@dataclass(frozen=True)
class Weighed:
    """What the network makes of the units of a talk: their own numbers, those with the units around, the sums."""

    own: Floats
    wide: Floats
    sums: Floats


def phrase_number(kind: str, phrase: str) -> int:
    return crc32(f"{kind}\0{phrase}".encode())


@dataclass(frozen=True)
class Groups:
    """The words of some units as numbers, and their groups. `rows` has for each group the unit it is in, in order, and
    `places` its place; `hashed` the places of all runs of one, two and three words, across units too."""

    words: Hashes
    lengths: Places
    first: Places  # where the words of each unit begin
    hashed: tuple[Places, ...]
    rows: Places
    places: Places
    first_group: Places  # where the groups of each unit begin
    scale: Floats  # the more groups, the less each counts


def groups_of(units: Sequence[Unit]) -> Groups:
    lengths = np.array([len(unit.words) for unit in units], dtype=np.int64)
    said, at = vocabulary_of([word for unit in units for word in unit.words])
    words = np.array([number_of(word) for word in said], np.uint64)[at]
    stems = np.array([number_of(word[:STEM]) for word in said], np.uint64)[at]
    starts = np.cumsum(lengths) - lengths
    owner, first = np.repeat(np.arange(len(units)), lengths), np.repeat(starts, lengths)
    within = np.arange(len(words)) - first
    left = np.repeat(lengths, lengths) - within
    hashed = [
        _place(mixed(width, *(words[step : len(words) - width + 1 + step] for step in range(width))))
        for width in range(1, min(3, len(words)) + 1)
    ]
    groups = [(owner, hashed[0]), (owner, _place(mixed(10, stems)))] if hashed else []
    for width, of_width in enumerate(hashed[1:], 2):
        at = np.flatnonzero(left >= width)
        groups.append((owner[at], of_width[at]))
    opening = np.flatnonzero(within < 2)
    groups.append((owner[opening], _place(mixed(9, words[opening], within[opening].astype(np.uint64)))))
    rows = np.concatenate([rows for rows, _ in groups])
    order = np.argsort(rows, kind="stable")
    rows, places = rows[order], np.concatenate([found for _, found in groups])[order]
    counts = np.bincount(rows, minlength=len(units))
    scale = (1 / np.sqrt(np.maximum(counts, 1))).astype(np.float32)
    return Groups(words, lengths, starts, tuple(hashed), rows, places, np.cumsum(counts) - counts, scale)


def near_of(units: Sequence[Unit]) -> Places:
    """For each unit the places of four others, or -1: before and after in what the same person says, the last of what
    was said before, and the first of what is said next."""
    count = len(units)
    passages = np.array([unit.passage for unit in units], np.int64)
    found = np.full((count, 4), -1, np.int64)
    if not count:
        return found
    at = np.arange(count)
    same = passages[1:] == passages[:-1]
    found[1:, 0] = np.where(same, at[:-1], -1)
    found[:-1, 1] = np.where(same, at[1:], -1)
    for column, step in ((2, -1), (3, 1)):
        edge = np.searchsorted(passages, passages + step, side="right" if step < 0 else "left") + min(step, 0)
        inside = (edge >= 0) & (edge < count)
        found[:, column] = np.where(inside & (passages[np.clip(edge, 0, count - 1)] == passages + step), edge, -1)
    return found


def _place(hashed: Hashes) -> Places:
    return (hashed % np.uint64(PLACES)).astype(np.int64)


def _is_telling(name: str) -> bool:
    """Whether a person would understand it: chances, lengths and what other rules say tell little."""
    return bool(name) and not name.startswith(
        ("chance ", "a rule ", "before", "short", "long", "very", "so far", "the ", "first in", "last in")
    )


def _shown(name: str) -> str:
    return f"“{name}”" if name in WORD_TRAITS else name


_TELLING = tuple(at for at, name in enumerate(TRAITS) if _is_telling(name))
_TELLING_AT = np.array(_TELLING)


def save(weights: Weights, path: Path = FILE) -> None:
    """The word groups in one byte each, the small layers in two."""
    tables: Arrays = {name: layer.astype(np.float16) for name, layer in weights.layers.items()}
    tables |= {"known": weights.known.astype(np.uint32), "groups": weights.groups.small, "scale": weights.groups.scale}
    tables |= {"slopes": weights.slopes.astype(np.float32), "phrases": np.array(sorted(weights.phrases), np.uint32)}
    write(tables, path)


def load(path: Path = FILE) -> Weights:
    file = look_into(path)
    layers = {name: layer.astype(np.float32) for name, layer in file.items() if name not in NOT_LAYERS}
    groups = Table(file["groups"], file["scale"])
    return Weights(file["known"], groups, layers, file["slopes"], frozenset(file["phrases"].tolist()))


@cache
def meanings() -> Meanings:
    file = look_into(WORDS)
    small = np.vstack([file["of"], np.zeros((1, file["of"].shape[1]), np.int8)])
    return Meanings(file["known"], Table(small, file["scale"]))


@cache
def shipped() -> Weights | None:
    """The weights that come with the product, or None where their file was taken out: then the rules decide alone."""
    return load() if FILE.exists() and WORDS.exists() else None
