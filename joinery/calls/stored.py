"""A conversation and its reading, to and from what a recording keeps: pictures are drawn without listening again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from joinery.calls.models import Proposal, Recording, Voice
from joinery.engine.conversation import Conversation, Side, Speaker, Turn, Word
from joinery.engine.formats.own import word_fields
from joinery.engine.reading import Act, Finding, Reading


def conversation_to_json(conversation: Conversation) -> dict[str, Any]:
    return {
        "source": conversation.source,
        "title": conversation.title,
        "held_on": conversation.held_on.isoformat() if conversation.held_on else None,
        "speakers": [{"name": one.name, "side": one.side, "email": one.email} for one in conversation.speakers],
        "turns": [turn_to_json(turn) for turn in conversation.turns],
        "remarks": list(conversation.remarks),
    }


def turn_to_json(turn: Turn) -> dict[str, Any]:
    kept: dict[str, Any] = {"speaker": turn.speaker, "start": turn.start, "end": turn.end, "text": turn.text}
    return {**kept, "words": [word_fields(word) for word in turn.words]} if turn.words else kept


def turn_from_json(kept: Mapping[str, Any]) -> Turn:
    words = tuple(Word(*word) for word in kept.get("words", ()))
    return Turn(kept["speaker"], kept["text"], kept.get("start"), kept.get("end"), words)


def conversation_from_json(kept: Mapping[str, Any]) -> Conversation:
    return Conversation(
        speakers=tuple(Speaker(one["name"], one["side"], one.get("email", "")) for one in kept["speakers"]),
        turns=tuple(turn_from_json(each) for each in kept["turns"]),
        source=kept["source"],
        title=kept.get("title", ""),
        held_on=date.fromisoformat(kept["held_on"]) if kept.get("held_on") else None,
        remarks=tuple(kept.get("remarks", ())),
    )


def voices_of(recording: Recording) -> list[Voice]:
    """With whoever they were said to be."""
    return list(Voice.objects.filter(recording=recording).select_related("person", "user"))


def conversation_of(recording: Recording, voices: Iterable[Voice]) -> Conversation:
    """As it was said, with the names and sides that we know by now."""
    conversation = conversation_from_json(recording.conversation)
    known = {voice.number: voice for voice in voices}
    speakers = tuple(
        replace(speaker, name=known[number].shown_name, side=cast(Side, known[number].side))
        if number in known
        else speaker
        for number, speaker in enumerate(conversation.speakers)
    )
    return replace(conversation, speakers=speakers)


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Without the findings that are shown: they are kept as proposals."""
    return {
        "acts": [[[act.kind, act.start, act.end] for act in acts] for acts in reading.acts],
        "measures": reading.measures,
        "cannot_tell": list(reading.cannot_tell),
        "unsure": [_unsure(finding) for finding in reading.unsure],
    }


def _unsure(finding: Finding) -> dict[str, Any]:
    """A hidden finding; it becomes a proposal only when somebody keeps it."""
    names = ("kind", "sort", "speaker", "turn", "start", "end", "quote", "confidence", "heard_by")
    return {**{name: getattr(finding, name) for name in names}, "cues": list(finding.cues)}


def reading_of(recording: Recording, voices: Iterable[Voice], proposals: Iterable[Proposal]) -> Reading | None:
    """The reading as it was heard, put together again; None while nothing has been heard."""
    if recording.reading is None:
        return None
    voices = list(voices)
    numbers = {voice.pk: voice.number for voice in voices}
    return Reading(
        conversation=conversation_of(recording, voices),
        acts=tuple(tuple(Act(*act) for act in acts) for acts in recording.reading["acts"]),
        measures=dict(recording.reading["measures"]),
        findings=tuple(_finding(proposal, numbers[proposal.voice_id]) for proposal in proposals),
        cannot_tell=tuple(recording.reading["cannot_tell"]),
        method_edition=recording.method_edition,
    )


def _finding(proposal: Proposal, speaker: int) -> Finding:
    return Finding(
        kind=proposal.kind,
        side=cast(Side, proposal.side),
        speaker=speaker,
        turn=proposal.turn,
        start=proposal.start,
        end=proposal.end,
        quote=proposal.quote,
        confidence=proposal.confidence,
        heard_by=proposal.heard_by,
        sort=proposal.sort,
        owner=proposal.owner_name,
        due=proposal.due,
        due_words=proposal.due_words,
        tier=proposal.tier,
        cues=tuple(proposal.cues),
    )
