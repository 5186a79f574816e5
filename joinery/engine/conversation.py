"""What was said: speakers, turns and words, as the source has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Side = Literal["seller", "customer", "unknown"]


class CannotRead(ValueError):
    """The file is not a conversation that we can read; the message says what and where, in one line."""


DOUBTFUL = 0.5  # a word that its recogniser was less sure of is not evidence before somebody has listened to it


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word; times in seconds from the start, or None where the source has none. `p` is how sure the
    recogniser was of it, from 0 to 1; None where a person wrote it down, or nobody says."""

    text: str
    start: float | None = None
    end: float | None = None
    p: float | None = None

    @property
    def is_doubtful(self) -> bool:
        return self.p is not None and self.p < DOUBTFUL


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
