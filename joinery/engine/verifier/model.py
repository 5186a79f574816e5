"""The arithmetic of the small language model: what pieces of words mean where they stand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from joinery.engine.ear.grams import Floats, Places

HEADS = 12  # of attention
AT_ONCE = 64  # rows that are bent together, so that they stay near the processor
_GELU = np.float32((2 / np.pi) ** 0.5)
Layer = dict[str, Floats]


def levelled(numbers: Floats, layer: Layer, name: str) -> Floats:
    """Each row about nought, and as wide as every other. Written over."""
    numbers -= numbers.mean(axis=1, keepdims=True)
    numbers /= np.sqrt(np.einsum("ij,ij->i", numbers, numbers) / numbers.shape[1] + np.float32(1e-12))[:, None]
    numbers *= layer[name]
    numbers += layer[f"{name}_0"]
    return numbers


def through(layer: Layer, meant: Floats, begins: Places, wanted: Places | slice) -> Floats:
    """What the wanted pieces mean after a layer, in which each looks at all pieces of its window. `begins` are the
    places where windows begin, and the end."""
    own, deep = meant[wanted], meant.shape[1]
    asked = own @ layer["look"][:, :deep] + layer["look_0"][:deep]
    known = meant @ layer["look"][:, deep:] + layer["look_0"][deep:]
    own_begins = begins if isinstance(wanted, slice) else np.searchsorted(wanted, begins)
    found = times(_seen(asked, known, own_begins.tolist(), begins.tolist()), layer, "seen")
    found += own
    own = levelled(found, layer, "between")
    found = times(_bent(times(own, layer, "wide")), layer, "narrow")
    found += own
    return levelled(found, layer, "after")


def times(numbers: Floats, layer: Layer, name: str) -> Floats:
    found = numbers @ layer[name]
    found += layer[f"{name}_0"]
    return found


def _seen(asked: Floats, known: Floats, own_begins: list[int], begins: list[int]) -> Floats:
    """What each piece sees by looking at the others of its window, window by window."""
    deep = asked.shape[1]
    asked *= np.float32((deep // HEADS) ** -0.5)
    found = np.empty_like(asked)
    by_head = (-1, HEADS, deep // HEADS)
    asks, tells, says, sees = (
        one.reshape(by_head).transpose(1, 0, 2) for one in (asked, known[:, :deep], known[:, deep:], found)
    )
    for (first, end), (begin, stop) in zip(pairwise(own_begins), pairwise(begins), strict=True):
        looks = tells[:, begin:stop] @ asks[:, first:end].transpose(0, 2, 1)
        looks -= looks.max(axis=1, keepdims=True)
        np.exp(looks, out=looks)
        seen = looks.transpose(0, 2, 1) @ says[:, begin:stop]
        sees[:, first:end] = seen / looks.sum(axis=1)[:, :, None]
    return found


def _bent(numbers: Floats) -> Floats:
    """Nearly nought below nought, nearly the same above it. Written over."""
    for some in np.array_split(numbers, len(numbers) // AT_ONCE + 1):
        inner = some * some
        inner *= _GELU * np.float32(0.044715)
        inner += _GELU
        inner *= some
        np.tanh(inner, out=inner)
        inner += 1
        some *= np.float32(0.5)
        some *= inner
    return numbers
