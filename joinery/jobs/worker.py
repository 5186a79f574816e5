"""The worker: a process of its own that sends letters, reads replies, reminds. Killed at any moment, it goes on
when it is started again."""

from __future__ import annotations

import logging
import os
import signal
import threading
from typing import NoReturn

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from joinery.jobs.sweeping import sweep_every_hour

PAUSE = 1.0  # seconds between two looks
GRACE = 5.0  # seconds that a letter on its way has to arrive after we are asked to stop
log = logging.getLogger("joinery.worker")


def work(stop: threading.Event) -> None:
    """Until `stop` is set. Without a mail server letters are kept, not sent, and nobody is reminded."""
    threading.Thread(target=sweep_every_hour, args=(stop,), daemon=True, name="sweep").start()
    reader = None
    if settings.INCOMING_URL and settings.INCOMING_ADDRESS:
        from joinery.jobs.post import read_post

        reader = threading.Thread(target=read_post, args=(stop,), daemon=True, name="post")
        reader.start()
    if settings.MAIL_URL:
        _send_letters(stop)
    stop.wait()
    if reader:
        reader.join(GRACE)


def _send_letters(stop: threading.Event) -> None:
    from dbos import DBOS

    from joinery.jobs.letters import start_waiting, wait_for_letters
    from joinery.jobs.reminders import schedule_reminders

    DBOS(
        config={
            "name": "joinery",
            "system_database_url": system_database(),
            # Named by us: with DBOS's own name, made from the source, an upgrade would leave letters behind.
            "application_version": "letters-1",
            "executor_id": os.environ.get("JOINERY_WORKER", "worker"),
            "log_level": "WARNING",
            "enable_otlp": False,
        }
    )
    DBOS.launch()
    schedule_reminders()
    seen: set[str] = set()
    try:
        while not stop.is_set():
            try:
                start_waiting(seen)
            except DatabaseError as trouble:  # the database is away for a moment: look again
                log.warning("The database does not answer: %s", trouble)
            close_old_connections()
            stop.wait(PAUSE)
    finally:
        wait_for_letters(GRACE)
        DBOS.destroy()


def system_database() -> str:
    """Where the worker keeps its own diary: beside the data, or in the same PostgreSQL."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres:", "postgresql:")):
        return given.replace("postgres:", "postgresql:", 1)
    settings.DATA.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{settings.DATA / 'worker.sqlite3'}"


def main() -> NoReturn:
    """Until Ctrl-C or SIGTERM; a letter on its way is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(stop)
    # Letters that wait for their next try sleep in threads which the interpreter would wait for, up to three hours.
    logging.shutdown()
    os._exit(0)
