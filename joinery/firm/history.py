"""Noting a deed, in the same transaction as the deed itself."""

from __future__ import annotations

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
        by_kind=type(by).__name__.lower() if by else "house",
        by_id=by.public_id if by else "",
        by_name=by.name if by else "Joinery",
        verb=verb,
        about=type(about).__name__.lower(),
        about_id=about.public_id,
        company_id=company_id,
        says=says,
        changes=changes or {},
    )
