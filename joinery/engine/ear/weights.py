"""The weights of the trained ear in their file, small numbers of one byte each, and what they say of a talk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from joinery.engine.conversation import Turn
from joinery.engine.cues import Piece
from joinery.engine.ear.network import HEADS, Network
from joinery.engine.ear.told import told_of

NOT_LAYERS = ("known", "groups", "scale", "ask_from")
FILE = Path(__file__).parent / "acts.npz"


def save(network: Network, path: Path = FILE) -> None:
    """Writes a network: the word groups in one byte each with a scale per column, the small layers in two."""
    scale = np.maximum(np.abs(network.groups).max(axis=0), 1e-6) / 127
    arrays: dict[str, np.ndarray[Any, Any]] = {name: layer.astype(np.float16) for name, layer in network.layers.items()}
    arrays |= {
        "known": network.known,
        "groups": np.round(network.groups / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "ask_from": np.array(network.ask_from),
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, array in sorted(arrays.items()):
            # A fixed date: the same weights always make the same file.
            entry = ZipInfo(f"{name}.npy")
            entry.compress_type = ZIP_DEFLATED
            with file.open(entry, "w") as part:
                np.lib.format.write_array(part, array, allow_pickle=False)


def load(path: Path = FILE) -> Network:
    with np.load(path, allow_pickle=False) as file:
        layers = {name: file[name].astype(np.float32) for name in file.files if name not in NOT_LAYERS}
        return Network(file["known"], file["groups"] * file["scale"], layers, float(file["ask_from"]))


@cache
def shipped() -> Network | None:
    """The network that comes with the product, or None where its file was taken out: then the cues hear alone."""
    return load() if FILE.exists() else None


def chances_of(
    pieces: Sequence[Piece], turns: Sequence[Turn], trust: float, network: Network | None = None
) -> list[dict[str, float]]:
    """For each piece the chance of each act, and from which chance on it asks; nothing without weights."""
    network = network or shipped()
    if network is None:
        return [{} for _ in pieces]
    rows = network.chances(told_of(pieces, turns), trust).tolist()
    names, ask_from = (*HEADS, "ask_from"), network.ask_from
    return [dict(zip(names, (*row, ask_from), strict=True)) for row in rows]
