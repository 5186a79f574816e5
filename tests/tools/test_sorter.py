"""Fitting the network of the verifier."""

import numpy as np
import pytest

from joinery.engine.conversation import Conversation, Speaker, Turn
from joinery.engine.verifier.traits import OF_KINDS
from joinery.engine.verifier.weights import Weights
from tools.train import sorter
from tools.train.labelled import Label, Marked
from tools.train.sorting import Rows, rows_of

SAID = ("The pump leaks every week.", "It rained on the way.", "The kiln is broken again.", "We had soup for lunch.")


def talk(name: str, *, turned: bool = False) -> Rows:
    turns = tuple(Turn(1, text) for text in (reversed(SAID) if turned else SAID))
    labels = tuple(
        Label(number, 0, len(turn.text) - 1, "need", "customer")
        for number, turn in enumerate(turns)
        if turn.text.startswith("The ")
    )
    conversation = Conversation((Speaker("Ana", "seller"), Speaker("Dora", "customer")), turns, "joinery")
    rows = rows_of(Marked(name, "joinery", conversation, labels))
    assert rows is not None
    return rows


def taught(patched: pytest.MonkeyPatch) -> Weights:
    patched.setattr(sorter, "BATCH", 8)
    patched.setattr(sorter, "ROUNDS", 40)
    return sorter.fitted([talk("plain"), talk("turned", turned=True)] * 3)


def test_the_same_talks_give_the_same_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    once, again = taught(monkeypatch), taught(monkeypatch)

    assert np.array_equal(once.groups.small, again.groups.small)
    assert all(np.array_equal(once.layers[name], again.layers[name]) for name in once.layers)


def test_what_was_labelled_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    weights, row = taught(monkeypatch), talk("another")
    need = weights.weighed(row.told.groups, row.told.dense, row.told.near).sums[:, OF_KINDS.index("need")]

    assert np.argsort(-need)[:2].tolist() in ([0, 2], [2, 0])


def test_the_slope_of_each_weight_is_what_the_loss_does(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [talk("one"), talk("two", turned=True)]
    groups = np.unique(np.concatenate([row.told.groups.places for row in rows]))
    row_of = np.full(sorter.PLACES, -1)
    row_of[groups] = np.arange(len(groups))
    batch = sorter._batch(rows, [sorter._matrix(row, row_of, len(groups)) for row in rows], [0, 1])
    layers = {
        name: layer.astype(np.float64)
        for name, layer in sorter._begun(len(groups), rows[0].told.dense.shape[1], np.random.default_rng(5)).items()
    }
    whole = {name: 0.0 for name in sorter.DROPPED}

    def loss() -> float:
        own = np.maximum(batch.groups @ layers["groups"] + batch.traits @ layers["traits"] + layers["traits_0"], 0)
        padded = np.vstack([own, np.zeros((1, own.shape[1]))])
        seen = np.hstack([own, padded[batch.near].reshape(len(own), -1)])
        wide = np.maximum(seen @ layers["near"] + layers["near_0"], 0)
        sums = np.hstack([own, wide]) @ layers["kinds"] + batch.traits @ layers["direct"] + layers["kinds_0"]
        return float(((np.logaddexp(0, sums) - batch.so * sums) * (batch.so >= 0)).sum() / len(sums))

    monkeypatch.setattr(sorter, "DROPPED", whole)
    slopes = sorter._slopes(layers, batch, np.random.default_rng(1))
    for name in ("traits", "near", "kinds", "direct", "kinds_0"):
        at = tuple(place // 2 for place in layers[name].shape)
        layers[name][at] += 1e-5
        above = loss()
        layers[name][at] -= 2e-5
        below = loss()
        layers[name][at] += 1e-5
        assert abs((above - below) / 2e-5 - float(slopes[name][at])) < 1e-4, name
