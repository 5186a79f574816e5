"""Noting what people answered when asked to be recorded, and what a yes that is taken back does, at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from joinery.calls.actions.cutting import cut_voice, remove_unheard
from joinery.calls.consents import consents_of, guests_of, may_be_heard
from joinery.calls.models import Call, Consent, Cut, Proposal, Recording, Voice
from joinery.calls.not_again import remember
from joinery.calls.said import index_said
from joinery.customers.models import Person
from joinery.firm.history import Actor, note_deed
from joinery.firm.models import User

NOT_TOLD_APART = "Somebody took the consent back, and nobody had listened to it yet."
SAID = {
    Consent.Answer.GIVEN: "agreed to be recorded",
    Consent.Answer.REFUSED: "did not agree to be recorded",
    Consent.Answer.WITHDRAWN: "took back the consent to be recorded",
}
_readers: list[Callable[[Recording, datetime], object]] = []


class CannotName(Exception):
    """A voice is a person of this customer's or a colleague, and on one side."""


class CannotTie(Exception):
    """That turn is not theirs, or there is no yes to tie to it."""


def read_again_with(reader: Callable[[Recording, datetime], object]) -> None:
    """Whoever reads recordings says so here: what is left after a cut is read again, in the same transaction."""
    if reader not in _readers:
        _readers.append(reader)


@transaction.atomic
def note_consent(
    call: Call,
    answer: str,
    *,
    by: User | None = None,
    now: datetime,
    person: Person | None = None,
    user: User | None = None,
    name: str = "",
    how: str = "call",
    wording: str = "",
    place: str = "",
    given_at: datetime | None = None,
    actor: Actor | None = None,
) -> Consent:
    """What somebody answered, on the day they did. The newest answer counts; earlier ones stay. A yes taken back has
    its effect before this returns, whoever noted it; `actor` is who answered without one of us."""
    known = person or user
    shown = known.name if known else name.strip()
    if not shown or answer not in Consent.Answer.values:
        raise CannotName("Say who answered, and what.")
    consent = Consent.objects.create(
        call=call,
        person=person,
        user=user if not person else None,
        name=shown[:160],
        answer=answer,
        how=how,
        wording=wording.strip(),
        place=place,
        noted_by=by,
        given_at=given_at or now,
    )
    says = f"noted that {shown} {SAID[consent.answer]}" if by else SAID[consent.answer]  # type: ignore[index]
    note_deed("note_consent", consent, by=by or actor, now=now, company_id=call.company_id, says=says)
    if answer == Consent.Answer.WITHDRAWN and person:
        transaction.on_commit(lambda: remember("withdrawn", call=call.public_id, person=person.public_id))
    if answer != Consent.Answer.GIVEN:
        _take_effect(call, consent, by=by or actor, now=now)
    return consent


def _take_effect(call: Call, consent: Consent, *, by: Actor | None, now: datetime) -> None:
    if consent.answer == Consent.Answer.WITHDRAWN and not _was_away(call, consent):
        remove_unheard(call, NOT_TOLD_APART, now=now)
    for recording in Recording.objects.filter(call=call):
        if cut_withdrawn(recording, by=by, now=now):
            recording.refresh_from_db()
        if may_be_heard(recording):
            for read in _readers:
                read(recording, now)
        else:
            forget_reading(recording, now=now)


def _was_away(call: Call, consent: Consent) -> bool:
    if not (consent.person_id or consent.user_id):
        return False
    return not any(
        (each.attendance.person_id, each.attendance.user_id) == (consent.person_id, consent.user_id)
        for each in guests_of(call)
    )


@transaction.atomic
def cut_withdrawn(recording: Recording, *, by: Actor | None, now: datetime) -> int:
    """Every door to a recording comes by here first: who took the yes back is cut out before anything is read."""
    taken_back = [each.voice for each in consents_of(recording) if each.is_withdrawn]
    return sum(cut_voice(voice, Cut.Why.WITHDRAWN, by=by, now=now) is not None for voice in taken_back)


@transaction.atomic
def leave_out(voice: Voice, *, by: User, now: datetime) -> None:
    """Somebody who came late and was never asked, or said no: without their words the rest may be heard."""
    cut_voice(voice, Cut.Why.LEFT_OUT, by=by, now=now)


@transaction.atomic
def forget_reading(recording: Recording, *, now: datetime) -> None:
    """Without everyone's consent there is no reading, and nothing is found by its words; what somebody of us already
    decided on stays decided."""
    if recording.reading is not None:
        recording.reading, recording.heard_at = None, None
        recording.save(update_fields=["reading", "heard_at"])
        Proposal.objects.filter(recording=recording, verdict__isnull=True).delete()
    index_said(recording, now)


@transaction.atomic
def tie_consent(consent: Consent, recording: Recording, turn: int, *, by: User, now: datetime) -> Consent:
    """The yes was said here: the turn of whoever gave it."""
    turns = recording.conversation["turns"]
    voice = (
        Voice.objects.filter(recording=recording, number=turns[turn]["speaker"]).first() if turn < len(turns) else None
    )
    is_theirs = voice and any(
        each.voice.pk == voice.pk and each.consent and each.consent.pk == consent.pk for each in consents_of(recording)
    )
    if not is_theirs or consent.answer != Consent.Answer.GIVEN or recording.call_id != consent.call_id:
        raise CannotTie("Choose a line that this person said.")
    consent.recording, consent.turn, consent.quote = recording, turn, turns[turn]["text"]
    consent.save(update_fields=["recording", "turn", "quote"])
    says = f"found the place where {consent.name} said yes to the recording"
    note_deed("tie_consent", consent, by=by, now=now, company_id=consent.call.company_id, says=says)
    return consent
