"""Hearing a recording: nothing before everyone who spoke consented; what is heard becomes proposals, never beliefs."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from joinery.calls.actions import (
    correct_voice,
    cut_withdrawn,
    forget_reading,
    note_consent,
    retell_clips,
    take_transcript,
)
from joinery.calls.consents import consents_of, may_be_heard
from joinery.calls.models import Call, PlannedQuestion, Proposal, Recording, Verdict, Voice
from joinery.calls.said import index_said
from joinery.calls.stored import conversation_of, reading_to_json, voices_of
from joinery.calls.tiers import tiers_of_the_firm
from joinery.customers.models import Person
from joinery.engine.candidates import Lists
from joinery.engine.conversation import Side
from joinery.engine.listen import listen
from joinery.engine.reading import Finding, Reading
from joinery.firm.models import User
from joinery.method.book import load_method
from joinery.method.covering import Asked, covered_turn
from joinery.opportunities.models import Alternative
from joinery.steps.propose_once import comes_to_the_same, proposed_once


def take_and_hear(
    call: Call, content: bytes | str, *, file_name: str = "", by: User, now: datetime
) -> tuple[Recording, bool]:
    """Takes a transcript in; the second value says whether it could be heard at once."""
    recording = take_transcript(call, content, file_name=file_name, by=by, now=now)
    return recording, recording.reading is not None or hear_recording(recording, now=now)


@transaction.atomic
def name_and_hear(
    voice: Voice, *, by: User, now: datetime, person: Person | None = None, user: User | None = None, side: str = ""
) -> None:
    """Who spoke, once and everywhere; what hangs on it is heard again, and verdicts on what did not change stay."""
    for recording in correct_voice(voice, person=person, user=user, side=side, by=by, now=now):
        hear_recording(recording, now=now)


@transaction.atomic
def agree_and_hear(
    call: Call,
    answers: list[tuple[Voice, str]],
    *,
    by: User,
    now: datetime,
    how: str = "call",
    wording: str = "",
) -> None:
    """Notes what each voice answered. A no ends the hearing; what somebody said who takes a yes back is cut out."""
    for voice, answer in answers:
        who = {"person": voice.person} if voice.person else {"user": voice.user} if voice.user else {"name": voice.name}
        note_consent(call, answer, how=how, wording=wording, by=by, now=now, **who)
    for recording in Recording.objects.filter(call=call):
        hear_recording(recording, now=now)


@transaction.atomic
def hear_recording(recording: Recording, *, now: datetime) -> bool:
    """Whether it was heard. Hearing it twice changes nothing."""
    recording = Recording.objects.select_for_update().select_related("call").get(pk=recording.pk)
    if cut_withdrawn(recording, by=None, now=now):
        recording.refresh_from_db()
    retell_clips(recording)
    if not may_be_heard(recording):
        forget_reading(recording, now=now)
        return False
    voices = voices_of(recording)
    conversation = conversation_of(recording, voices)
    sides: dict[str, Side] = {one.name: one.side for one in conversation.speakers if one.side != "unknown"}
    held = recording.call.held_at or recording.call.starts_at
    said_on = held.astimezone(ZoneInfo(recording.call.zone)).date()
    write_down(
        recording,
        listen(
            conversation,
            load_method(settings.METHOD_FOLDER),
            sides or None,
            said_on=said_on,
            tiers=tiers_of_the_firm(),
            lists=_known_by_name(recording.call),
            patiently=True,
        ),
        now=now,
    )
    index_said(recording, now)
    return True


def _known_by_name(call: Call) -> Lists:
    """The customer's people, and the other ways that we know they have."""
    rivals = Alternative.objects.filter(opportunity__company=call.company_id, kind=Alternative.Kind.SUPPLIER)
    people = Person.objects.filter(company=call.company_id)
    return Lists(
        competitors=tuple(rivals.values_list("name", flat=True).distinct()),
        people=tuple(people.values_list("name", flat=True)),
    )


