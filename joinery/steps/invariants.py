"""Something that must be true of the data, as it was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Model


@dataclass(frozen=True)
class Invariant:
    """`broken` holds a line for each record that breaks it; nothing of what customers said is printed."""

    says: str
    looked_at: int
    broken: list[str] = field(default_factory=list)


def name_of(row: Model) -> str:
    return f"{row._meta.model_name} {row.public_id}"  # type: ignore[attr-defined]
