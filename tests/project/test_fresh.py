"""A new database, laid out at once, is the same as one that was taken through every migration."""

from __future__ import annotations

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
    found: dict[str, object] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            rules = connection.introspection.get_constraints(cursor, table)
            found[table] = (
                {(each.name, each.type_code, each.null_ok, each.default, each.collation) for each in columns},
                {
                    # SQLite numbers foreign keys as they come.
                    ("" if name.startswith("fk_") else name, *sorted((key, str(value)) for key, value in rule.items()))
                    for name, rule in rules.items()
                },
            )
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
            if connection.vendor == "sqlite"
            else "SELECT indexname, replace(indexdef, current_schema() || '.', '') FROM pg_indexes"
            " WHERE schemaname = current_schema()"
        )
        found["indexes and triggers"] = set(cursor.fetchall())
    return found


def test_it_has_the_tables_to_which_all_migrations_come(tmp_path):
    laid_out = shape()

    with an_empty_database(tmp_path):
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        walked = shape()

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
