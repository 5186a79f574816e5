"""Django's `migrate`, for which a new database is laid out at once."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from joinery.project.fresh import is_new, lay_out

ASKS_FOR_LESS = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if is_new(connection) and not any(options.get(name) for name in ASKS_FOR_LESS):
            lay_out(connection)
        super().handle(*args, **options)
