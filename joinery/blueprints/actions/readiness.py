"""What must be so before a step can go well: the list of both sides, and the seats of those who must be there."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from joinery.blueprints.actions import CannotStep
from joinery.blueprints.actions.evidence import put_to_step
from joinery.blueprints.actors import By, note, person_of, side_of, user_of
from joinery.blueprints.models import Deviation, ReadyItem, Seat, Side, Step
from joinery.customers.models import Person
from joinery.firm.models import User


@transaction.atomic
def show_ready(
    item: ReadyItem, seen: int, shown: str, *, by: By, now: datetime, upload: File[bytes] | None = None
) -> ReadyItem:
    """Its side shows that it is so: by the measure or the words, by a photo or a file. Raises CannotKeepFile."""
    if item.side != side_of(by):
        raise CannotStep("The other side shows this.")
    if item.kind in ("measure", "words") and not shown.strip():
        raise CannotStep("Write the measure." if item.kind == "measure" else "Write how it is.")
    if item.kind in ("photo", "file") and upload is None:
        raise CannotStep("Add a photo of it." if item.kind == "photo" else "Add the file.")
    item.amend(seen, shown=shown.strip(), user=user_of(by), person=person_of(by), done_at=now)
    if upload is not None:
        put_to_step(item.step, upload, by=by, now=now, item=item)
    note("show_ready", item, item.step.blueprint, f"showed that it is ready: {item.what}", by=by, now=now)
    return item


@transaction.atomic
def not_ready(item: ReadyItem, seen: int, *, by: By, now: datetime) -> ReadyItem:
    """Taken back, by the side that showed it."""
    if item.side != side_of(by):
        raise CannotStep("The other side shows this.")
    if item.amend(seen, done_at=None):
        note("not_ready", item, item.step.blueprint, f"is not ready after all: {item.what}", by=by, now=now)
    return item


@transaction.atomic
def take_seat(seat: Seat, who: User | Person | None, *, by: By, now: datetime, was_there: bool | None = None) -> Seat:
    """Who takes a part, and afterwards whether they were there."""
    if isinstance(who, Person) and (seat.side != Side.THEIRS or who.company_id != seat.step.blueprint.company_id):
        raise CannotStep("This seat is for somebody else.")
    if isinstance(who, User) and seat.side != Side.OURS:
        raise CannotStep("This seat is for one of theirs.")
    seat.user = who if isinstance(who, User) else None
    seat.person = who if isinstance(who, Person) else None
    seat.was_there = was_there
    seat.save()
    name = who.name if who else "nobody yet"
    note("take_seat", seat, seat.step.blueprint, f"named {name} for “{seat.step.title}” as {seat.role}", by=by, now=now)
    return seat


def what_is_missing(step: Step) -> tuple[Deviation.Kind, str] | None:
    """Why a step would not go as designed, in a sentence."""
    empty = [seat.role for seat in step.seats.all() if not (seat.user_id or seat.person_id) or seat.was_there is False]
    if empty:
        return Deviation.Kind.ROLE_MISSING, f"Somebody who must be there is missing: {', '.join(empty)}."
    waiting = [item.what for item in step.ready_items.all() if not item.done_at]
    if waiting:
        return Deviation.Kind.NOT_READY, f"Not shown yet: {', '.join(waiting)}."
    return None
