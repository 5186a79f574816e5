"""What must be true of broken promises at any time: one open recovery each, closed by the customer alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q

from joinery.promises.life import NOT_KEPT
from joinery.promises.models import Promise, Recovery
from joinery.promises.recovery_life import OURS, Said, replay
from joinery.steps.invariants import Invariant, name_of


def verify_recoveries() -> Iterator[Invariant]:
    yield _broken_promises_are_put_right()
    yield _lives_of_recoveries()


def _broken_promises_are_put_right() -> Invariant:
    """One recovery is open until it is closed; a promise that was not broken has none."""
    ours = Promise.objects.filter(side=Promise.Side.OURS).annotate(
        all_of_it=Count("recoveries"), still_open=Count("recoveries", filter=Q(recoveries__closed_at__isnull=True))
    )
    is_broken = Q(state__in=NOT_KEPT)
    wrong = ours.filter((is_broken & (Q(all_of_it=0) | Q(still_open__gt=1))) | (~is_broken & Q(all_of_it__gt=0)))
    says = "A broken promise of ours has exactly one open recovery until it is closed"
    return Invariant(says, ours.count(), [name_of(row) for row in wrong[:100]])


def _lives_of_recoveries() -> Invariant:
    looked_at, broken = 0, []
    for recovery in Recovery.objects.prefetch_related("events").iterator(chunk_size=500):
        looked_at += 1
        events = list(recovery.events.all())
        is_sound = replay([Said(event.said) for event in events]) == recovery.stage and all(
            (event.user_id is not None) == (event.said in OURS) for event in events[1:]
        )
        if not is_sound:
            broken.append(name_of(recovery))
    return Invariant(
        "Only the customer closed a recovery, and each said only what was theirs to say", looked_at, broken
    )
