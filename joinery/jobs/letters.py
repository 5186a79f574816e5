"""One durable workflow per letter: try, wait longer each time, try again; after a crash go on where it was."""

from __future__ import annotations

from dbos import DBOS, SetWorkflowID
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from joinery.gateways.mail import Outcome, carry
from joinery.gateways.queries import waiting_letters

WAITS = (5, 30, 120, 600, 1800, 3600, 10800)  # seconds between tries: about five hours in all


@DBOS.step()
def try_letter(letter_id: str) -> str:
    close_old_connections()
    try:
        return carry(letter_id, url=settings.MAIL_URL, now=timezone.now())
    finally:
        close_old_connections()


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
