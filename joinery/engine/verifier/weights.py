"""The weights of the verifier in their file, and the chance of each kind that they give to the units of a talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32

import numpy as np

from joinery.engine.ear.grams import Floats, Places, mixed, number_of
from joinery.engine.verifier.traits import OF_KINDS, TRAITS, WORD_TRAITS
from joinery.engine.verifier.units import Unit

FILE = Path(__file__).parent / "findings.npz"
WORDS = Path(__file__).parent / "words.npz"
PLACES = 1 << 16
MEANING = 80  # numbers that stand for what a word means
TOLD = 3  # so many cues are shown
LEAST = 0.1  # what speaks less for it is not worth telling


@dataclass(frozen=True)
class Meanings:
    """Some numbers for each common English word: words that are used alike have like numbers."""

    known: np.ndarray[Any, np.dtype[np.uint32]]
    of: Floats  # the last row, of noughts, is for all other words

    def sums(self, units: Sequence[Unit]) -> Floats:
        """The mean over the words of each unit."""
        lengths = np.array([len(unit.words) for unit in units])
        numbers = np.array([number_of(word) for unit in units for word in unit.words], dtype=np.uint32)
        at = np.searchsorted(self.known, numbers)
        rows = np.where(self.known[np.minimum(at, len(self.known) - 1)] == numbers, at, len(self.known))
        total = np.add.reduceat(self.of[rows], np.cumsum(lengths) - lengths, axis=0)
        return np.asarray(total / np.sqrt(lengths)[:, None], dtype=np.float32)


@dataclass(frozen=True)
class Weights:
    """A column for each of OF_KINDS. `groups` are of hashed word groups, `dense` of the traits and meanings; `slopes`
    turn a sum into a chance. `phrases` are the cues that stood in the method when it was trained."""

    groups: Floats
    dense: Floats
    slopes: Floats
    phrases: frozenset[int]

    def chances(self, units: Sequence[Unit], traits: Floats) -> Floats:
        sums = self.sums(units, traits) * self.slopes[0] + self.slopes[1]
        return np.asarray(1 / (1 + np.exp(-np.clip(sums, -30, 30))), dtype=np.float32)

    def sums(self, units: Sequence[Unit], traits: Floats) -> Floats:
        rows, places = groups_of(units)
        counts = np.bincount(rows, minlength=len(units))
        told = np.add.reduceat(self.groups[places], np.cumsum(counts) - counts, axis=0)
        return np.asarray(told / np.sqrt(counts)[:, None] + traits @ self.dense, dtype=np.float32)

    def cues(self, kind: str, unit: Unit, traits: Floats) -> tuple[str, ...]:
        """What spoke most for a kind: word groups and traits, as a person would name them."""
        column = OF_KINDS.index(kind)
        own = traits[: len(TRAITS)] * self.dense[: len(TRAITS), column]
        parts = [(float(own[at]), _shown(TRAITS[at])) for at in _TELLING if own[at] > LEAST]
        numbers = np.array([number_of(word) for word in unit.words], dtype=np.uint64)
        scale = np.sqrt(4 * len(numbers))  # about as many groups as the unit has
        for width in range(1, min(3, len(numbers)) + 1):
            hashed = mixed(width, *(numbers[step : len(numbers) - width + 1 + step] for step in range(width)))
            weights = self.groups[(hashed % np.uint64(PLACES)).astype(np.int64), column] / scale
            parts += [
                (float(weights[at]), f"“{' '.join(unit.words[at : at + width])}”")
                for at in np.flatnonzero(weights > LEAST).tolist()
            ]
        return tuple(dict.fromkeys(name for _, name in sorted(parts, reverse=True)[:TOLD]))

    def knows(self, kind: str, phrase: str) -> bool:
        return phrase_number(kind, phrase) in self.phrases


def phrase_number(kind: str, phrase: str) -> int:
    return crc32(f"{kind}\0{phrase}".encode())


def groups_of(units: Sequence[Unit]) -> tuple[Places, Places]:
    """For each word group of the units the unit it is in, and the place of its weights."""
    lengths = np.array([len(unit.words) for unit in units], dtype=np.int64)
    words = np.array([number_of(word) for unit in units for word in unit.words], dtype=np.uint64)
    owner = np.repeat(np.arange(len(units)), lengths)
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    left = first + np.repeat(lengths, lengths) - np.arange(len(words))
    groups = [(owner, mixed(1, words))]
    for width in (2, 3):
        at = np.flatnonzero(left >= width)
        groups.append((owner[at], mixed(width, *(words[at + step] for step in range(width)))))
    opening = np.flatnonzero(np.arange(len(words)) - first < 2)
    groups.append(
        (owner[opening], mixed(9, words[opening], (np.arange(len(words)) - first)[opening].astype(np.uint64)))
    )
    rows = np.concatenate([rows for rows, _ in groups])
    order = np.argsort(rows, kind="stable")
    return rows[order], (np.concatenate([found for _, found in groups]) % np.uint64(PLACES)).astype(np.int64)[order]


def _is_telling(name: str) -> bool:
    """Whether a person would understand it: chances, lengths and what other rules say tell little."""
    return bool(name) and not name.startswith(
        ("chance ", "a rule ", "before", "short", "long", "very", "so far", "the ", "first in", "last in")
    )


def _shown(name: str) -> str:
    return f"“{name}”" if name in WORD_TRAITS else name


_TELLING = tuple(at for at, name in enumerate(TRAITS) if _is_telling(name))


def save(weights: Weights, path: Path = FILE) -> None:
    scale = np.maximum(np.abs(weights.groups).max(axis=0), 1e-6) / 127
    arrays: dict[str, np.ndarray[Any, Any]] = {
        "groups": np.round(weights.groups / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "dense": weights.dense.astype(np.float16),
        "slopes": weights.slopes.astype(np.float32),
        "phrases": np.array(sorted(weights.phrases), np.uint32),
    }
    write(arrays, path)


def write(arrays: dict[str, np.ndarray[Any, Any]], path: Path) -> None:
    """With a fixed date: the same numbers always make the same file."""
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, array in sorted(arrays.items()):
            entry = ZipInfo(f"{name}.npy")
            entry.compress_type = ZIP_DEFLATED
            with file.open(entry, "w") as part:
                np.lib.format.write_array(part, array, allow_pickle=False)


def load(path: Path = FILE) -> Weights:
    with np.load(path, allow_pickle=False) as file:
        return Weights(
            (file["groups"] * file["scale"]).astype(np.float32), file["dense"].astype(np.float32), file["slopes"],
            frozenset(int(one) for one in file["phrases"]),
        )  # fmt: skip


@cache
def meanings() -> Meanings:
    with np.load(WORDS, allow_pickle=False) as file:
        of = (file["of"] * file["scale"]).astype(np.float32)
        return Meanings(file["known"], np.vstack([of, np.zeros((1, of.shape[1]), np.float32)]))


@cache
def shipped() -> Weights | None:
    """The weights that come with the product, or None where their file was taken out: then the rules decide alone."""
    return load() if FILE.exists() and WORDS.exists() else None
