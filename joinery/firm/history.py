"""Noting a deed, in the same transaction as the deed itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from joinery.firm.models import Deed
from joinery.lib.records import Record


class Actor(Protocol):
    """Whoever can do something: a user, a guest of a room."""

    @property
    def public_id(self) -> str: ...

    @property
    def name(self) -> str: ...


def note_deed(
    verb: str,
    about: Record,
    *,
    by: Actor | None,
    says: str,
    now: datetime,
    company_id: int | None = None,
    changes: dict[str, list[str]] | None = None,
) -> Deed:
    """`by` None means the house itself did it. `says` is one sentence without the name: "planned the call"."""
    return Deed.objects.create(
        at=now,
        by_kind=by.__class__.__name__.lower() if by else "house",  # a request's user is a lazy stand-in: not type()
        by_id=by.public_id if by else "",
        by_name=by.name if by else "Joinery",
        verb=verb,
        about=type(about).__name__.lower(),
        about_id=about.public_id,
        company_id=company_id,
        says=says,
        changes=changes or {},
    )


STRUCK = "…"
LEAST = 8  # letters: what is shorter ("yes, okay") is in many sentences, and nobody's


def strike_words(company_id: int, words: Iterable[str], *, least: int = LEAST) -> int:
    """Words that somebody has a right to have removed go out of the history too. The deed stays: who, when, what kind.
    The one case in which a deed is written over."""
    struck = 0
    for text in sorted({each.strip() for each in words if len(each.strip()) >= least}, key=len, reverse=True):
        for deed in Deed.objects.filter(company_id=company_id, says__contains=text):
            changes = {name: [side.replace(text, STRUCK) for side in pair] for name, pair in deed.changes.items()}
            Deed.objects.filter(pk=deed.pk).update(says=deed.says.replace(text, STRUCK), changes=changes)
            struck += 1
    return struck
