"""What there is to tell of a plan: steps, versions, names under it, what was in the way."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from joinery.blueprints.models import Concern, SignOff, StepEvent, Version
from joinery.blueprints.queries import concerns_in_room, events_in_room, sign_offs_in_room, versions_in_room
from joinery.blueprints.said import title_of
from joinery.lib.tongues import colon, numbers, quoted
from joinery.rooms.models import Guest
from joinery.web.room.happenings import Source, add_source
from joinery.web.room.plan_words import event_says
from joinery.web.room.told import says_of_one

EDITS = (  # told with the version that they made
    StepEvent.Kind.RE_DATED,
    StepEvent.Kind.TAKEN,
    StepEvent.Kind.HANDED_BACK,
    StepEvent.Kind.LEFT_OUT,
    StepEvent.Kind.BROUGHT_BACK,
)
CONCERNS = {
    "stuck": lazy("is stuck with “{title}”"),
    "wrong": lazy("says that something is wrong with “{title}”"),
    "dispute": lazy("does not agree with “{title}”"),
}


def _events(guest: Guest) -> QuerySet[StepEvent]:
    return events_in_room(guest).exclude(kind__in=EDITS)


def _versions(guest: Guest) -> QuerySet[Version]:
    """Since they see the plan: how it was drawn before is no news of theirs."""
    return versions_in_room(guest).select_related("parent").filter(number__gt=1, made_at__gte=F("blueprint__shown_at"))


def _concerns(guest: Guest) -> QuerySet[Concern]:
    return concerns_in_room(guest).select_related("step", "answered_by")


def _event(event: StepEvent) -> tuple[str, str]:
    return event.by_name, event_says(event, title_of(event.step))


def _version(version: Version) -> tuple[str, str]:
    """One edit can move many days; the sheet tells them all."""
    first, *more = says_of_one(version)
    if not more:
        return version.by_name, _("changed the plan: {says}").format(says=first)
    says = ngettext(
        "changed the plan: {says}, and {number} more thing",
        "changed the plan: {says}, and {number} more things",
        len(more),
    )
    return version.by_name, says.format(says=first, **numbers(len(more)))


def _signed(signed: SignOff) -> tuple[str, str]:
    return signed.typed_name, _("signed version {number} of “{title}”").format(
        number=signed.version.number, title=signed.version.blueprint.title
    )


def _opened(concern: Concern) -> tuple[str, str]:
    return (
        concern.by_name,
        f"{str(CONCERNS[concern.kind]).format(title=title_of(concern.step))}{colon()}{quoted(concern.words)}",
    )


def _answered(concern: Concern) -> tuple[str, str]:
    by = concern.answered_by.name if concern.answered_by else ""
    return by, _("answered about “{title}”").format(title=title_of(concern.step))


def _closed(concern: Concern) -> tuple[str, str]:
    return concern.closed_by, _("says it is settled: “{title}”").format(title=title_of(concern.step))


add_source(Source("step", _events, "at", _event))
add_source(Source("version", _versions, "made_at", _version))
add_source(Source("name", sign_offs_in_room, "at", _signed))
add_source(Source("concern", _concerns, "opened_at", _opened))
add_source(Source("answered", _concerns, "answered_at", _answered))
add_source(Source("settled", _concerns, "closed_at", _closed))
