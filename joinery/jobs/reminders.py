"""Letters that remind: looked for every quarter of an hour. What was written is not written again, however often."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from dbos import DBOS
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from joinery.rooms.digest import write_digest
from joinery.rooms.letter_queries import reachable_guests

EVERY = "*/15 * * * *"
log = logging.getLogger("joinery.worker")


def write_due_digests(*, now: datetime) -> int:
    """How many were written. A guest for whom it fails does not keep the others waiting."""
    written = 0
    for guest in reachable_guests().exclude(mailbox="").order_by("id"):
        try:
            written += write_digest(guest, now=now) is not None
        except DatabaseError:
            raise
        except Exception:  # noqa: BLE001
            log.exception("No reminder could be written for guest %s", guest.public_id)
    return written


@DBOS.step()
def write_digests() -> int:
    close_old_connections()
    try:
        return write_due_digests(now=timezone.now())
    finally:
        close_old_connections()


@DBOS.workflow()
def remind(scheduled_at: datetime, context: Any) -> None:
    """The clock says when to look; what is due is decided by each guest's own clock."""
    write_digests()


def schedule_reminders() -> None:
    DBOS.apply_schedules(
        [{"schedule_name": "reminders", "workflow_fn": remind, "schedule": EVERY, "automatic_backfill": False}]
    )
