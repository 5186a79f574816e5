"""The worker: a process of its own that sends letters, reads replies, reminds, hears recordings. Killed at any
moment, it goes on where it was when it is started again."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from typing import NoReturn

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from joinery.calls import audio_files
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
    if settings.MAIL_URL or _has_recordings(stop):
        _keep_going(stop)
    stop.wait()
    if reader:
        reader.join(GRACE)


def _has_recordings(stop: threading.Event) -> bool:
    """Without a mail server there is nothing to load before the first recording is put in."""
    while not audio_files.folder().is_dir():
        if stop.wait(PAUSE):
            return False
    return True


def _keep_going(stop: threading.Event) -> None:
    from dbos import DBOS

    from joinery.jobs.letters import start_waiting, wait_for_letters
    from joinery.jobs.recordings import open_queue, start_silencing, start_waiting_recordings
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
    open_queue()
    if settings.MAIL_URL:
        schedule_reminders()
    seen: set[str] = set()
    try:
        while not stop.is_set():
            if settings.MAIL_URL:
                look(lambda: start_waiting(seen))
            look(lambda: start_silencing(seen))
            look(lambda: start_waiting_recordings(seen))
            close_old_connections()
            stop.wait(PAUSE)
    finally:
        wait_for_letters(GRACE)
        DBOS.destroy()


def look(at: Callable[[], object]) -> None:
    try:
        at()
    except DatabaseError as trouble:  # the database is away for a moment: look again
        log.warning("The database does not answer: %s", trouble)


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
    # A recording that is being heard ends with us and is gone on with after the next start.
    # Letters that wait for their next try sleep in threads which the interpreter would wait for, up to three hours.
    logging.shutdown()
    os._exit(0)
