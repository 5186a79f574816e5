"""The talk and its sound on one page: the ribbon above, the words below, what was mended, the clips cut out of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from joinery.calls.clips import heard_in, missing_in
from joinery.calls.consents import VoiceConsent
from joinery.calls.listening import audio_to_play
from joinery.calls.models import Audio, Clip, Mend, Proposal, Recording, Voice
from joinery.calls.placed import words_at
from joinery.calls.queries import clips_for, mends_for, proposals_for
from joinery.calls.stored import conversation_from_json, conversation_of, reading_of
from joinery.firm.models import User
from joinery.web.desk.calling.debriefing import Heard, heard_of
from joinery.web.desk.calling.said_words import said_html
from joinery.web.desk.calling.talk import Spoken, spoken
from joinery.web.ui.talk import Line, line_of

SPEEDS = ("0.75", "1", "1.25", "1.5", "1.75", "2")


@dataclass(frozen=True)
class PlayedTurn:
    spoken: Spoken
    html: str
    begins: float  # on the line of the ribbon
    is_doubtful: bool
    mends: list[Mend]

    @property
    def mended(self) -> Mend | None:
        """The newest mend, unless it took everything back."""
        return self.mends[-1] if self.mends and self.mends[-1].kind != Mend.Kind.BACK else None

    @property
    def as_heard(self) -> str:
        return str(self.mends[0].before["text"]) if self.mends else ""


@dataclass(frozen=True)
class ClipRow:
    clip: Clip
    who: str
    missing: list[str]


@dataclass(frozen=True)
class Player:
    recording: Recording
    heard: Heard
    audio: Audio | None
    line: Line
    turns: list[PlayedTurn]
    findings: int
    clips: list[ClipRow]

    speeds = SPEEDS

    @cached_property
    def doubtful(self) -> bool:
        return any(turn.is_doubtful for turn in self.turns)

    @property
    def voices(self) -> list[Voice]:
        return [each.voice for each in self.heard.consents]


def player_of(recording: Recording, user: User) -> Player:
    proposals = list(proposals_for(user).filter(recording=recording))
    heard = heard_of(recording, proposals)
    audio, line = audio_to_play(recording), line_of(conversation_from_json(recording.conversation))
    return Player(
        recording=recording,
        heard=heard,
        audio=audio if line.timed else None,
        line=line,
        turns=_turns(recording, proposals, line, list(mends_for(user).filter(recording=recording)), audio is not None),
        findings=len(proposals),
        clips=[_row(each, heard.consents) for each in clips_for(user).filter(recording=recording)],
    )


def _turns(
    recording: Recording, proposals: list[Proposal], line: Line, mends: Iterable[Mend], is_heard: bool
) -> list[PlayedTurn]:
    voices = list(recording.voices.select_related("person", "user"))
    lines = spoken(conversation_of(recording, voices), reading_of(recording, voices, proposals), proposals)
    by_turn: dict[int, list[Mend]] = {}
    for mend in mends:
        by_turn.setdefault(mend.turn, []).append(mend)
    return [_turn(recording, each, line, by_turn.get(each.number, []), is_heard) for each in lines]


def _turn(recording: Recording, said: Spoken, line: Line, mends: list[Mend], is_heard: bool) -> PlayedTurn:
    words = words_at(recording, said.number)
    text = recording.conversation["turns"][said.number]["text"]
    return PlayedTurn(
        said,
        said_html(text, said.pieces, words, is_timed=is_heard and line.timed),
        round(line.spans[said.number][0], 2),
        any(word.is_doubtful for word in words),
        mends if text.strip() else [],  # of what was cut out, nothing is shown that it once was
    )


def _row(clip: Clip, consents: list[VoiceConsent]) -> ClipRow:
    who = ", ".join(each.voice.shown_name for each in heard_in(clip, consents))
    return ClipRow(clip, who, missing_in(clip, consents))
