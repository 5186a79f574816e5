"""The server of whisper.cpp, on this machine or beside it: POST /inference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from joinery.speech.kinds import CannotHear
from joinery.speech.sound import Sound
from joinery.speech.transcribers import Choice, Heard, Said
from joinery.speech.transcribers.openai_shaped import code_of, spread
from joinery.speech.transcribers.outside import Service, chance, entries, number, text

URL = "http://127.0.0.1:8080"


class WhisperCpp:
    tells_speakers = False

    def __init__(self, choice: Choice) -> None:
        key = (("Authorization", f"Bearer {choice.key}"),) if choice.key else ()
        self.service = Service("whisper.cpp", choice.url or URL, key)
        self.name = f"whisper.cpp, {choice.model or 'the model of the server'}"

    def hear(self, sound: Sound, language: str) -> Heard:
        fields = [("response_format", "verbose_json"), ("temperature", "0.0"), ("language", language or "auto")]
        said = self.service.post_form("/inference", sound.as_wav(), fields)
        if text(said.get("error")):
            raise CannotHear("whisper.cpp could not hear this recording.")
        words = tuple(_words(said)) or tuple(spread(said, sound.seconds))
        return Heard(words, language or code_of(text(said.get("language"))))


def _words(said: dict[str, Any]) -> Iterator[Said]:
    """Tokens that begin with a space begin a word; the rest belongs to the word before."""
    for segment in entries(said.get("segments")):
        begun: Said | None = None
        for token in entries(segment.get("words")):
            raw = token.get("word")
            start, end = number(token.get("start")), number(token.get("end"))
            if not isinstance(raw, str) or not raw.strip() or start is None or end is None:
                continue
            p = chance(token.get("probability"))
            if begun and not raw.startswith(" "):
                least = min((each for each in (begun.p, p) if each is not None), default=None)
                begun = Said(begun.text + raw.strip(), begun.start, max(begun.start, end), least)
                continue
            if begun:
                yield begun
            begun = Said(raw.strip(), start, max(start, end), p)
        if begun:
            yield begun
