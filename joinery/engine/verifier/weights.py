"""The weights of the verifier in their file, and the chance they give to a candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32

import numpy as np

from joinery.engine.verifier.traits import Trait

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
FILE = Path(__file__).parent / "findings.npz"
PLACES = 1 << 18
TOLD = 3  # so many cues are shown


@dataclass(frozen=True)
class Weights:
    """A weight for each hashed trait of each kind. `slopes` turn a sum into a chance: by kind, times and plus.
    `phrases` are the cues that stood in the method when it was trained; newer ones it knows nothing about."""

    of: Floats
    slopes: Mapping[str, tuple[float, float]]
    phrases: frozenset[int]

    def chance(self, kind: str, traits: list[Trait]) -> tuple[float, tuple[str, ...]]:
        """The chance that a candidate is what it seems to be, and what spoke for it most."""
        parts = [(value * self._of(kind, name), name) for name, value in traits]
        times, plus = self.slopes.get(kind, (1.0, 0.0))
        chance = 1 / (1 + exp(-min(max(times * sum(part for part, _ in parts) + plus, -30.0), 30.0)))
        told = sorted((each for each in parts if each[0] > 0.05 and _is_telling(each[1])), reverse=True)[:TOLD]
        return chance, tuple(name for _, name in told)

    def _of(self, kind: str, name: str) -> float:
        return float(self.of[place(kind, name)]) + float(self.of[place("", name)])

    def knows(self, kind: str, phrase: str) -> bool:
        return number(kind, phrase) in self.phrases


def number(kind: str, name: str) -> int:
    return crc32(f"{kind}\0{name}".encode())


@lru_cache(maxsize=100_000)
def place(kind: str, name: str) -> int:
    """Where the weight of a trait stands; word groups have none that all kinds share."""
    return 0 if not kind and name[-1:] == "”" else number(kind, name) % (PLACES - 1) + 1


def _is_telling(name: str) -> bool:
    """Whether a person would understand the name; lengths, chances and patterns say little."""
    return bool(name) and not name.startswith(("cue ", "rule ", "chance ", "act ", "the ear", "^", "neither", "short"))


def save(weights: Weights, path: Path = FILE) -> None:
    scale = max(float(np.abs(weights.of).max()), 1e-6) / 127
    arrays: dict[str, np.ndarray[Any, Any]] = {
        "of": np.round(weights.of / scale).astype(np.int8),
        "scale": np.array(scale, np.float32),
        "kinds": np.array(sorted(weights.slopes)),
        "slopes": np.array([weights.slopes[kind] for kind in sorted(weights.slopes)], np.float32),
        "phrases": np.array(sorted(weights.phrases), np.uint32),
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, array in sorted(arrays.items()):
            entry = ZipInfo(f"{name}.npy")  # a fixed date: the same weights always make the same file
            entry.compress_type = ZIP_DEFLATED
            with file.open(entry, "w") as part:
                np.lib.format.write_array(part, array, allow_pickle=False)


def load(path: Path = FILE) -> Weights:
    with np.load(path, allow_pickle=False) as file:
        slopes = {str(kind): (float(a), float(b)) for kind, (a, b) in zip(file["kinds"], file["slopes"], strict=True)}
        return Weights(
            file["of"].astype(np.float32) * file["scale"], slopes, frozenset(int(one) for one in file["phrases"])
        )


@cache
def shipped() -> Weights | None:
    """The weights that come with the product, or None where their file was taken out: then the rules decide alone."""
    return load() if FILE.exists() else None
