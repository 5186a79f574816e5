"""What a clip holds: whose voices are heard in it, whether they all agreed, its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from joinery.calls.consents import VoiceConsent, consents_of
from joinery.calls.models import Clip, Recording, Voice


class Line(TypedDict):
    """What one person says in it; `at` in seconds of the clip."""

    who: str
    ours: bool
    says: str
    at: float | None


def heard_in(clip: Clip, consents: Iterable[VoiceConsent] | None = None) -> list[VoiceConsent]:
    """Everybody who is heard in it, also those who only speak in between. `consents` where somebody has asked."""
    known = consents_of(clip.recording) if consents is None else consents
    numbers = {turn["speaker"] for number, turn in enumerate(_turns(clip.recording)) if _is_heard(clip, number, turn)}
    return [each for each in known if each.voice.number in numbers]


def missing_in(clip: Clip, consents: Iterable[VoiceConsent] | None = None) -> list[str]:
    """Who is heard in it and has not agreed, or no longer does. With nobody known in it, nobody has agreed."""
    heard = heard_in(clip, consents)
    return [each.voice.shown_name for each in heard if not each.is_given] if heard else ["Somebody"]


def lines_of(clip: Clip, voices: Iterable[Voice]) -> list[Line]:
    """Its words as the recording has them now."""
    known = {voice.number: voice for voice in voices}
    turns, lines = _turns(clip.recording), list[Line]()
    for number in range(clip.first_turn, min(clip.last_turn, len(turns) - 1) + 1):
        text, voice = turns[number]["text"], known.get(turns[number]["speaker"])
        end = clip.last if number == clip.last_turn else len(text)
        says = text[clip.first if number == clip.first_turn else 0 : end].strip()
        at = turns[number].get("start") if clip.start is not None else None
        if says:
            lines.append(
                {
                    "who": voice.shown_name if voice else "",
                    "ours": voice is not None and voice.side == "seller",
                    "says": says,
                    "at": None if at is None or clip.start is None else round(max(at - clip.start, 0.0), 1),
                }
            )
    return lines


def _is_heard(clip: Clip, number: int, turn: dict[str, Any]) -> bool:
    if clip.first_turn <= number <= clip.last_turn:
        return True
    start, end = turn.get("start"), turn.get("end")
    if clip.start is None or clip.end is None or start is None or end is None:
        return False
    return bool(start < clip.end and end > clip.start)


def _turns(recording: Recording) -> list[dict[str, Any]]:
    turns: list[dict[str, Any]] = recording.conversation["turns"]
    return turns
