"""Deepgram: the whole recording in one go; it says who speaks, by channel or by voice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from joinery.speech.sound import Sound
from joinery.speech.stereo import has_a_party_each
from joinery.speech.transcribers import Choice, Heard, Said
from joinery.speech.transcribers.openai_shaped import first
from joinery.speech.transcribers.outside import Service, chance, entries, number, text, with_query

URL, MODEL = "https://api.deepgram.com", "nova-2"


class Deepgram:
    tells_speakers = True

    def __init__(self, choice: Choice) -> None:
        key = (("Authorization", f"Token {choice.key}"),) if choice.key else ()
        self.service = Service("deepgram", choice.url or URL, key)
        self.model = choice.model or MODEL
        self.name = f"deepgram, {self.model}"

    def hear(self, sound: Sound, language: str) -> Heard:
        by_channel = has_a_party_each(sound)
        sent = sound if by_channel else Sound(sound.mono())
        path = with_query(
            "/v1/listen",
            model=self.model,
            punctuate="true",
            smart_format="true",
            multichannel="true" if by_channel else "",
            diarize="" if by_channel else "true",
            language=language,
            detect_language="" if language else "true",
        )
        said = self.service.post(path, sent.as_wav(), "audio/wav")
        results = said.get("results") if isinstance(said.get("results"), dict) else {}
        words = tuple(word for place, channel in _channels(results) for word in _words(channel, place, by_channel))
        found = next((text(channel.get("detected_language")) for _, channel in _channels(results)), "")
        return Heard(words, language or found)


def _channels(results: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    return enumerate(entries(results.get("channels")))


def _words(channel: dict[str, Any], place: int, by_channel: bool) -> Iterator[Said]:
    best = next(entries(channel.get("alternatives")), {})
    for each in entries(best.get("words")):
        start, end = number(each.get("start")), number(each.get("end"))
        shown = text(first(each, "punctuated_word", "word"))
        if shown and start is not None and end is not None:
            speaker = str(place) if by_channel else str(each.get("speaker", 0))
            yield Said(shown, start, max(start, end), chance(each.get("confidence")), speaker)
