"""One durable workflow per letter: try, wait longer each time, try again; after a crash go on where it was."""

from __future__ import annotations

import threading
import time

from dbos import DBOS, SetWorkflowID
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from joinery.gateways.mail import Outcome, carry
from joinery.gateways.queries import waiting_letters

WAITS = (5, 30, 120, 600, 1800, 3600, 10800)  # seconds between tries: about five hours in all


_on_their_way: set[int] = set()  # threads that talk with the mail server now


@DBOS.step()
def try_letter(letter_id: str) -> str:
    close_old_connections()
    _on_their_way.add(threading.get_ident())
    try:
        return carry(letter_id, url=settings.MAIL_URL, now=timezone.now())
    finally:
        _on_their_way.discard(threading.get_ident())
        close_old_connections()


def wait_for_letters(seconds: float) -> None:
    """Until no letter is on its way. One that waits for its next try is not; it goes on after the next start."""
    until = time.monotonic() + seconds
    while _on_their_way and time.monotonic() < until:
        time.sleep(0.05)


@DBOS.workflow()
def send_letter(letter_id: str) -> str:
    for wait in (*WAITS, 0):
        outcome = try_letter(letter_id)
        if outcome != Outcome.AGAIN:
            return outcome
        DBOS.sleep(wait)
    return Outcome.OVER


def start_waiting(seen: set[str]) -> int:
    """A workflow for each waiting letter. Its id is the letter's: however often this runs, there is one."""
    fresh = [letter_id for letter_id in waiting_letters() if letter_id not in seen]
    for letter_id in fresh:
        with SetWorkflowID(letter_id):
            DBOS.start_workflow(send_letter, letter_id)
        seen.add(letter_id)
    return len(fresh)
