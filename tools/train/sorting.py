"""Labelled talks as rows for the verifier: their units, what is told of them, and which kinds they are labelled as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from scipy import optimize

from joinery.engine.acts import heard
from joinery.engine.candidates import Candidate, Talk
from joinery.engine.ear.grams import Floats
from joinery.engine.findings import heard_by_rules, kept_of, passages_of
from joinery.engine.reading import Finding
from joinery.engine.verifier.by_rules import merged
from joinery.engine.verifier.reader import Reads
from joinery.engine.verifier.traits import OF_KINDS
from joinery.engine.verifier.verify import Told, may_say, told_of, verified_by
from joinery.engine.verifier.weights import Weights
from joinery.method.acts import load_acts
from joinery.method.signals import load_signals
from joinery.method.tiers import Tiers
from tools.train.labelled import Marked

FOLDS = 5
SINGLE = frozenset({"examples", "lines"})  # single lines, in which far more is worth hearing than in talk
SIGNALS, ACTS = load_signals(), load_acts()


@dataclass(frozen=True)
class Rows:
    """One labelled conversation, heard once. `so` has a row a unit and a column a kind: 1 labelled so, 0 not, -1 not
    known."""

    marked: Marked
    talk: Talk
    candidates: Sequence[Candidate]
    told: Told
    so: np.ndarray

    @property
    def name(self) -> str:
        return self.marked.name.removesuffix(" bare")

    @property
    def is_bare(self) -> bool:
        return self.marked.name.endswith(" bare")

    @property
    def is_whole(self) -> bool:
        return self.marked.source not in SINGLE

    def found(self, weights: Weights, tiers: Tiers, reads: Reads | None = None) -> tuple[Finding, ...]:
        """What is found in it with these weights and tiers, the hidden too."""
        return kept_of(self.talk, verified_by(self.talk, self.candidates, weights, self.told, reads), tiers)


def rows_of(one: Marked) -> Rows | None:
    turns = one.conversation.turns
    acts, chances = heard(turns, ACTS) if one.acts_heard else (((),) * len(turns), ())
    talk = Talk(one.conversation, acts, passages_of(one.conversation), one.said_on, chances)
    candidates = heard_by_rules(talk, SIGNALS)
    told = told_of(talk, merged(candidates))
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
            if (one.kinds is not None and kind not in one.kinds) or not may_say(side, kind):
                continue
            so[place, column] = any(
                (label.turn, label.kind, label.side) == (turn, kind, side)
                and (shared := min(label.end, end) - max(label.start, start)) > 0
                and shared * 2 >= min(label.end - label.start, end - start)
                for label in one.labels
            )
    return Rows(one, talk, candidates, told, so)


def fold_of(name: str) -> int:
    return crc32(name.encode()) % FOLDS


def slopes_of(rows: Sequence[Rows], sums: Mapping[int, Floats]) -> np.ndarray:
    """How a sum becomes a chance that came true as often as it says. `sums` by the row's place, from weights that never
    saw the conversation. Over whole conversations alone."""
    whole = [place for place, one in enumerate(rows) if one.is_whole and place in sums]
    every = np.vstack([sums[place] for place in whole])
    so = np.vstack([rows[place].so for place in whole])
    known = so >= 0
    common = _slope(every[known], so[known])
    slopes = np.tile(np.array(common, np.float32)[:, None], (1, len(OF_KINDS)))
    for column in range(len(OF_KINDS)):
        own = known[:, column]
        if so[own, column].sum() >= 16:
            slopes[:, column] = _slope(every[own, column], so[own, column], common)
    return slopes


def both_slopes_of(so: np.ndarray, sums: Floats, read: Floats) -> np.ndarray:
    """How the network's sum and the reader's become one chance: a share of each, and a number to add, by kind."""

    def fit(told: np.ndarray, true: np.ndarray, near: np.ndarray) -> np.ndarray:
        def loss(some: np.ndarray) -> tuple[float, np.ndarray]:
            total = told @ some
            error = 1 / (1 + np.exp(-np.clip(total, -30, 30))) - true
            away = some - near
            return float((np.logaddexp(0, total) - true * total).sum() + 2 * away @ away), told.T @ error + 4 * away

        return np.asarray(optimize.minimize(loss, near, jac=True).x)

    told = np.stack([sums, read, np.ones_like(sums)], axis=-1).astype(np.float64)
    known = so >= 0
    common = fit(told[known], so[known].astype(float), np.array([0.5, 0.5, 0.0]))
    columns = [fit(told[known[:, at], at], so[known[:, at], at].astype(float), common) for at in range(len(OF_KINDS))]
    return np.stack(columns, axis=1).astype(np.float32)


def _slope(sums: np.ndarray, so: np.ndarray, near: tuple[float, float] = (1.0, 0.0)) -> tuple[float, float]:
    def loss(pair: np.ndarray) -> float:
        told = pair[0] * sums + pair[1]
        away = (pair[0] - near[0]) ** 2 + (pair[1] - near[1]) ** 2
        return float((np.logaddexp(0, told) - so * told).sum() + 2 * away)

    found = optimize.minimize(loss, np.array(near))
    return float(found.x[0]), float(found.x[1])
