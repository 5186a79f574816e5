"""A new database gets its tables as they are now, at once; only one that holds something is taken through every
migration, which takes ten times as long."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def is_new(connection: BaseDatabaseWrapper) -> bool:
    return not connection.introspection.table_names()


def lay_out(connection: BaseDatabaseWrapper) -> None:
    """The tables that all migrations come to, and what they do by hand (the index of words). All of it, or nothing."""
    loader = MigrationLoader(connection)
    state = loader.project_state()
    migrations = [loader.get_migration(*node) for node in _in_order(loader)]
    with connection.schema_editor(atomic=connection.features.can_rollback_ddl) as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration in migrations:
            for operation in migration.operations:
                if isinstance(operation, (RunPython, RunSQL)):
                    operation.database_forwards(migration.app_label, editor, state, state)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for migration in migrations:
            recorder.record_applied(migration.app_label, migration.name)


def _in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    nodes: dict[Any, None] = {}
    for leaf in loader.graph.leaf_nodes():
        nodes |= dict.fromkeys(loader.graph.forwards_plan(leaf))
    return list(nodes)
