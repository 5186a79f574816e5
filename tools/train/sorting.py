"""Fitting the verifier: the units of labelled talks as rows, one logistic regression for each kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from scipy import optimize, sparse

from joinery.engine.acts import heard
from joinery.engine.candidates import Talk
from joinery.engine.findings import heard_by_rules, passages_of
from joinery.engine.verifier.by_rules import merged
from joinery.engine.verifier.traits import OF_KINDS, TRAITS
from joinery.engine.verifier.verify import SIDES, told_of
from joinery.engine.verifier.weights import MEANING, PLACES
from joinery.method.acts import load_acts
from joinery.method.signals import load_signals
from tools.train.labelled import Marked

FOLDS = 5
WORTH = {"examples": 0.3, "lines": 0.4, "practice": 0.6}
PULL = {"groups": 2.0, "traits": 0.6, "meaning": 0.3, "context": 3.0}  # how strongly each is pulled towards nought
SIGNALS, ACTS = load_signals(), load_acts()


@dataclass(frozen=True)
class Rows:
    """The units of one conversation. `so` has a column a kind: 1 labelled so, 0 not, -1 not known."""

    name: str
    source: str
    language: str
    dense: np.ndarray
    group_rows: np.ndarray
    group_places: np.ndarray
    so: np.ndarray
    is_bare: bool = False


def rows_of(one: Marked) -> Rows | None:
    turns = one.conversation.turns
    acts, chances = heard(turns, ACTS) if one.acts_heard else (((),) * len(turns), ())
    talk = Talk(one.conversation, acts, passages_of(one.conversation), one.said_on, chances)
    told = told_of(talk, merged(heard_by_rules(talk, SIGNALS)))
    if not told.units:
        return None
    so = np.full((len(told.units), len(OF_KINDS)), -1, np.int8)
    for place, unit in enumerate(told.units):
        passage = talk.passages[unit.passage]
        turn, start, end = passage.within(unit.left, unit.right, unit.left)
        if one.counted is not None and turn not in one.counted:
            continue
        side = talk.side(unit.passage)
        for column, kind in enumerate(OF_KINDS):
            one_sided = SIDES.get(kind, "customer")
            if (one.kinds is not None and kind not in one.kinds) or (one_sided and side not in (one_sided, "unknown")):
                continue
            so[place, column] = any(
                (label.turn, label.kind, label.side) == (turn, kind, side)
                and (shared := min(label.end, end) - max(label.start, start)) > 0
                and shared * 2 >= min(label.end - label.start, end - start)
                for label in one.labels
            )
    rows, places = told.groups.rows, told.groups.places
    return Rows(one.name.removesuffix(" bare"), one.source, one.language, told.dense, rows, places, so,
                one.name.endswith(" bare"))  # fmt: skip


def _matrix(rows: Sequence[Rows]) -> sparse.csr_matrix:
    """Word groups first, then traits, meanings and context."""
    parts = []
    for one in rows:
        count = len(one.dense)
        scale = 1 / np.sqrt(np.bincount(one.group_rows, minlength=count))
        groups = sparse.csr_matrix(
            (scale[one.group_rows], (one.group_rows, one.group_places)), shape=(count, PLACES)
        )  # fmt: skip
        parts.append(sparse.hstack([groups, sparse.csr_matrix(one.dense)], format="csr"))
    return sparse.vstack(parts, format="csr")


def _pulls() -> np.ndarray:
    width = len(TRAITS) + 2 * MEANING
    pulls = np.full(PLACES + width, PULL["groups"])
    pulls[PLACES:] = PULL["traits"]
    pulls[PLACES + len(TRAITS) :] = PULL["meaning"]
    pulls[PLACES + len(TRAITS) + MEANING :] = PULL["context"]
    return pulls


@dataclass(frozen=True)
class Fit:
    groups: np.ndarray
    dense: np.ndarray


def fitted(rows: Sequence[Rows]) -> Fit:
    """The weights of all kinds; the same rows always give the same weights."""
    matrix = _matrix(rows)
    used = np.unique(matrix.indices)
    matrix = matrix[:, used]
    pulls = _pulls()[used]
    so = np.vstack([one.so for one in rows])
    worth = np.concatenate([np.full(len(one.dense), WORTH.get(one.source, 1.0)) for one in rows])
    found = np.zeros((PLACES + len(TRAITS) + 2 * MEANING, len(OF_KINDS)), np.float32)
    for column in range(len(OF_KINDS)):
        known = np.flatnonzero(so[:, column] >= 0)
        if so[known, column].sum() >= 5:
            found[used, column] = _logistic(matrix[known], so[known, column].astype(float), worth[known], pulls)
    return Fit(found[:PLACES], found[PLACES:])


def _logistic(matrix: sparse.csr_matrix, so: np.ndarray, worth: np.ndarray, pulls: np.ndarray) -> np.ndarray:
    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        sums = matrix @ weights
        chance = 1 / (1 + np.exp(-np.clip(sums, -30, 30)))
        error = worth @ (np.logaddexp(0, sums) - so * sums)
        return float(error + (pulls * weights) @ weights / 2), matrix.T @ (worth * (chance - so)) + pulls * weights

    start = np.zeros(matrix.shape[1])
    return np.asarray(optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x)


def sums_of(one: Rows, fit: Fit) -> np.ndarray:
    counts = np.bincount(one.group_rows, minlength=len(one.dense))
    told = np.add.reduceat(fit.groups[one.group_places], np.cumsum(counts) - counts, axis=0)
    return np.asarray(told / np.sqrt(counts)[:, None] + one.dense @ fit.dense)


def fold_of(name: str) -> int:
    return crc32(name.encode()) % FOLDS


def slopes_of(rows: Sequence[Rows], folds: Mapping[int, Fit]) -> np.ndarray:
    """How a sum becomes a chance that came true as often as it says, by weights that never saw the conversation.
    Over whole conversations alone: in examples and single lines far more is worth hearing than in talk."""
    whole = [one for one in rows if one.source not in WORTH] or list(rows)
    sums = np.vstack([sums_of(one, folds[fold_of(one.name)]) for one in whole])
    so = np.vstack([one.so for one in whole])
    known = so >= 0
    common = _slope(sums[known], so[known])
    slopes = np.tile(np.array(common, np.float32)[:, None], (1, len(OF_KINDS)))
    for column in range(len(OF_KINDS)):
        own = known[:, column]
        if so[own, column].sum() >= 16:
            slopes[:, column] = _slope(sums[own, column], so[own, column], common)
    return slopes


def _slope(sums: np.ndarray, so: np.ndarray, near: tuple[float, float] = (1.0, 0.0)) -> tuple[float, float]:
    def loss(pair: np.ndarray) -> float:
        told = pair[0] * sums + pair[1]
        away = (pair[0] - near[0]) ** 2 + (pair[1] - near[1]) ** 2
        return float((np.logaddexp(0, told) - so * told).sum() + 2 * away)

    found = optimize.minimize(loss, np.array(near))
    return float(found.x[0]), float(found.x[1])
