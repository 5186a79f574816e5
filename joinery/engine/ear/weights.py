"""The weights of the trained ear in their file, small numbers of one byte each, and what they say of a talk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from joinery.engine.conversation import Turn
from joinery.engine.cues import Piece
from joinery.engine.ear.network import HEADS, Network
from joinery.engine.ear.tables import Arrays, Table, look_into, write
from joinery.engine.ear.told import told_of

NOT_LAYERS = ("known", "groups", "scale", "ask_from")
FILE = Path(__file__).parent / "acts.npy"


def save(network: Network, path: Path = FILE) -> None:
    """Writes a network: the word groups in one byte each, the small layers in two."""
    tables: Arrays = {name: layer.astype(np.float16) for name, layer in network.layers.items()}
    tables |= {"known": network.known, "groups": network.groups.small, "scale": network.groups.scale}
    write(tables | {"ask_from": np.array(network.ask_from)}, path)


def load(path: Path = FILE) -> Network:
    file = look_into(path)
    layers = {name: layer.astype(np.float32) for name, layer in file.items() if name not in NOT_LAYERS}
    return Network(file["known"], Table(file["groups"], file["scale"]), layers, float(file["ask_from"]))


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
