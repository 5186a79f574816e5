"""Where one act ends and the next begins in a turn without marks, as recognisers without punctuation write it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from joinery.engine.ear.grams import Floats, Places, mixed, number_of

FILE = Path(__file__).parent / "cuts.npz"
PLACES = 1 << 15
LEAST = 12  # words; a shorter turn is one act or two, and the questions in it are found by their openers
WINDOWS = ((-1,), (0,), (-2,), (1,), (-1, 0), (0, 1), (-2, -1), (1, 2), (-1, 0, 1), (0, 1, 2), (-2, -1, 0))
EDGE = 7  # the number of the word before the first and after the last


@cache
def shipped() -> tuple[Floats, float] | None:
    if not FILE.exists():
        return None
    with np.load(FILE, allow_pickle=False) as file:
        return (file["of"] * file["scale"]).astype(np.float32), float(file["cut_from"])


def cuts_of(words: Sequence[str]) -> list[int]:
    """The places of the words with which a new act begins, but the first; none without weights."""
    weights = shipped()
    if weights is None or len(words) < LEAST:
        return []
    of, cut_from = weights
    sums = of[places_of(words)].sum(axis=0)
    return [int(at) for at in np.flatnonzero(sums > cut_from) if at > 0]


def places_of(words: Sequence[str]) -> Places:
    """For each window (a row) and each word (a column) the place of the weight of what stands in the window there."""
    padded = np.array([EDGE, EDGE, *(number_of(word) for word in words), EDGE, EDGE], dtype=np.uint64)
    count = len(words)
    rows = [
        mixed(salt, *(padded[2 + step : 2 + step + count] for step in window)) % np.uint64(PLACES)
        for salt, window in enumerate(WINDOWS, 20)
    ]
    return np.array(rows, dtype=np.int64)
