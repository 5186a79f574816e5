"""Makes the weights for cutting turns without marks again: `python -m tools.train.cuts DATA_FOLDER`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402
from scipy import optimize, sparse  # noqa: E402

from joinery.engine.ear.cuts import FILE, LEAST, PLACES, WINDOWS, places_of  # noqa: E402
from joinery.engine.ear.tables import write  # noqa: E402
from tools.train.corpora import Talk, ami, p4g  # noqa: E402
from tools.train.noise import bare  # noqa: E402
from tools.train.parts import parts_of  # noqa: E402

PULL = 2.0
MOST = 120  # words of a turn
Turned = tuple[list[str], list[bool]]  # words, and whether an act begins with each


def joined(talk: Talk) -> Iterator[Turned]:
    """What one speaker says in a row, as a recogniser would give it."""
    words: list[str] = []
    begins: list[bool] = []
    speaker = -1
    for turn in talk.turns:
        said = bare(turn.text).split()
        if turn.speaker != speaker or len(words) + len(said) > MOST:
            if len(words) >= LEAST:
                yield words, begins
            words, begins = [], []
        speaker = turn.speaker
        words, begins = words + said, begins + [number == 0 for number in range(len(said))]
    if len(words) >= LEAST:
        yield words, begins


def fitted(turns: Sequence[Turned]) -> np.ndarray:
    places = [places_of(words)[:, 1:] for words, _ in turns]
    columns = np.concatenate([each.T.ravel() for each in places])
    begins = np.concatenate([np.array(flags[1:], float) for _, flags in turns])
    ends = np.arange(len(begins) + 1) * len(WINDOWS)
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(begins), PLACES))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        sums = matrix @ weights
        chance = 1 / (1 + np.exp(-np.clip(sums, -30, 30)))
        error = (np.logaddexp(0, sums) - begins * sums).sum()
        return float(error + PULL * (weights @ weights) / 2), matrix.T @ (chance - begins) + PULL * weights

    found = optimize.minimize(loss, np.zeros(PLACES), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return np.asarray(found.x, np.float32)


def scores(weights: np.ndarray, turns: Sequence[Turned], cut_from: float) -> tuple[float, float, float, int]:
    hit = cut = true = 0
    for words, begins in turns:
        found = weights[places_of(words)].sum(axis=0)[1:] > cut_from
        so = np.array(begins[1:])
        hit, cut, true = hit + int((found & so).sum()), cut + int(found.sum()), true + int(so.sum())
    precision, recall = hit / max(1, cut), hit / max(1, true)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), true


def main(arguments: list[str]) -> int:
    talks = [talk for read in (ami, p4g) for talk in read(Path(arguments[0]))]
    parts = {name: [turn for talk in some for turn in joined(talk)] for name, some in parts_of(talks).items()}
    weights = fitted(parts["teach"])
    cut_from = max((step / 10 for step in range(-15, 16)), key=lambda at: scores(weights, parts["choose"], at)[2])
    precision, recall, f1, count = scores(weights, parts["test"], cut_from)
    print(f"cuts: n {count} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, from {cut_from}")
    shipped = fitted([turn for some in parts.values() for turn in some])
    scale = np.abs(shipped).max() / 127
    write(
        {
            "of": np.round(shipped / scale).astype(np.int8),
            "scale": np.array(scale, np.float32),
            "cut_from": np.array(cut_from, np.float32),
        },
        FILE,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
