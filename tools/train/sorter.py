"""Fitting the verifier's network: Adam over talks in a fixed order of chance; the same rows always give the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from joinery.engine.ear.grams import Floats, Places
from joinery.engine.ear.network import around, relu
from joinery.engine.ear.tables import Table
from joinery.engine.verifier.traits import OF_KINDS
from joinery.engine.verifier.weights import PLACES, Weights
from tools.train.sorting import Rows

SEED = 2
WIDTH = 40
ROUNDS = 8
BATCH = 700  # units, in whole talks
SEEN = 3  # word groups that are rarer are not learned
RATE, SLOWEST = 3e-3, 0.05
DROPPED = {"groups": 0.15, "traits": 0.1, "own": 0.3, "wide": 0.3}  # shares left out while learning
DECAY = {"groups": 2e-3, "traits": 1e-2, "near": 1e-2, "kinds": 1e-2, "direct": 1e-2}
WORTH = {"examples": 0.3, "lines": 0.4, "practice": 0.8}
Layers = dict[str, np.ndarray]


@dataclass(frozen=True)
class Batch:
    groups: sparse.csr_matrix
    traits: Floats
    near: Places
    so: Floats
    worth: Floats


def fitted(rows: Sequence[Rows]) -> Weights:
    """The weights of all kinds, without slopes and phrases."""
    chance = np.random.default_rng(SEED)
    counts = np.zeros(PLACES)
    for one in rows:
        counts += np.bincount(one.told.groups.places, minlength=PLACES)
    known = np.flatnonzero(counts >= SEEN)
    row_of = np.full(PLACES, -1)
    row_of[known] = np.arange(len(known))
    matrices = [_matrix(one, row_of, len(known)) for one in rows]
    layers = _begun(len(known), rows[0].told.dense.shape[1], chance)
    means, spreads = ({name: np.zeros_like(layer) for name, layer in layers.items()} for _ in range(2))
    step, last = 0, ROUNDS * max(1, round(sum(len(one.so) for one in rows) / BATCH))
    for _ in range(ROUNDS):
        for places in _batches(rows, chance):
            step += 1
            slopes = _slopes(layers, _batch(rows, matrices, places), chance)
            rate = (
                RATE * min(1, step / 20) * (SLOWEST + (1 - SLOWEST) * (0.5 + 0.5 * np.cos(np.pi * min(1, step / last))))
            )
            for name, slope in slopes.items():
                means[name] += 0.1 * (slope - means[name])
                spreads[name] += 0.01 * (slope**2 - spreads[name])
                pace = (means[name] / (1 - 0.9**step)) / (np.sqrt(spreads[name] / (1 - 0.99**step)) + 1e-8)
                layers[name] -= rate * (pace + DECAY.get(name, 0.0) * layers[name])
    groups = np.vstack([layers.pop("groups"), np.zeros((1, WIDTH), np.float32)])
    as_it_is = np.tile(np.array([[1.0], [0.0]], np.float32), len(OF_KINDS))
    return Weights(known.astype(np.uint32), Table.of(groups), layers, as_it_is, frozenset())


def _matrix(one: Rows, row_of: np.ndarray, width: int) -> sparse.csr_matrix:
    groups = one.told.groups
    at = row_of[groups.places]
    kept = at >= 0
    return sparse.csr_matrix(
        (groups.scale[groups.rows[kept]], (groups.rows[kept], at[kept])), shape=(len(one.so), width)
    )


def _begun(groups: int, traits: int, chance: np.random.Generator) -> Layers:
    def some(rows: int, columns: int, scale: float) -> np.ndarray:
        return (chance.standard_normal((rows, columns)) * scale).astype(np.float32)

    kinds = len(OF_KINDS)
    return {
        "groups": some(groups, WIDTH, 0.05),
        "traits": some(traits, WIDTH, traits**-0.5),
        "traits_0": np.zeros(WIDTH, np.float32),
        "near": some(5 * WIDTH, WIDTH, (5 * WIDTH) ** -0.5),
        "near_0": np.zeros(WIDTH, np.float32),
        "kinds": some(2 * WIDTH, kinds, (2 * WIDTH) ** -0.5),
        "kinds_0": np.full(kinds, -3, np.float32),
        "direct": np.zeros((traits, kinds), np.float32),
    }


def _batches(rows: Sequence[Rows], chance: np.random.Generator) -> list[list[int]]:
    found: list[list[int]] = [[]]
    units = 0
    for place in chance.permutation(len(rows)).tolist():
        found[-1].append(place)
        units += len(rows[place].so)
        if units >= BATCH:
            found.append([])
            units = 0
    return [some for some in found if some]


def _batch(rows: Sequence[Rows], matrices: Sequence[sparse.csr_matrix], places: Sequence[int]) -> Batch:
    some = [rows[place] for place in places]
    begins = np.cumsum([0, *(len(one.so) for one in some)])
    near = np.vstack(
        [np.where(one.told.near < 0, -1, one.told.near + at) for one, at in zip(some, begins, strict=False)]
    )
    worth = np.concatenate([np.full(len(one.so), WORTH.get(one.marked.source, 1.0)) for one in some])
    return Batch(
        sparse.vstack([matrices[place] for place in places], format="csr"),
        np.vstack([one.told.dense for one in some]),
        near,
        np.vstack([one.so for one in some]).astype(np.float32),
        worth.astype(np.float32),
    )


def _kept(shape: tuple[int, ...], share: float, chance: np.random.Generator) -> Floats:
    return np.asarray((chance.random(shape) >= share) / (1 - share), np.float32)


def _slopes(layers: Layers, batch: Batch, chance: np.random.Generator) -> Layers:
    """How the loss changes with each weight, on one batch with a share of everything left out."""
    groups = batch.groups.copy()
    groups.data = groups.data * _kept(groups.data.shape, DROPPED["groups"], chance)
    traits = batch.traits * _kept(batch.traits.shape, DROPPED["traits"], chance)
    own = relu(groups @ layers["groups"] + traits @ layers["traits"] + layers["traits_0"])
    kept_own = _kept(own.shape, DROPPED["own"], chance)
    own = own * kept_own
    seen = around(own, batch.near)
    wide = relu(seen @ layers["near"] + layers["near_0"])
    kept_wide = _kept(wide.shape, DROPPED["wide"], chance)
    wide = wide * kept_wide
    both = np.hstack([own, wide])
    sums = both @ layers["kinds"] + traits @ layers["direct"] + layers["kinds_0"]
    error = 1 / (1 + np.exp(-np.clip(sums, -30, 30))) - batch.so
    error = np.asarray(error * (batch.so >= 0) * batch.worth[:, None] / len(error), np.float32)
    back = error @ layers["kinds"].T
    back_wide = back[:, WIDTH:] * kept_wide * (wide > 0)
    back_seen = back_wide @ layers["near"].T
    back_own = back[:, :WIDTH] + back_seen[:, :WIDTH]
    spread = np.zeros((len(own) + 1, WIDTH), np.float32)
    for column, some in enumerate(np.split(back_seen[:, WIDTH:], batch.near.shape[1], axis=1)):
        np.add.at(spread, batch.near[:, column], some)
    back_own = (back_own + spread[:-1]) * kept_own * (own > 0)
    return {
        "groups": groups.T @ back_own,
        "traits": traits.T @ back_own,
        "traits_0": back_own.sum(axis=0),
        "near": seen.T @ back_wide,
        "near_0": back_wide.sum(axis=0),
        "kinds": both.T @ error,
        "kinds_0": error.sum(axis=0),
        "direct": traits.T @ error,
    }
