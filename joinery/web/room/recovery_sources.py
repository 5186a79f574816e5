"""What the log tells of broken promises that are put right."""

from __future__ import annotations

from joinery.promises.models import RecoveryEvent
from joinery.promises.queries import shown_recovery_events
from joinery.promises.recovery_life import Said
from joinery.web.room.happenings import Source, add_source
from joinery.web.room.sources import short

SAYS = {
    Said.COST: "said what it cost:",
    Said.PLAN: "wrote how we put it right:",
    Said.AGREE: "agreed to how we put it right:",
    Said.MISSING: "said that the plan lacks something:",
    Said.FIXED: "says it is put right:",
    Said.YES: "said it is put right:",
    Said.NOT_YET: "said: not put right yet,",
}


def _said(event: RecoveryEvent) -> tuple[str, str]:
    return event.by_name, f"{SAYS[Said(event.said)]} {short(event.recovery.promise.what)}"


add_source(Source("recovery", lambda guest: shown_recovery_events(guest.room.company), "at", _said))
