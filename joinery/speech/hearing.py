"""Hearing a recording from its samples to a conversation with speakers, turns, words, and how sure each word is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

from joinery.engine.conversation import Conversation, Speaker
from joinery.speech.introductions import with_names
from joinery.speech.kinds import CannotHear
from joinery.speech.sound import RATE, Sound, pieces_of
from joinery.speech.stereo import has_a_party_each, parted
from joinery.speech.transcribers import Heard, Said, Transcriber
from joinery.speech.turns import turns_of, with_voices
from joinery.speech.voices.diarizer import can_tell_voices, who_spoke

OnProgress = Callable[[float], None]  # from 0 to 1
VOICES = 0.12  # share of the work that telling the voices apart is

NO_WORDS = "Nobody says a word in this recording."
GROUPS = "Who spoke was told by the sound of the voices; in a group of four and more that goes wrong often."
ONE_VOICE = "Who spoke could not be told: what belongs to it is not installed."


def hear(
    sound: Sound,
    transcriber: Transcriber,
    *,
    language: str = "",
    voices: int | None = None,
    on_progress: OnProgress = lambda share: None,
    kept: Path | None = None,
) -> Conversation:
    """`voices` is how many people speak, where somebody knows. What was heard of each piece is kept in the folder
    `kept` until all is heard: after a crash the work goes on with the next piece."""
    remarks = list(sound.remarks)
    if transcriber.tells_speakers:
        words = list(transcriber.hear(sound, language).words)
    elif voices != 1 and has_a_party_each(sound):
        sides = parted(sound)
        words = []
        for number, side in enumerate(sides):
            heard = _words_in(side, transcriber, language, _part(on_progress, number / 2, 0.5), kept, f"side {number}")
            words += [replace(word, speaker=str(number)) for word in heard]
    else:
        mono = Sound(sound.channels, sound.remarks)
        words = _words_in(mono, transcriber, language, _part(on_progress, 0.0, 1 - VOICES), kept, "mix")
        words = _by_voice(mono, words, voices, remarks)
    on_progress(1.0)
    return _conversation(words, transcriber.name, remarks)


def _part(on_progress: OnProgress, start: float, share: float) -> OnProgress:
    return lambda done: on_progress(start + share * done)


def _words_in(
    sound: Sound, transcriber: Transcriber, language: str, on_progress: OnProgress, kept: Path | None, part: str
) -> list[Said]:
    words: list[Said] = []
    for first, last in pieces_of(sound):
        place = kept / f"{_key(transcriber.name, language, part, first, last)}.json" if kept else None
        heard = _remembered(place)
        if heard is None:
            heard = transcriber.hear(Sound(sound.between(first, last).mono()), language)
            _remember(place, heard)
        language = language or heard.language  # found out once, so that a piece of few words cannot change it
        words += [replace(word, start=word.start + first / RATE, end=word.end + first / RATE) for word in heard.words]
        on_progress(last / len(sound.channels))
    return words


def _key(*told: object) -> str:
    return sha256(json.dumps(told).encode()).hexdigest()[:24]


def _remembered(place: Path | None) -> Heard | None:
    try:
        told = json.loads(place.read_text()) if place else None
        return Heard(tuple(Said(**word) for word in told["words"]), told["language"]) if told else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _remember(place: Path | None, heard: Heard) -> None:
    if place:
        beside = place.with_suffix(".part")
        beside.write_text(json.dumps(asdict(heard)))
        beside.replace(place)


def _by_voice(sound: Sound, words: list[Said], voices: int | None, remarks: list[str]) -> list[Said]:
    if voices == 1:
        return with_voices(words, [])
    if not can_tell_voices():
        remarks.append(ONE_VOICE)
        return with_voices(words, [])
    spoken = who_spoke(sound, voices)
    if len({each.voice for each in spoken}) > 3:
        remarks.append(GROUPS)
    return with_voices(words, spoken)


def _conversation(words: list[Said], heard_with: str, remarks: list[str]) -> Conversation:
    words = [word for word in words if word.text]
    if not words:
        raise CannotHear(NO_WORDS)
    names, turns = turns_of(words)
    doubtful = sum(word.is_doubtful for turn in turns for word in turn.words)
    remarks = [*remarks, *_doubts(doubtful, len(words)), f"Heard by {heard_with}."]
    speakers = tuple(Speaker(f"Speaker {number}") for number in range(1, len(names) + 1))
    return with_names(Conversation(speakers, tuple(turns), "recording", remarks=tuple(remarks)))


def _doubts(doubtful: int, words: int) -> Iterator[str]:
    if doubtful:
        yield f"{doubtful} of {words} words were not heard clearly: listen before you lean on them."
