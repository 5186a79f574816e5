"""Tables of weights that are looked into where they lie."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from joinery.engine.ear.tables import Table, look_into, write


def some(rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(1).standard_normal((rows, columns)).astype(np.float32)


def test_what_was_written_is_found_by_its_name(tmp_path: Path) -> None:
    tables = {"a": np.arange(3, dtype=np.int8), "b c": some(2, 5), "one": np.array(0.5, np.float32)}
    write(tables, tmp_path / "tables.npy")
    found = look_into(tmp_path / "tables.npy")

    assert {name: (table.dtype, table.tolist()) for name, table in found.items()} == {
        name: (table.dtype, table.tolist()) for name, table in tables.items()
    }


def test_who_looks_into_an_old_file_keeps_it_when_a_new_one_is_written(tmp_path: Path) -> None:
    write({"a": np.zeros(10_000, np.int8)}, tmp_path / "tables.npy")
    old = look_into(tmp_path / "tables.npy")
    write({"a": np.ones(10, np.int8)}, tmp_path / "tables.npy")

    assert (old["a"].shape, int(old["a"].sum())) == ((10_000,), 0)
    assert [path.name for path in tmp_path.iterdir()] == ["tables.npy"]


def test_rows_come_back_but_for_the_rounding_with_a_scale_for_each_column_or_row() -> None:
    floats = some(20, 6)
    for axis in (0, 1):
        most = np.abs(floats).max(axis=axis, keepdims=True) / 254 + 1e-6
        assert bool((np.abs(Table.of(floats, axis)[np.arange(20)] - floats) <= most).all())


def test_the_sums_of_runs_are_those_of_their_rows() -> None:
    table, rows = Table.of(some(20, 6)), np.array([3, 3, 0, 19, 7])

    assert np.allclose(table.sums(rows, np.array([0, 2])), [table[rows[:2]].sum(axis=0), table[rows[2:]].sum(axis=0)])
