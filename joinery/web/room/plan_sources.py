"""What there is to tell of a plan: steps, versions, names under it, what was in the way."""

from __future__ import annotations

from django.db.models import F, QuerySet

from joinery.blueprints.models import Concern, SignOff, StepEvent, Version
from joinery.blueprints.queries import concerns_in_room, events_in_room, sign_offs_in_room, versions_in_room
from joinery.rooms.models import Guest
from joinery.web.room.happenings import Source, add_source
from joinery.web.room.plan_words import counted, event_says

EDITS = (  # told with the version that they made
    StepEvent.Kind.RE_DATED,
    StepEvent.Kind.TAKEN,
    StepEvent.Kind.HANDED_BACK,
    StepEvent.Kind.LEFT_OUT,
    StepEvent.Kind.BROUGHT_BACK,
)
CONCERNS = {"stuck": "is stuck with", "wrong": "says that something is wrong with", "dispute": "does not agree with"}


def _events(guest: Guest) -> QuerySet[StepEvent]:
    return events_in_room(guest).exclude(kind__in=EDITS)


def _versions(guest: Guest) -> QuerySet[Version]:
    """Since they see the plan: how it was drawn before is no news of theirs."""
    return versions_in_room(guest).defer("content").filter(number__gt=1, made_at__gte=F("blueprint__shown_at"))


def _concerns(guest: Guest) -> QuerySet[Concern]:
    return concerns_in_room(guest).select_related("step", "answered_by")


def _event(event: StepEvent) -> tuple[str, str]:
    return event.by_name, event_says(event, event.step.title)


def _version(version: Version) -> tuple[str, str]:
    """One edit can move many days; the sheet tells them all."""
    first, *more = version.says.split("; ")
    says = f"{first}, and {counted(len(more), 'more thing', 'more things')}" if more else first
    return version.by_name, f"changed the plan: {says}"


def _signed(signed: SignOff) -> tuple[str, str]:
    return signed.typed_name, f"signed version {signed.version.number} of “{signed.version.blueprint.title}”"


def _opened(concern: Concern) -> tuple[str, str]:
    return concern.by_name, f"{CONCERNS[concern.kind]} “{concern.step.title}”: “{concern.words}”"


def _answered(concern: Concern) -> tuple[str, str]:
    by = concern.answered_by.name if concern.answered_by else ""
    return by, f"answered about “{concern.step.title}”"


def _closed(concern: Concern) -> tuple[str, str]:
    return concern.closed_by, f"says it is settled: “{concern.step.title}”"


add_source(Source("step", _events, "at", _event))
add_source(Source("version", _versions, "made_at", _version))
add_source(Source("name", sign_offs_in_room, "at", _signed))
add_source(Source("concern", _concerns, "opened_at", _opened))
add_source(Source("answered", _concerns, "answered_at", _answered))
add_source(Source("settled", _concerns, "closed_at", _closed))
