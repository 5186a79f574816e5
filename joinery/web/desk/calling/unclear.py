"""What has to be listened to before it is accepted: from when to when, and whether there is a sound to play."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from joinery.calls.listening import audio_to_play, is_doubted, unheard_of
from joinery.calls.models import Proposal, Recording
from joinery.calls.placed import stretch_at, turn_at
from joinery.engine.doubts import doubts_in
from joinery.firm.models import User


@dataclass(frozen=True)
class Unclear:
    """`words` were not heard clearly; `audio` is the public id of what can be played, "" where nothing can."""

    words: list[str]
    audio: str = ""
    start: float = 0.0
    end: float = 0.0

    @property
    def seconds(self) -> int:
        return max(round(self.end - self.start), 1)


def unclear_for(proposals: Iterable[Proposal], by: User) -> dict[int, Unclear]:
    """By the proposal's key; only what this reader has not listened to and nobody has decided on."""
    waiting = [each for each in proposals if not hasattr(each, "verdict")]
    unheard = unheard_of(waiting, by)
    sounds: dict[int, str] = {}
    return {each.pk: _unclear(each, sounds) for each in waiting if each.pk in unheard}


def heard_with(proposal: Proposal, waiting: QuerySet[Proposal], by: User) -> list[Proposal]:
    """The others that stand on words of the same turn, and that wait for nobody to listen any more."""
    same_turn = waiting.filter(recording=proposal.recording, turn=proposal.turn).exclude(pk=proposal.pk)
    beside = [each for each in same_turn if is_doubted(each)]
    unheard = unheard_of(beside, by)
    return [each for each in beside if each.pk not in unheard]


def _unclear(proposal: Proposal, sounds: dict[int, str]) -> Unclear:
    recording = proposal.recording
    if recording.pk not in sounds:
        sounds[recording.pk] = _sound(recording)
    turn = turn_at(recording, proposal.turn)
    words = [turn.text[a:b].strip(".,?!;:") for a, b in doubts_in(turn) if a < proposal.end and b > proposal.start]
    stretch = stretch_at(recording, proposal.turn, proposal.start, proposal.end)
    if not sounds[recording.pk] or stretch is None:
        return Unclear(words)
    return Unclear(words, sounds[recording.pk], *stretch)


def _sound(recording: Recording) -> str:
    audio = audio_to_play(recording)
    return audio.public_id if audio else ""