@transaction.atomic
def write_down(recording: Recording, reading: Reading, *, now: datetime) -> None:
    """Keeps a reading: sides guessed, proposals made, planned questions ticked off."""
    voices = {voice.number: voice for voice in Voice.objects.filter(recording=recording)}
    for number, speaker in enumerate(reading.conversation.speakers):
        voice = voices[number]
        if voice.side == "unknown" and speaker.side != "unknown":
            voice.side = speaker.side
            voice.save(update_fields=["side"])
    recording.reading = reading_to_json(reading)
    recording.method_edition = reading.method_edition[:16]
    recording.heard_at = now
    recording.save(update_fields=["reading", "method_edition", "heard_at"])
    _propose(recording, reading, voices)
    _tick_off(recording, reading)


def _propose(recording: Recording, reading: Reading, voices: dict[int, Voice]) -> None:
    """What was proposed and is heard again keeps its verdict; what is no longer heard goes, unless it was decided."""
    before = {_place(each): each for each in Proposal.objects.filter(recording=recording).select_related("verdict")}
    decided = [each for each in before.values() if hasattr(each, "verdict")]
    heard: set[tuple[str, int, int, int]] = set()
    for finding in proposed_once(reading.findings):
        if _place(finding) in heard or (_place(finding) not in before and _is_among(finding, decided)):
            continue
        heard.add(_place(finding))
        values = _values(finding, voices[finding.speaker])
        known = before.get(_place(finding))
        if known is None:
            Proposal.objects.create(recording=recording, **values)
        elif not hasattr(known, "verdict"):
            Proposal.objects.filter(pk=known.pk).update(**values)
    gone = [each.pk for place, each in before.items() if place not in heard and not hasattr(each, "verdict")]
    Proposal.objects.filter(pk__in=gone).delete()


def _is_among(finding: Finding, decided: list[Proposal]) -> bool:
    """Words that somebody decided on are not proposed again because a mend made them longer or shorter, nor what was
    accepted as something else that comes to the same."""
    return any(_is_settled(finding, each) for each in decided)


def _is_settled(finding: Finding, by: Proposal) -> bool:
    if (finding.kind, finding.turn) == (by.kind, by.turn):
        return by.start < finding.end and by.end > finding.start
    return by.verdict.answer != Verdict.Answer.DROPPED and comes_to_the_same(finding, by)


def _place(one: Proposal | Finding) -> tuple[str, int, int, int]:
    return one.kind, one.turn, one.start, one.end


def _values(finding: Finding, voice: Voice) -> dict[str, object]:
    return {
        "voice": voice,
        "kind": finding.kind,
        "sort": finding.sort[:12],
        "side": finding.side,
        "turn": finding.turn,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "owner_name": finding.owner[:160],
        "due": finding.due,
        "due_words": finding.due_words[:120],
        "confidence": finding.confidence,
        "heard_by": finding.heard_by[:60],
        "tier": finding.tier,
        "cues": list(finding.cues),
    }


def _tick_off(recording: Recording, reading: Reading) -> None:
    asked = []
    for number, turn in enumerate(reading.conversation.turns):
        if reading.conversation.speakers[turn.speaker].side == "customer":
            continue
        kinds = [act.kind.partition(".") for act in reading.acts[number]]
        sorts = [sort for family, _, sort in kinds if family == "ask"]
        if sorts or any(family == "agree" for family, _, _ in kinds):
            asked.append(Asked(number, turn.text, sorts[0] if sorts else "agree"))
    for question in PlannedQuestion.objects.filter(plan__call_id=recording.call_id):
        covered = covered_turn(question.code, question.words, asked)
        if covered != question.covered_turn:
            PlannedQuestion.objects.filter(pk=question.pk).update(covered_turn=covered)


def missing_consents(recording: Recording) -> list[str]:
    return [each.voice.shown_name for each in consents_of(recording) if not each.is_given]
