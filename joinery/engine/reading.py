"""What the engine heard in a conversation: acts, measures, findings, and what it could not tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from joinery.engine.conversation import Conversation, Side


@dataclass(frozen=True, slots=True)
class Act:
    """What one sentence does. `kind` is "ask", "tell", "agree", "react", "backchannel" or "social", with its sort
    behind a dot where known ("ask.discover", "tell.price"). start and end are characters of the turn's text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A line worth a seller's attention. `quote == turns[turn].text[start:end]`, always."""

    kind: str
    side: Side
    speaker: int
    turn: int
    start: int
    end: int
    quote: str
    confidence: float  # 0..1
    heard_by: str  # the rule or model that heard it
    sort: str = (
        ""  # concept: fix, accomplish, avoid; need: felt, wanted; yellow_light: timing, price, people, risk, ...
    )
    owner: str = ""  # promise, request, call_to_action: the name of who would do it
    due: date | None = None
    due_words: str = ""  # the words that gave the date
    tier: str = "likely"  # "sure", "likely", or "hidden" unless asked for
    cues: tuple[str, ...] = ()  # what spoke for it most


@dataclass(frozen=True, slots=True)
class Reading:
    """A conversation, heard. `acts[i]` belongs to `conversation.turns[i]`; a measure that the source cannot
    support is not in `measures`: its name stands in `cannot_tell`."""

    conversation: Conversation  # with the sides that were given or guessed
    acts: tuple[tuple[Act, ...], ...]
    measures: dict[str, float]
    findings: tuple[Finding, ...]
    cannot_tell: tuple[str, ...]
    method_edition: str
    unsure: tuple[Finding, ...] = ()  # the hidden tier: shown only when somebody asks for it
