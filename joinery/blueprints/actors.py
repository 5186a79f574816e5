"""Who does something to a blueprint: one of us, or a guest of the customer's room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from joinery.blueprints.models import Blueprint, Side, Step, StepEvent
from joinery.customers.models import Person
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.lib.records import Record
from joinery.rooms.models import Guest

By = User | Guest


def side_of(by: By) -> str:
    return Side.THEIRS if isinstance(by, Guest) else Side.OURS


def person_of(by: By) -> Person | None:
    return by.person if isinstance(by, Guest) else None


def user_of(by: By) -> User | None:
    return None if isinstance(by, Guest) else by


def named(by: By) -> dict[str, Any]:
    """The three fields by which a row says who did it."""
    return {"user": user_of(by), "person": person_of(by), "by_name": by.name}


def add_event(step: Step, kind: str, *, by: By, now: datetime, words: str = "", **more: Any) -> StepEvent:
    return StepEvent.objects.create(step=step, kind=kind, words=words, at=now, **named(by), **more)


def note(
    verb: str,
    about: Record,
    blueprint: Blueprint,
    says: str,
    *,
    by: By | None,
    now: datetime,
    changes: dict[str, list[str]] | None = None,
) -> None:
    note_deed(verb, about, by=by, now=now, company_id=blueprint.company_id, says=says, changes=changes)
