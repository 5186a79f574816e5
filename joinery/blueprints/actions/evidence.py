"""Photos and files put to a step by either side: what was measured, what stands, what is not as pictured."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from joinery.blueprints.actions import CannotStep
from joinery.blueprints.actors import By, named, note
from joinery.blueprints.models import Evidence, ReadyItem, Step
from joinery.rooms.files import keep_file


@transaction.atomic
def put_to_step(
    step: Step, upload: File[bytes], *, by: By, now: datetime, words: str = "", item: ReadyItem | None = None
) -> Evidence:
    """Kept among the room's files, before both sides at once. Raises CannotKeepFile."""
    room = getattr(step.blueprint.company, "room", None)
    if room is None or room.closed_at:
        raise CannotStep("Open the customer's room first: that is where files are kept.")
    version = keep_file(room, upload, by=by, now=now, is_shared=True)
    found = Evidence.objects.create(step=step, item=item, file=version, words=words.strip(), at=now, **named(by))
    note("put_to_step", found, step.blueprint, f"put {version.name} to “{step.title}”", by=by, now=now)
    return found
