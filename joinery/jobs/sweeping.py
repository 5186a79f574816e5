"""Once an hour: what is past its days is removed, files that no row names are put out, the silent are reminded once,
rows are counted."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from joinery.calls.actions.keeping import remove_what_is_over
from joinery.calls.actions.uploads import drop_stale_uploads
from joinery.calls.queries import sweep_recordings
from joinery.rooms.asking import remind_the_silent
from joinery.rooms.files import sweep_files
from joinery.steps.erase_person import do_again

HOUR = 3600.0
log = logging.getLogger("joinery.worker")


def tidy(*, now: datetime) -> int:
    """How much was removed as its days were over. The days change at midnight where the firm is: the hour after that
    is the one that has something to do."""
    do_again(now=now)
    removed = remove_what_is_over(now=now)
    remind_the_silent(now=now)
    drop_stale_uploads(now=now)
    sweep_files(now=now)
    sweep_recordings()
    count_rows()
    return removed


def count_rows() -> None:
    """SQLite finds its way by how many rows there are of what, once it is told; PostgreSQL counts by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")  # a guess from so many rows will do
            cursor.execute("ANALYZE")


def sweep_every_hour(stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            tidy(now=timezone.now())
        except (DatabaseError, OSError) as trouble:  # away for a moment: the next hour comes
            log.warning("Files could not be swept: %s", trouble)
        close_old_connections()
        stop.wait(HOUR)
