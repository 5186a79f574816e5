"""What readers that saw nothing of a writer make of that writer's talks, as tools/train/reader.py wrote it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from joinery.engine.candidates import Talk
from joinery.engine.ear.grams import Floats
from joinery.engine.verifier.reader import both, doubts_of
from joinery.engine.verifier.units import Unit
from tools.train.sorting import Rows

READ = Path("tools/train/read.npz")


@dataclass(frozen=True)
class Remembered:
    """Reads a talk of which the sums are known."""

    read: Floats
    slopes: Floats

    def again(self, talk: Talk, units: Sequence[Unit], sums: Floats, chances: Floats) -> Floats:
        is_read = doubts_of(chances)[:, None] > 0
        return np.where((chances > 0) & is_read, both(sums, self.read, self.slopes), chances)


def key_of(one: Rows) -> str:
    return f"{one.marked.source} {one.marked.writer} {one.marked.name}"
