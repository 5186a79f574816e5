"""Arrays of numbers in files that are only looked into: what a talk does not need is never read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from joinery.engine.ear.grams import Floats, Places

Small = np.ndarray[Any, np.dtype[np.int8]]
Arrays = dict[str, np.ndarray[Any, Any]]
LEVELS = 127  # a number in a file is a whole one up to this, either way


@dataclass(frozen=True)
class Table:
    """A table with one byte for each number, and a scale for each column, or for each row if it is a column itself.
    Only the rows that are asked for become floats."""

    small: Small
    scale: Floats

    @classmethod
    def of(cls, table: Floats, axis: int = 0, levels: int = LEVELS) -> Table:
        """`axis` is 0 for a scale of each column, 1 for one of each row."""
        scale = (np.maximum(np.abs(table).max(axis=axis, keepdims=axis == 1), 1e-6) / levels).astype(np.float32)
        return cls(np.round(table / scale).astype(np.int8), scale)

    def __getitem__(self, rows: Places) -> Floats:
        return self.small.take(rows, axis=0) * (self.scale if self.scale.ndim == 1 else self.scale[rows])

    def sums(self, rows: Places, firsts: Places) -> Floats:
        """The sums of some runs of rows, given the place where each begins. Whole numbers are added, so exactly."""
        return np.add.reduceat(self.small.take(rows, axis=0), firsts, axis=0, dtype=np.float32) * self.scale


def write(tables: Mapping[str, np.ndarray[Any, Any]], path: Path) -> None:
    """One record with all tables: the same numbers always make the same file. Who looks into the old one keeps it."""
    kind = np.dtype([(name, table.dtype, table.shape) for name, table in sorted(tables.items())], align=True)
    record = np.zeros((), kind)
    for name, table in tables.items():
        record[name] = table
    new = path.with_name(f"new {path.name}")
    with new.open("wb") as file:
        np.save(file, record)
    new.replace(path)


def look_into(path: Path) -> Arrays:
    record = np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    return {name: record[name] for name in record.dtype.names or ()}
