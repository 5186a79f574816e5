"""Promises of ours that were not kept, and what was said about them: for the walk through the room."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from joinery.promises.actions import make_promise, step_promise
from joinery.promises.life import State
from joinery.promises.models import Promise, Recovery
from joinery.promises.recoveries import say_to_recovery
from joinery.promises.recovery_life import Said

CAUSE = "OURS ALONE"
SENT_TO_RECOVERIES = [
    {"state": "broken", "said": "cost", "words": "Half a day."},
    {"said": "missing"},
    {"said": "agree"},
    {"said": "not_yet", "words": "It still drips."},
    {"said": "yes", "words": "Thank you."},
]


def break_promise(what, person, by):
    promise = make_promise(person.company, what, side="ours", by=by, theirs=person, now=timezone.now())
    return step_promise(promise, State.REVOKED, by=by, now=timezone.now()).recoveries.get()


def what_was_not_kept(person, by) -> dict[str, list[str]]:
    """One that is late, one that they see put right, one that they do not see."""
    company, past = person.company, date(2026, 1, 2)
    late = make_promise(company, "The valves", side="ours", by=by, theirs=person, due_on=past, now=timezone.now())
    broken, unseen = break_promise("The hoses", person, by), break_promise("0hidden1 too", person, by)
    Promise.objects.filter(pk=unseen.promise_id).update(shown_at=None)
    return {"late": [late.public_id], "recovery_id": [broken.public_id, unseen.public_id, "nothing"]}


def write_of_the_hoses(by) -> None:
    """Both letters that a recovery sends to the customer."""
    broken, now = Recovery.objects.get(promise__what="The hoses"), timezone.now()
    planned = say_to_recovery(broken, Said.PLAN, words="New hoses on Monday.", by=by, now=now)
    say_to_recovery(planned, Said.FIXED, cause=CAUSE, by=by, now=now)
