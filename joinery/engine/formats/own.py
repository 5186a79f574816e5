"""Joinery's own JSON: turns one to one, words as they stand. Also what `joinery listen --json` writes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from joinery.engine.conversation import CannotRead, Conversation, Side, Speaker, Turn, Word
from joinery.engine.formats.clock import in_seconds
from joinery.engine.formats.draft import (
    LONGEST_NAME,
    MOST_TURNS,
    UNKNOWN,
    Draft,
    clean,
    odd_times,
    one_line,
    too_many_turns,
)
from joinery.engine.formats.json_shapes import Fields, chance_in, objects, words_in
from joinery.lib.late import late

_SOURCE = late(r"[a-z][a-z0-9_-]{0,30}")
_SIDES: dict[Any, Side] = {
    "seller": "seller",
    "customer": "customer",
    "unknown": "unknown",
    None: "unknown",
    "": "unknown",
}


def as_json(conversation: Conversation) -> str:
    """The conversation in our own format; `read` gives back the same conversation."""
    return json.dumps(
        {
            "source": conversation.source,
            "title": conversation.title,
            "held_on": conversation.held_on.isoformat() if conversation.held_on else None,
            "speakers": [
                {"name": speaker.name, "side": speaker.side, "email": speaker.email}
                for speaker in conversation.speakers
            ],
            "turns": [_turn_fields(turn) for turn in conversation.turns],
            "remarks": list(conversation.remarks),
        },
        ensure_ascii=False,
    )


def _turn_fields(turn: Turn) -> Fields:
    fields: Fields = {"speaker": turn.speaker, "start": turn.start, "end": turn.end, "text": turn.text}
    if turn.words:
        fields["words"] = [word_fields(word) for word in turn.words]
    return fields


def word_fields(word: Word) -> list[Any]:
    """How sure the recogniser was stands fourth, where it said so."""
    return [word.text, word.start, word.end] if word.p is None else [word.text, word.start, word.end, word.p]


def read_own(fields: Fields) -> Conversation:
    draft = Draft("joinery")
    source = fields.get("source")
    if isinstance(source, str) and _SOURCE.fullmatch(source):
        draft.source = source
    _read_speakers(draft, fields.get("speakers"))
    by_name = {speaker.name: place for place, speaker in reversed(list(enumerate(draft.speakers)))}
    if len(fields["turns"]) > MOST_TURNS:
        raise too_many_turns()
    for number, item in enumerate(objects(fields["turns"], "turns"), start=1):
        speaker = _speaker(draft, by_name, item.get("speaker"), number)
        draft.add(_turn(item, speaker, number))
    if not draft.turns:
        raise CannotRead("This conversation has no turns in it.")
    noted = fields.get("remarks")
    remarks = [one_line(line) for line in noted if isinstance(line, str)] if isinstance(noted, list) else []
    return Conversation(
        speakers=tuple(draft.speakers),
        turns=tuple(draft.turns),
        source=draft.source,
        title=clean(words_in(fields.get("title"))),
        held_on=_day(fields.get("held_on")),
        remarks=tuple(dict.fromkeys([*remarks, *odd_times(draft.turns)])),
    )


def _read_speakers(draft: Draft, value: Any) -> None:
    if value is not None and not isinstance(value, list):
        raise CannotRead("In this JSON “speakers” is not a list.")
    for number, item in enumerate(value or [], start=1):
        item = {"name": item} if isinstance(item, str) else item
        if not isinstance(item, dict):
            raise CannotRead(f"Speaker {number} is not an object with a name.")
        side = item.get("side")
        if not isinstance(side, str | None) or side not in _SIDES:
            raise CannotRead(f"The side of speaker {number} is not seller, customer or unknown.")
        name = clean(words_in(item.get("name")))
        draft.speakers.append(Speaker(name or f"Speaker {number}", _SIDES[side], clean(words_in(item.get("email")))))


def _speaker(draft: Draft, by_name: dict[str, int], value: Any, number: int) -> int:
    """A speaker by place in the list or by name; a name that is not in the list is added to it."""
    if isinstance(value, int) and not isinstance(value, bool):
        if 0 <= value < len(draft.speakers):
            return value
        raise CannotRead(f"Turn {number:,} is spoken by number {str(value)[:12]}, who is not in the list of speakers.")
    if value is not None and not isinstance(value, str):
        raise CannotRead(f"The speaker of turn {number:,} is neither a name nor a number.")
    name = clean(value or "")[:LONGEST_NAME] or UNKNOWN
    if name not in by_name:
        by_name[name] = len(draft.speakers)
        draft.speakers.append(Speaker(name))
    return by_name[name]


def _turn(item: Fields, speaker: int, number: int) -> Turn:
    if not isinstance(item.get("text"), str):
        raise CannotRead(f"Turn {number:,} has no text.")
    words = item.get("words")
    return Turn(
        speaker=speaker,
        text=clean(item["text"]),
        start=in_seconds(item.get("start")),
        end=in_seconds(item.get("end")),
        words=tuple(_word(word, number) for word in words) if isinstance(words, list) else (),
    )


def _word(value: Any, turn: int) -> Word:
    if isinstance(value, dict):
        value = [value.get("text"), value.get("start"), value.get("end"), value.get("p")]
    if not isinstance(value, list) or len(value) not in (3, 4) or not isinstance(value[0], str):
        raise CannotRead(f"A word of turn {turn:,} is not [text, start, end].")
    return Word(clean(value[0]), in_seconds(value[1]), in_seconds(value[2]), chance_in(value[3] if value[3:] else None))


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
