"""Doors to calls, their recordings and proposals."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from joinery.calls import audio_files
from joinery.calls.models import (
    AgendaItem,
    Attendance,
    Audio,
    Call,
    Clip,
    Consent,
    ConsentRequest,
    Mend,
    Proposal,
    Recording,
    Removal,
    Upload,
    Voice,
)
from joinery.customers.models import Company
from joinery.customers.queries import seen_by
from joinery.firm.models import User
from joinery.opportunities.models import Opportunity
from joinery.opportunities.queries import opportunities_for


def calls_for(user: User) -> QuerySet[Call]:
    return Call.objects.filter(seen_by(user, "company")).select_related("company", "opportunity", "owner")


def opportunities_with_next_call(user: User, now: datetime) -> QuerySet[Opportunity]:
    """Opportunities with `next_call_id` (its public id), `next_call_title` and `next_call_at`."""
    ahead = Call.objects.filter(
        opportunity=OuterRef("pk"), starts_at__gte=now, held_at__isnull=True, called_off_at__isnull=True
    ).order_by("starts_at")
    return opportunities_for(user).annotate(
        next_call_id=Subquery(ahead.values("public_id")[:1]),
        next_call_title=Subquery(ahead.values("title")[:1]),
        next_call_at=Subquery(ahead.values("starts_at")[:1]),
    )


def recordings_for(user: User) -> QuerySet[Recording]:
    return Recording.objects.filter(seen_by(user, "call__company")).select_related("call__company")


def audios_for(user: User) -> QuerySet[Audio]:
    return Audio.objects.filter(seen_by(user, "call__company")).select_related("call__company", "added_by")


def audios_to_hear(limit: int = 20) -> list[Audio]:
    """For the worker: what nobody has heard, stopped or given up on, the oldest first."""
    waiting = Audio.objects.filter(heard_at=None, stopped_at=None, trouble="").select_related("call")
    return list(waiting.order_by("added_at", "id")[:limit])


def audios_to_silence() -> list[Audio]:
    """For the worker: those in which a voice is still heard that was cut out."""
    asked = Q(to_silence_at__isnull=False)
    undone = Q(silenced_at__isnull=True) | Q(silenced_at__lt=F("to_silence_at"))
    return list(Audio.objects.filter(asked & undone).order_by("to_silence_at", "id")[:20])


def sweep_recordings() -> list[str]:
    """Files that no row names are put out."""
    known = {*Audio.objects.values_list("public_id", flat=True), *Upload.objects.values_list("public_id", flat=True)}
    return audio_files.sweep(known)


def voices_for(user: User) -> QuerySet[Voice]:
    return Voice.objects.filter(seen_by(user, "recording__call__company")).select_related(
        "person", "user", "recording__call"
    )


def proposals_for(user: User) -> QuerySet[Proposal]:
    return Proposal.objects.filter(seen_by(user, "recording__call__company")).select_related(
        "voice__person", "voice__user", "recording__call", "verdict"
    )


def attendances_for(user: User) -> QuerySet[Attendance]:
    return Attendance.objects.filter(seen_by(user, "call__company")).select_related("person", "user")


def consents_for(user: User) -> QuerySet[Consent]:
    return Consent.objects.filter(seen_by(user, "call__company")).select_related("call", "person")


def mends_for(user: User) -> QuerySet[Mend]:
    return Mend.objects.filter(seen_by(user, "recording__call__company")).select_related("by", "recording__call")


def clips_for(user: User) -> QuerySet[Clip]:
    clips = Clip.objects.filter(seen_by(user, "recording__call__company"))
    return clips.select_related("recording__call__company", "made_by", "shared_by")


def requests_for(user: User) -> QuerySet[ConsentRequest]:
    return ConsentRequest.objects.filter(seen_by(user, "call__company")).select_related("call", "person")


def removals_for(user: User) -> QuerySet[Removal]:
    """For whoever answers for what is kept."""
    return Removal.objects.select_related("call") if user.is_manager else Removal.objects.none()


def uploads_for(user: User) -> QuerySet[Upload]:
    """One's own, that are not whole yet."""
    return Upload.objects.filter(seen_by(user, "call__company"), by=user).select_related("call__company")


def announced_calls(company: Company) -> QuerySet[Call]:
    """Calls whose agenda we sent to the customer: what their room may show."""
    return Call.objects.filter(company=company, agenda_sent_at__isnull=False, called_off_at__isnull=True)


def agenda_of(call: Call) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(call=call).select_related("person", "user")
