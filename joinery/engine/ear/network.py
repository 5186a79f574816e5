"""The small network: word groups to a few numbers per piece, then two looks at the neighbours, then chances."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from joinery.engine.ear.grams import Finder, Floats, Heard, Numbers, Places, grams_of, neighbours_of, shapes_of
from joinery.engine.ear.tables import Table

ACTS = ("ask", "tell", "react", "backchannel", "social", "agree", "other")
HEADS = (*ACTS, "asks", "commits", "steps")  # a choice among the acts, then three yes or no


@dataclass(frozen=True)
class Network:
    """The weights. `known` are the numbers of the word groups it knows, in order, and `groups` has a row for each of
    them, and a last one of noughts for all others; `layers` are the rest."""

    known: Numbers
    groups: Table
    layers: dict[str, Floats]
    ask_from: float = 0.5  # from this chance on a piece asks

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.known)

    def sums(self, rows: Places, numbers: Numbers, pieces: int) -> Floats:
        """The sum of the word groups of each piece."""
        counts = np.bincount(rows, minlength=pieces)
        total = self.groups.sums(self._finder.places(numbers), np.cumsum(counts) - counts)
        return (total / np.sqrt(counts)[:, None]).astype(np.float32)

    def forward(self, sums: Floats, shapes: Floats, neighbours: Places) -> Floats:
        """For each piece the raw score of each head."""
        own = relu(sums + shapes @ self.layers["shape"] + self.layers["shape_0"])
        near = relu(
            around(own, neighbours) @ self.layers["near"] + shapes @ self.layers["near_s"] + self.layers["near_0"]
        )
        wide = relu(around(near, neighbours) @ self.layers["wide"] + self.layers["wide_0"])
        return np.concatenate([own, near, wide], axis=1) @ self.layers["heads"] + self.layers["heads_0"]

    def chances(self, pieces: list[Heard], trust: float) -> Floats:
        """For each piece the chance of each head: the acts add up to one, the others stand alone."""
        if not pieces:
            return np.zeros((0, len(HEADS)), dtype=np.float32)
        neighbours = neighbours_of([piece.speaker for piece in pieces])
        sums = self.sums(*grams_of(pieces), len(pieces))
        return chances_from(self.forward(sums, shapes_of(pieces, trust), neighbours))


def slots(numbers: Numbers, known: Numbers) -> Places:
    """The row of each word group; one past the end for those that are not known."""
    return Finder(known).places(numbers)


def relu(numbers: Floats) -> Floats:
    return np.maximum(numbers, 0, dtype=np.float32)


def around(numbers: Floats, neighbours: Places) -> Floats:
    """Each piece's numbers beside those of its neighbours; noughts where there is none."""
    padded = np.vstack([numbers, np.zeros((1, numbers.shape[1]), dtype=np.float32)])
    return np.hstack([numbers, padded[neighbours].reshape(len(numbers), -1)])


def chances_from(scores: Floats) -> Floats:
    of_acts = scores[:, : len(ACTS)]
    raised = np.exp(of_acts - of_acts.max(axis=1, keepdims=True))
    alone = 1 / (1 + np.exp(-np.clip(scores[:, len(ACTS) :], -30, 30)))
    return np.hstack([raised / raised.sum(axis=1, keepdims=True), alone]).astype(np.float32)
