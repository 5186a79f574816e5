"""What the log tells of broken promises that are put right."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from joinery.promises.models import RecoveryEvent
from joinery.promises.queries import shown_recovery_events
from joinery.promises.recovery_life import Said
from joinery.web.room.happenings import Source, add_source
from joinery.web.room.sources import short

SAYS = {
    Said.COST: lazy("said what it cost: {what}"),
    Said.PLAN: lazy("wrote how we put it right: {what}"),
    Said.AGREE: lazy("agreed to how we put it right: {what}"),
    Said.MISSING: lazy("said that the plan lacks something: {what}"),
    Said.FIXED: lazy("says it is put right: {what}"),
    Said.YES: lazy("said it is put right: {what}"),
    Said.NOT_YET: lazy("said: not put right yet, {what}"),
}


def _said(event: RecoveryEvent) -> tuple[str, str]:
    return event.by_name, str(SAYS[Said(event.said)]).format(what=short(event.recovery.promise.what))


add_source(Source("recovery", lambda guest: shown_recovery_events(guest.room.company), "at", _said))
