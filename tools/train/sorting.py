"""Fitting the verifier: candidates as rows of hashed traits, one logistic regression for all kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from scipy import optimize, sparse

from joinery.engine.acts import heard
from joinery.engine.candidates import Candidate, Talk
from joinery.engine.findings import candidates_of, passages_of
from joinery.engine.verifier.traits import traits_of
from joinery.engine.verifier.verify import LEARNED
from joinery.engine.verifier.weights import PLACES, place
from joinery.method.acts import load_acts
from joinery.method.signals import load_signals
from tools.train.labelled import Marked

STRENGTH = 1.0  # of the pull towards nought
FOLDS = 5
BELIEVED = 0.5  # a step that the rules are this sure of is on the table
WORTH = {"examples": 0.5, "lines": 0.5}
SIGNALS, ACTS = load_signals(), load_acts()


@dataclass(frozen=True)
class Sum:
    """One candidate of one conversation: its traits and whether it was labelled so."""

    name: str
    source: str
    language: str
    kind: str
    version: str
    where: tuple[int, int, int]
    is_so: bool
    rules: float
    places: np.ndarray
    values: np.ndarray


def told(one: Marked) -> Iterator[Sum]:
    """The candidates of a conversation that are in a language the verifier learns."""
    turns = one.conversation.turns
    acts, chances = heard(turns, ACTS) if one.acts_heard else (((),) * len(turns), ())
    talk = Talk(one.conversation, acts, passages_of(one.conversation), one.said_on, chances)
    first = candidates_of(talk, SIGNALS, answers=False)
    steps = {each.passage for each in first if each.kind != "promise" and each.sure >= BELIEVED}
    talk.steps = steps | {number for number in range(len(talk.passages)) if talk.offers_a_step(number)}
    for each in [*first, *candidates_of(talk, SIGNALS, answers=True)]:
        passage = talk.passages[each.passage]
        turn, start, end = passage.within(each.left, each.right, each.core)
        if passage.language not in LEARNED or (one.counted is not None and turn not in one.counted):
            continue
        if one.signals is not None and not one.signals & set(each.rules):
            continue
        if one.kinds is not None and each.kind not in one.kinds:
            continue
        yield _sum(one, each, (turn, start, end))


def _sum(one: Marked, each: Candidate, where: tuple[int, int, int]) -> Sum:
    traits = traits_of(each)
    turn, start, end = where
    is_so = any(
        (label.turn, label.kind, label.side) == (turn, each.kind, each.around.side)
        and (shared := min(label.end, end) - max(label.start, start)) > 0
        and shared * 2 >= min(label.end - label.start, end - start)
        for label in one.labels
    )
    places = [spot for name, _ in traits for spot in (place(each.kind, name), place("", name))]
    values = [value for _, value in traits for _ in (0, 1)]
    return Sum(
        one.name.removesuffix(" bare"), one.source, one.language, each.kind, "bare" if one.name.endswith(" bare") else "as written",
        where, is_so, each.sure, np.array(places), np.array(values, np.float32),
    )  # fmt: skip


def _matrix(rows: Sequence[Sum]) -> sparse.csr_matrix:
    ends = np.cumsum([0, *(len(row.places) for row in rows)])
    columns = np.concatenate([row.places for row in rows])
    values = np.concatenate([row.values for row in rows])
    values = np.where(columns == 0, 0, values)
    return sparse.csr_matrix((values, columns, ends), shape=(len(rows), PLACES), dtype=np.float64)


def fitted(rows: Sequence[Sum], strength: float = STRENGTH) -> np.ndarray:
    """The weights of all traits; the same rows always give the same weights."""
    told_of = _matrix(rows)
    used = np.unique(told_of.indices)
    told_of = told_of[:, used]
    so = np.array([row.is_so for row in rows], float)
    worth = np.array([WORTH.get(row.source, 1.0) for row in rows])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        sums = told_of @ weights
        chance = 1 / (1 + np.exp(-np.clip(sums, -30, 30)))
        error = worth * (np.logaddexp(0, sums) - so * sums)
        slope = told_of.T @ (worth * (chance - so)) + strength * weights
        return float(error.sum() + strength * (weights @ weights) / 2), slope

    found = optimize.minimize(loss, np.zeros(len(used)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    weights = np.zeros(PLACES, np.float32)
    weights[used] = found.x
    return weights


def scores_of(rows: Sequence[Sum], weights: np.ndarray) -> np.ndarray:
    return np.asarray(_matrix(rows) @ weights)


def fold_of(name: str) -> int:
    return crc32(name.encode()) % FOLDS


def crossed(rows: Sequence[Sum], folds: Mapping[int, np.ndarray]) -> np.ndarray:
    """For each row its sum by the weights that never saw its conversation."""
    scores = np.zeros(len(rows))
    for fold, weights in folds.items():
        away = [at for at, row in enumerate(rows) if fold_of(row.name) == fold]
        scores[away] = scores_of([rows[at] for at in away], weights)
    return scores


def slopes_of(rows: Sequence[Sum], scores: np.ndarray) -> dict[str, tuple[float, float]]:
    """By kind, how a sum becomes a chance that came true as often as it says; kinds with few labels share one."""
    counted = [at for at, row in enumerate(rows) if row.source not in WORTH]
    every = counted or list(range(len(rows)))
    common = _slope(rows, scores, every)
    found = {}
    for kind in sorted({row.kind for row in rows}):
        own = [at for at in every if rows[at].kind == kind]
        enough = sum(rows[at].is_so for at in own) >= 20
        found[kind] = _slope(rows, scores, own) if enough else common
    return found


def _slope(rows: Sequence[Sum], scores: np.ndarray, at: Sequence[int]) -> tuple[float, float]:
    sums = scores[list(at)]
    so = np.array([rows[one].is_so for one in at], float)

    def loss(pair: np.ndarray) -> float:
        told_as = pair[0] * sums + pair[1]
        return float((np.logaddexp(0, told_as) - so * told_as).sum() + ((pair[0] - 1) ** 2 + pair[1] ** 2))

    found = optimize.minimize(loss, np.array([1.0, 0.0]))
    return float(found.x[0]), float(found.x[1])
