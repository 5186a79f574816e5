"""What was said: speakers, turns and words, as the source has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Side = Literal["seller", "customer", "unknown"]


class CannotRead(ValueError):
    """The file is not a conversation that we can read; the message says what and where, in one line."""


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word; times in seconds from the start, or None where the source has none."""

    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. `email` only where the source carries one."""

    name: str
    side: Side = "unknown"
    email: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance as the source cuts it. `speaker` is an index into Conversation.speakers; times in seconds."""

    speaker: int
    text: str
    start: float | None = None
    end: float | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """A talk as read from one source: nothing added, nothing mended."""

    speakers: tuple[Speaker, ...]
    turns: tuple[Turn, ...]
    source: str  # the format it came from: "zoom", "teams", "srt", "otter", "meet", "gong", "whisper", ...
    title: str = ""
    held_on: date | None = None  # only when the file itself says so
    remarks: tuple[str, ...] = field(default=())  # what was odd in the file, a sentence each
