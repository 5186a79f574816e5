"""Any service that answers POST …/audio/transcriptions as OpenAI does: theirs, or one of the many that imitate it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from joinery.speech.sound import Sound
from joinery.speech.transcribers import Choice, Heard, Said
from joinery.speech.transcribers.outside import Service, chance, entries, number, text

URL, MODEL = "https://api.openai.com/v1", "whisper-1"


class OpenAiShaped:
    tells_speakers = False

    def __init__(self, choice: Choice) -> None:
        key = (("Authorization", f"Bearer {choice.key}"),) if choice.key else ()
        self.service = Service("openai", choice.url or URL, key)
        self.model = choice.model or MODEL
        self.name = f"openai, {self.model}"

    def hear(self, sound: Sound, language: str) -> Heard:
        fields = [("model", self.model), ("response_format", "verbose_json")]
        fields += [("timestamp_granularities[]", "word"), ("timestamp_granularities[]", "segment")]
        if language:
            fields.append(("language", language))
        said = self.service.post_form("/audio/transcriptions", sound.as_wav(), fields)
        words = tuple(words_of(said)) or tuple(spread(said, sound.seconds))
        return Heard(words, language or code_of(text(said.get("language"))))


def words_of(said: dict[str, Any]) -> Iterator[Said]:
    """Words with times. They may come without marks, then the marks are taken from the segments' texts."""
    marked = " ".join(text(each.get("text")) for each in entries(said.get("segments"))).split()
    words = [each for each in entries(said.get("words")) if text(first(each, "word", "text"))]
    is_same = len(marked) == len(words)
    for place, each in enumerate(words):
        start, end = number(each.get("start")), number(each.get("end"))
        if start is not None and end is not None:
            shown = marked[place] if is_same else text(first(each, "word", "text"))
            yield Said(shown, start, max(start, end), chance(first(each, "probability", "confidence")))


def spread(said: dict[str, Any], seconds: float) -> Iterator[Said]:
    """Without times for words each word gets its share of its segment's time."""
    segments = list(entries(said.get("segments"))) or [{"text": said.get("text"), "start": 0.0, "end": seconds}]
    for each in segments:
        words, start = text(each.get("text")).split(), number(each.get("start")) or 0.0
        step = (max(number(each.get("end")) or seconds, start) - start) / max(1, len(words))
        for place, word in enumerate(words):
            yield Said(word, round(start + place * step, 2), round(start + (place + 1) * step, 2))


def first(each: dict[str, Any], *names: str) -> Any:
    return next((each[name] for name in names if each.get(name) is not None), None)


_CODES = {"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "dutch": "nl"}


def code_of(language: str) -> str:
    """OpenAI writes the language out."""
    return _CODES.get(language.lower(), language if len(language) == 2 else "")
