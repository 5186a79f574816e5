"""Where one act ends and the next begins in a turn without marks, as recognisers without punctuation write it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from joinery.engine.ear.grams import Floats, Places, mixed, number_of
from joinery.engine.ear.tables import look_into

FILE = Path(__file__).parent / "cuts.npy"
PLACES = 1 << 15
LEAST = 12  # words; a shorter turn is one act or two, and the questions in it are found by their openers
WINDOWS = ((-1,), (0,), (-2,), (1,), (-1, 0), (0, 1), (-2, -1), (1, 2), (-1, 0, 1), (0, 1, 2), (-2, -1, 0))
EDGE = 7  # the number of the word before the first and after the last


@cache
def shipped() -> tuple[Floats, float] | None:
    if not FILE.exists():
        return None
    file = look_into(FILE)
    return (file["of"] * file["scale"]).astype(np.float32), float(file["cut_from"])


def cuts_of(turns: Sequence[Sequence[str]]) -> list[list[int]]:
    """For each turn the places of the words with which a new act begins, but the first; none without weights."""
    weights, long = shipped(), [at for at, words in enumerate(turns) if len(words) >= LEAST]
    found: list[list[int]] = [[] for _ in turns]
    if weights is None or not long:
        return found
    of, cut_from = weights
    between = (None, None)  # as at the edges of a turn
    joined = [word for at in long for word in (*turns[at], *between)]
    cuts = np.flatnonzero(of[places_of(joined)].sum(axis=0) > cut_from)
    begins = np.cumsum([0, *(len(turns[at]) + len(between) for at in long)])
    for at, begin, until in zip(long, begins, begins[1:], strict=False):
        found[at] = (cuts[(cuts > begin) & (cuts < until - len(between))] - begin).tolist()
    return found


def places_of(words: Sequence[str | None]) -> Places:
    """For each window (a row) and each word (a column) the place of the weight of what stands in the window there."""
    numbers = (EDGE if word is None else number_of(word) for word in words)
    padded = np.array([EDGE, EDGE, *numbers, EDGE, EDGE], dtype=np.uint64)
    count = len(words)
    rows = [
        mixed(salt, *(padded[2 + step : 2 + step + count] for step in window)) % np.uint64(PLACES)
        for salt, window in enumerate(WINDOWS, 20)
    ]
    return np.array(rows, dtype=np.int64)
