"""Fitting the network: forwards, backwards, and small steps, in numpy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from joinery.engine.ear.grams import NEIGHBOURS, Floats, Numbers
from joinery.engine.ear.network import ACTS, HEADS, Network
from joinery.engine.ear.tables import Table
from tools.train.lessons import Lesson, words_of

WIDTH = 40
OWN_WORTH = 0.3  # how much the guess without neighbours counts beside the full one
HEAD_WORTH = {"asks": 1.0, "commits": 0.5, "steps": 0.3}
CORPUS_WORTH = {"ami": 1.0, "p4g": 1.5, "casino": 0.7, "email_intent": 0.5}


@dataclass(frozen=True)
class Batch:
    """Several lessons in one."""

    words: sparse.csr_matrix
    shapes: Floats
    around: sparse.csr_matrix  # picks the neighbours of each piece, one block of columns after the other
    act: np.ndarray
    yes: Floats
    worth: Floats


def batch_of(lessons: Sequence[Lesson], known: Numbers) -> Batch:
    start, rows, columns = 0, [], []
    total = sum(len(one.act) for one in lessons)
    for one in lessons:
        found = one.neighbours
        place, column = np.nonzero(found >= 0)
        rows.append(column * total + place + start)
        columns.append(found[place, column] + start)
        start += len(one.act)
    row, column = np.concatenate(rows), np.concatenate(columns)
    picks = sparse.csr_matrix((np.ones(len(row), np.float32), (row, column)), shape=(NEIGHBOURS * total, total))
    return Batch(
        sparse.vstack([words_of(one, known) for one in lessons], format="csr"),
        np.vstack([one.shapes for one in lessons]), picks,
        np.concatenate([one.act for one in lessons]), np.vstack([one.yes for one in lessons]),
        np.concatenate([np.full(len(one.act), CORPUS_WORTH[one.corpus], np.float32) for one in lessons]),
    )  # fmt: skip


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def error_of(scores: Floats, batch: Batch) -> Floats:
    """The slope of the loss at each score. The choice among acts is half as weighty as the head that asks."""
    slope = np.zeros_like(scores)
    known = batch.act >= 0
    chances = _softmax(scores[:, : len(ACTS)])
    chances[np.flatnonzero(known), batch.act[known]] -= 1
    slope[:, : len(ACTS)] = 0.5 * chances * known[:, None]
    alone = 1 / (1 + np.exp(-np.clip(scores[:, len(ACTS) :], -30, 30)))
    worths = np.array(list(HEAD_WORTH.values()), np.float32)
    slope[:, len(ACTS) :] = (alone - batch.yes) * (batch.yes >= 0) * worths
    return slope * batch.worth[:, None] / len(scores)


@dataclass
class Learner:
    """The weights while they are learned, with what Adam remembers of each."""

    chance: np.random.Generator
    known: Numbers
    shape_count: int
    dropped: float = 0.35
    dropped_words: float = 0.4
    steps: int = 0
    weights: dict[str, Floats] = field(default_factory=dict)
    first: dict[str, Floats] = field(default_factory=dict)
    second: dict[str, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        w, s = WIDTH, self.shape_count
        sizes = {
            "groups": (len(self.known) + 1, w), "shape": (s, w), "shape_0": (w,),
            "near": ((NEIGHBOURS + 1) * w, w), "near_s": (s, w), "near_0": (w,),
            "wide": ((NEIGHBOURS + 1) * w, w), "wide_0": (w,),
            "heads": (3 * w, len(HEADS)), "heads_0": (len(HEADS),), "own": (w, len(HEADS)), "own_0": (len(HEADS),),
        }  # fmt: skip
        for name, size in sizes.items():
            spread = 0.0 if len(size) == 1 else 0.02 if name == "groups" else np.sqrt(1.0 / size[0])
            self.weights[name] = (self.chance.standard_normal(size) * spread).astype(np.float32)
            self.first[name] = np.zeros(size, np.float32)
            self.second[name] = np.zeros(size, np.float32)

    def _mask(self, size: tuple[int, ...]) -> Floats:
        return (self.chance.random(size, dtype=np.float32) >= self.dropped) / np.float32(1 - self.dropped)

    def learn(self, batch: Batch, rate: float) -> None:
        """One step: the slopes of all weights, then Adam."""
        w = self.weights
        words = batch.words.copy()
        words.data *= (self.chance.random(len(words.data)) >= self.dropped_words) / np.float32(1 - self.dropped_words)
        count, wide = words.shape[0], WIDTH

        def spread(numbers: Floats) -> Floats:
            picked = (batch.around @ numbers).reshape(NEIGHBOURS, count, wide)
            return np.hstack([numbers, *picked])

        def gathered(slope: Floats) -> Floats:
            blocks = np.vstack([slope[:, k * wide : (k + 1) * wide] for k in range(1, NEIGHBOURS + 1)])
            return slope[:, :wide] + batch.around.T @ blocks

        masks = [self._mask((count, wide)) for _ in range(3)]
        own_in = words @ w["groups"] + batch.shapes @ w["shape"] + w["shape_0"]
        own = np.maximum(own_in, 0) * masks[0]
        own_spread = spread(own)
        near = np.maximum(own_spread @ w["near"] + batch.shapes @ w["near_s"] + w["near_0"], 0) * masks[1]
        near_spread = spread(near)
        broad = np.maximum(near_spread @ w["wide"] + w["wide_0"], 0) * masks[2]
        full = np.hstack([own, near, broad])
        slope = error_of(full @ w["heads"] + w["heads_0"], batch)
        slope_own = error_of(own @ w["own"] + w["own_0"], batch) * OWN_WORTH

        found = {
            "heads": full.T @ slope, "heads_0": slope.sum(0), "own": own.T @ slope_own, "own_0": slope_own.sum(0),
        }  # fmt: skip
        back = slope @ w["heads"].T
        back_broad = back[:, 2 * wide :] * masks[2] * (broad > 0)
        found["wide"], found["wide_0"] = near_spread.T @ back_broad, back_broad.sum(0)
        back_near = (back[:, wide : 2 * wide] + gathered(back_broad @ w["wide"].T)) * masks[1] * (near > 0)
        found["near"], found["near_0"] = own_spread.T @ back_near, back_near.sum(0)
        found["near_s"] = batch.shapes.T @ back_near
        back_own = back[:, :wide] + gathered(back_near @ w["near"].T) + slope_own @ w["own"].T
        back_own *= masks[0] * (own > 0)
        found["shape"], found["shape_0"] = batch.shapes.T @ back_own, back_own.sum(0)
        touched = np.unique(words.indices)
        self._adam(found, rate)
        self._adam_rows(touched, (words.T.tocsr()[touched] @ back_own), rate)

    def _adam(self, found: dict[str, Floats], rate: float) -> None:
        self.steps += 1
        rise = rate * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        for name, slope in found.items():
            self.first[name] += 0.1 * (slope - self.first[name])
            self.second[name] += 0.001 * (slope * slope - self.second[name])
            self.weights[name] -= rise * self.first[name] / (np.sqrt(self.second[name]) + 1e-8)

    def _adam_rows(self, rows: np.ndarray, slope: Floats, rate: float) -> None:
        """Adam for the word groups of this batch alone; the rest stays as it is."""
        groups, first, second = self.weights["groups"], self.first["groups"], self.second["groups"]
        first[rows] = step = 0.9 * first[rows] + 0.1 * slope
        second[rows] = size = 0.999 * second[rows] + 0.001 * slope * slope
        rise = rate * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        groups[rows] = groups[rows] - rise * step / (np.sqrt(size) + 1e-8)


def batches(
    lessons: Sequence[Lesson], known: Numbers, chance: np.random.Generator, share: float, pieces: int = 900
) -> Iterator[Batch]:
    """Some of the lessons, drawn anew, several short ones together."""
    held: list[Lesson] = []
    for at in chance.permutation(len(lessons))[: round(len(lessons) * share)]:
        held.append(lessons[at])
        if sum(len(one.act) for one in held) >= pieces:
            yield batch_of(held, known)
            held = []
    if held:
        yield batch_of(held, known)


def network_of(known: Numbers, weights: dict[str, Floats]) -> Network:
    """The network to keep: without the guess that only helped learning, and nothing for unknown word groups."""
    groups = weights["groups"].copy()
    groups[-1] = 0
    layers = {name: weight for name, weight in weights.items() if name not in ("groups", "own", "own_0")}
    return Network(known, Table.of(groups), layers)
