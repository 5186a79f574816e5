"""Replies by mail: the mailbox is looked into once a minute, or as often as is set. A letter is marked as read after
our commit; killed in between, we meet it again, and its Message-ID lets it have no second effect."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from joinery.gateways.mailbox import CannotLook, Delivery, Mailbox, opened
from joinery.rooms.incoming import note_unreadable, take_in

log = logging.getLogger("joinery.worker")


def look_into(url: str, *, now: datetime, stop: threading.Event | None = None) -> int:
    """How many letters were taken in, in one look."""
    taken = 0
    with opened(Mailbox.of(url)) as mailbox:
        for delivery in mailbox.unread():
            if stop and stop.is_set():
                break
            _take(delivery, now)
            mailbox.mark_read(delivery.uid)
            taken += 1
    return taken


def _take(delivery: Delivery, now: datetime) -> None:
    """One that breaks us is set aside with its reason, so that it does not come back every minute."""
    try:
        take_in(delivery.raw, now=now, is_cut=delivery.is_cut)
    except DatabaseError:  # not the letter's fault: it stays unread
        raise
    except Exception as trouble:  # noqa: BLE001
        log.exception("A letter could not be taken in")
        note_unreadable(delivery.raw, type(trouble).__name__, now=now)


def read_post(stop: threading.Event) -> None:
    """Until `stop` is set. The same trouble is said once."""
    said = ""
    while not stop.is_set():
        try:
            look_into(settings.INCOMING_URL, now=timezone.now(), stop=stop)
            said = ""
        except (CannotLook, DatabaseError) as trouble:
            if str(trouble) != said:
                log.warning("Replies by mail were not read: %s", trouble)
            said = str(trouble)
        finally:
            close_old_connections()
        stop.wait(settings.INCOMING_PAUSE)
