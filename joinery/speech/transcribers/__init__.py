"""Who turns sound into words: a model on this machine, or a service that the firm has chosen. One interface."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from joinery.speech.kinds import CannotHear
from joinery.speech.sound import Sound


@dataclass(frozen=True, slots=True)
class Said:
    """A word, its seconds from the start, how sure the recogniser was (0 to 1), and who said it where it tells."""

    text: str
    start: float
    end: float
    p: float | None = None
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    words: tuple[Said, ...]
    language: str = ""


class Transcriber(Protocol):
    """`name` is kept with the transcript: engine, model, version. One that `tells_speakers` is given the whole
    recording with all its channels; any other gets pieces of a few minutes with one channel each."""

    name: str
    tells_speakers: bool

    def hear(self, sound: Sound, language: str) -> Heard:
        """`language` is a code like "en", or "" where it is to be found out. Raises CannotHear."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """What the firm chose; all of it empty is the model on this machine."""

    engine: str = ""  # local, openai, whisper.cpp, deepgram, assemblyai
    model: str = ""
    url: str = ""
    key: str = ""

    @classmethod
    def of_environment(cls) -> Choice:
        names = ("JOINERY_SPEECH", "JOINERY_SPEECH_MODEL", "JOINERY_SPEECH_URL", "JOINERY_SPEECH_KEY")
        return cls(*(os.environ.get(name, "").strip() for name in names))

    @property
    def service(self) -> str:
        """Who outside gets the sound; empty where it stays here."""
        return "" if self.engine in ("", "local") else self.engine


ENGINES = {
    "local": "joinery.speech.transcribers.local:Local",
    "openai": "joinery.speech.transcribers.openai_shaped:OpenAiShaped",
    "whisper.cpp": "joinery.speech.transcribers.whisper_cpp:WhisperCpp",
    "deepgram": "joinery.speech.transcribers.deepgram:Deepgram",
    "assemblyai": "joinery.speech.transcribers.assemblyai:AssemblyAi",
}


def transcriber_of(choice: Choice) -> Transcriber:
    place = ENGINES.get(choice.engine or "local")
    if place is None:
        raise CannotHear(f"JOINERY_SPEECH={choice.engine} is not known; there are {', '.join(ENGINES)}.")
    module, _, name = place.partition(":")
    made: Transcriber = getattr(import_module(module), name)(choice)
    return made
