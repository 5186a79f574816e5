"""Once an hour: files that no row names are put out."""

from __future__ import annotations

import logging
import threading

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from joinery.calls.queries import sweep_recordings
from joinery.rooms.files import sweep_files

HOUR = 3600.0
log = logging.getLogger("joinery.worker")


def sweep_every_hour(stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            sweep_files(now=timezone.now())
            sweep_recordings()
        except (DatabaseError, OSError) as trouble:  # away for a moment: the next hour comes
            log.warning("Files could not be swept: %s", trouble)
        close_old_connections()
        stop.wait(HOUR)
