"""A request that is sent twice is done once: the second gets the answer of the first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from joinery.firm.models import RequestSeen, User

KEPT = timedelta(days=7)
Answer = tuple[int, dict[str, Any]]


class CannotRepeat(Exception):
    """This key came with another request before."""


@transaction.atomic
def answer_once(owner: User, key: str, hashed: str, make: Callable[[], Answer], *, now: datetime) -> Answer:
    """`make` runs once for a key, also when two requests come at the same moment: the row is written before it runs,
    in the same transaction, so the second waits for the first. If `make` refuses, the key is free again."""
    RequestSeen.objects.filter(owner=owner, at__lt=now - KEPT).delete()
    seen, is_new = RequestSeen.objects.get_or_create(owner=owner, key=key, defaults={"hashed": hashed, "at": now})
    if not is_new:
        if seen.hashed != hashed:
            raise CannotRepeat("This Idempotency-Key came with another request before. Use a new one.")
        return seen.status, seen.answer
    seen.status, seen.answer = make()
    seen.save(update_fields=["status", "answer"])
    return seen.status, seen.answer
