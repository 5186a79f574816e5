"""How long things are kept: the rules, what is kept longer, and removing what is over."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from joinery.calls.actions.consenting import forget_reading
from joinery.calls.actions.cutting import drop_pieces, remove_sound
from joinery.calls.keeping import (
    DAYS,
    Kind,
    days_kept,
    goes_on,
    kept_longer,
    kind_of_audio,
    kind_of_recording,
)
from joinery.calls.models import Audio, Call, KeepingRule, KeptLonger, Proposal, Recording, Removal
from joinery.firm.history import note_deed
from joinery.firm.models import User

OVER = "Its {days} days were over."
LONGEST = 3650
HEAVY = ("original", "conversation", "reading")  # of a recording; its days are told without them


class CannotKeepLonger(Exception):
    """A day in the past, or no reason."""


class CannotSetDays(Exception):
    """Not a number of days."""


@transaction.atomic
def set_days(days: Mapping[str, int], *, by: User, now: datetime) -> None:
    """Sound always goes some day; text may stay as long as its call."""
    before = days_kept()
    for kind, wanted in days.items():
        if kind not in DAYS or not 0 <= wanted <= LONGEST or (not wanted and kind != Kind.TRANSCRIPT):
            raise CannotSetDays(f"From 1 to {LONGEST} days.")
        if wanted == before[kind]:
            continue
        rule, _ = KeepingRule.objects.update_or_create(
            kind=kind, defaults={"days": wanted, "set_by": by, "set_at": now}
        )
        says = f"keeps {rule.get_kind_display().lower()} for {wanted} days" if wanted else "keeps what was said as text"
        note_deed("set_days", rule, by=by, now=now, says=says, changes={kind: [str(before[kind]), str(wanted)]})


@transaction.atomic
def keep_longer(call: Call, until: date | None, why: str, *, by: User, now: datetime) -> KeptLonger | None:
    """Somebody who takes a consent back is cut out all the same."""
    newest = KeptLonger.objects.filter(call=call).last()
    if until is None and (newest is None or newest.until is None):
        return newest
    if until is not None and until <= now.astimezone(ZoneInfo(call.zone)).date():
        raise CannotKeepLonger("Choose a day to come.")
    if until is not None and not why.strip():
        raise CannotKeepLonger("Say why it is kept longer. Whoever asks will read it.")
    kept = KeptLonger.objects.create(call=call, until=until, why=why.strip()[:300] if until else "", by=by, at=now)
    says = (
        f"keeps what was recorded until {until:%d.%m.%Y}: {kept.why}" if until else "keeps it no longer than the rule"
    )
    note_deed("keep_longer", call, by=by, now=now, company_id=call.company_id, says=says)
    return kept


def remove_what_is_over(*, now: datetime) -> int:
    """How much was removed. Each by itself: killed in between, the next hour goes on."""
    days, removed = days_kept(), 0
    for audio in Audio.objects.select_related("call"):
        kind = kind_of_audio(audio)
        if _is_over(kind, audio.added_at, audio.call, days, now):
            with transaction.atomic():
                remove_sound(audio, OVER.format(days=days[kind]), now=now, kind=kind)
                _note(audio.call, "the sound of a recording", now)
            removed += 1
    for recording in Recording.objects.filter(removed_at=None).select_related("call").defer(*HEAVY):
        kind = kind_of_recording(recording)
        if _is_over(kind, recording.added_at, recording.call, days, now):
            remove_words(recording, OVER.format(days=days[kind]), kind=kind, now=now)
            removed += 1
    return removed


def _is_over(kind: str, since: datetime, call: Call, days: dict[str, int], now: datetime) -> bool:
    """Whether somebody keeps it longer is asked only of what would go by its days."""
    zone = ZoneInfo(call.zone)
    today = now.astimezone(zone).date()
    goes = goes_on(kind, since, days, None, zone)
    if goes is None or goes.day > today:
        return False
    longer = goes_on(kind, since, days, kept_longer([call.pk]).get(call.pk), zone)
    return longer is not None and longer.day <= today


@transaction.atomic
def remove_words(recording: Recording, why: str, *, kind: str, now: datetime) -> None:
    """The transcript goes, with what was found in it and nobody decided on. What people took from it stays: what we
    know, what was promised, with the words that they quote."""
    recording = Recording.objects.select_for_update().select_related("call").get(pk=recording.pk)
    if recording.removed_at:
        return
    turns = recording.conversation["turns"]
    Removal.objects.create(
        kind=kind, call=recording.call, about_id=recording.public_id, size=len(turns), why=why[:120], removed_at=now
    )
    recording.conversation = {**recording.conversation, "turns": []}
    recording.original, recording.removed_at = zlib.compress(b""), now
    recording.save(update_fields=["conversation", "original", "removed_at"])
    drop_pieces(recording, range(len(turns)))
    forget_reading(recording, now=now)
    Proposal.objects.filter(recording=recording, verdict__isnull=True).delete()
    _note(recording.call, "what was said", now)


def _note(call: Call, what: str, now: datetime) -> None:
    says = f"removed {what}, as its days were over: {call.title}"
    note_deed("remove_recording", call, by=None, now=now, company_id=call.company_id, says=says)
