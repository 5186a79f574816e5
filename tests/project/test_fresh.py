"""A new database, laid out at once, is the same as one that was taken through every migration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from joinery.project.fresh import is_new, lay_out

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def an_empty_database(folder) -> Iterator[None]:
    """In the place of the usual one."""
    usual = connections["default"]
    other = usual.copy()
    if usual.vendor == "sqlite":
        other.settings_dict["NAME"] = folder / "empty.sqlite3"
    else:
        other.settings_dict["OPTIONS"] = {**other.settings_dict["OPTIONS"], "options": "-c search_path=empty"}
        with usual.cursor() as cursor:
            cursor.execute("CREATE SCHEMA empty")
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = usual
        if usual.vendor == "postgresql":
            with usual.cursor() as cursor:
                cursor.execute("DROP SCHEMA empty CASCADE")


def shape() -> dict[str, object]:
    """Tables, columns, rules, indexes and triggers, in no order."""
    with connection.cursor() as cursor:
        return _shape_in_sqlite(cursor) if connection.vendor == "sqlite" else _shape_in_postgresql(cursor)


def _shape_in_sqlite(cursor) -> dict[str, object]:
    """As SQLite keeps it: in the words that made each table. Django would read them a column at a time, for minutes."""
    cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {f"{kind} {name}": written(sql) if kind == "table" else sql for kind, name, sql in cursor.fetchall()}


PIECES = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|[(),]|[^'\"(),]+")


def written(sql: str) -> frozenset[str]:
    """What stands between the outermost commas of CREATE TABLE: each column and each rule, whole."""
    depth, parts = 0, [""]
    for piece in PIECES.findall(sql[sql.index("(") + 1 : sql.rindex(")")]):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "," and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return frozenset(" ".join(part.split()) for part in parts)


def _shape_in_postgresql(cursor) -> dict[str, object]:
    found: dict[str, object] = {}
    for table in connection.introspection.table_names(cursor):
        columns = connection.introspection.get_table_description(cursor, table)
        rules = connection.introspection.get_constraints(cursor, table)
        found[table] = (
            {(each.name, each.type_code, each.null_ok, each.default, each.collation) for each in columns},
            {(name, *sorted((key, str(value)) for key, value in rule.items())) for name, rule in rules.items()},
        )
    cursor.execute(
        "SELECT indexname, replace(indexdef, current_schema() || '.', '') FROM pg_indexes"
        " WHERE schemaname = current_schema()"
    )
    found["indexes"] = set(cursor.fetchall())
    return found


def test_it_has_the_tables_to_which_all_migrations_come(tmp_path):
    laid_out = shape()

    with an_empty_database(tmp_path):
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        walked = shape()

    assert len(walked) > 100
    assert laid_out.keys() == walked.keys()
    assert [name for name in walked if laid_out[name] != walked[name]] == []


def test_no_migration_is_left_to_do(tmp_path):
    with an_empty_database(tmp_path):
        lay_out(connection)
        executor = MigrationExecutor(connection)

        assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_cut_off_in_the_middle_nothing_is_there(tmp_path, monkeypatch):
    def cut_off(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("joinery.project.fresh.MigrationRecorder.record_applied", cut_off)
    with an_empty_database(tmp_path):
        with pytest.raises(KeyboardInterrupt):
            lay_out(connection)

        assert is_new(connection)
