"""A reading as one JSON object on one line, for programs."""

from __future__ import annotations

import json
import math

from joinery.engine.conversation import Turn
from joinery.engine.formats.own import word_fields
from joinery.engine.reading import Act, Finding, Reading
from joinery.lib.plain_text import escape_unseen
from joinery.web.ui.talk import Part, parts_of


def as_line(reading: Reading, source: str, *, is_unicode: bool = True) -> str:
    speakers, turns = reading.conversation.speakers, reading.conversation.turns
    said = {
        "source": source,
        "speakers": [_part(part) for part in parts_of(reading)],
        "turns": [
            _turn(number, turn, speakers[turn.speaker].name, speakers[turn.speaker].side, reading.acts[number])
            for number, turn in enumerate(turns)
        ],
        "measures": {name: _number(value) for name, value in reading.measures.items()},
        "findings": [_finding(finding, speakers[finding.speaker].name) for finding in reading.findings],
        "not_sure": [_finding(finding, speakers[finding.speaker].name) for finding in reading.unsure],
        "cannot_tell": list(reading.cannot_tell),
        "method_edition": reading.method_edition,
    }
    # A line must stay one line for every reader, and must not steer the terminal it is printed on.
    return escape_unseen(json.dumps(said, ensure_ascii=not is_unicode, allow_nan=False, separators=(",", ":")))


def _part(part: Part) -> dict[str, object]:
    return {
        "name": part.name,
        "side": part.side,
        "words": part.words,
        "seconds": _number(part.seconds),
        "share": _number(part.share),
    }


def _turn(number: int, turn: Turn, speaker: str, side: str, acts: tuple[Act, ...]) -> dict[str, object]:
    said = {
        "index": number,
        "speaker": speaker,
        "side": side,
        "start": _number(turn.start),
        "end": _number(turn.end),
        "text": turn.text,
        "acts": [act.kind for act in acts],
    }
    # Only where a recogniser said how sure it was: then each word with its times counts.
    return {**said, "words": [word_fields(word) for word in turn.words]} if any(word.p for word in turn.words) else said


def _finding(finding: Finding, speaker: str) -> dict[str, object]:
    return {
        "kind": finding.kind,
        "sort": finding.sort,
        "side": finding.side,
        "speaker": speaker,
        "turn": finding.turn,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "owner": finding.owner,
        "due": finding.due.isoformat() if finding.due else None,
        "due_words": finding.due_words,
        "confidence": _number(finding.confidence),
        "tier": finding.tier,
        "heard_by": finding.heard_by,
        "cues": list(finding.cues),
    }


def _number(value: float | None) -> float | None:
    """JSON has no NaN and no infinity: what is not a number is not known. A tenth of a millisecond is enough."""
    return round(value, 4) if value is not None and math.isfinite(value) else None
