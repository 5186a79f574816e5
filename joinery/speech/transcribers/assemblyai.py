"""AssemblyAI: the recording is sent, a transcript asked for, and asked about until it is there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from joinery.speech.kinds import CannotHear
from joinery.speech.sound import Sound
from joinery.speech.stereo import has_a_party_each
from joinery.speech.transcribers import Choice, Heard, Said
from joinery.speech.transcribers.outside import Service, chance, entries, number, text

URL = "https://api.assemblyai.com"
WAITS, LONGEST = (1.0, 2.0, 3.0, 5.0), 3600.0  # seconds between two questions; the last one stays


class AssemblyAi:
    tells_speakers = True

    def __init__(self, choice: Choice) -> None:
        key = (("Authorization", choice.key),) if choice.key else ()
        self.service = Service("assemblyai", choice.url or URL, key)
        self.model = choice.model
        self.name = f"assemblyai, {choice.model or 'its own choice of model'}"

    def hear(self, sound: Sound, language: str) -> Heard:
        by_channel = has_a_party_each(sound)
        sent = sound if by_channel else Sound(sound.mono())
        lies_at = text(self.service.post("/v2/upload", sent.as_wav(), "application/octet-stream").get("upload_url"))
        wish: dict[str, Any] = {"audio_url": lies_at, "punctuate": True, "format_text": True}
        wish["multichannel" if by_channel else "speaker_labels"] = True
        wish.update({"language_code": language} if language else {"language_detection": True})
        if self.model:
            wish["speech_model"] = self.model
        number_of_it = text(self.service.post_json("/v2/transcript", wish).get("id"))
        if not number_of_it.replace("-", "").isalnum():  # it becomes a part of an address
            raise CannotHear("assemblyai gives an answer that is no transcript.")
        said = self._finished(number_of_it)
        return Heard(tuple(_words(said, by_channel)), language or text(said.get("language_code"))[:2])

    def _finished(self, number_of_it: str) -> dict[str, Any]:
        until, tries = time.monotonic() + LONGEST, 0
        while time.monotonic() < until:
            said = self.service.get(f"/v2/transcript/{number_of_it}")
            if said.get("status") == "completed":
                return said
            if said.get("status") == "error":
                raise CannotHear("assemblyai could not hear this recording.")
            time.sleep(WAITS[min(tries, len(WAITS) - 1)])
            tries += 1
        raise CannotHear("assemblyai has not finished within an hour.")


def _words(said: dict[str, Any], by_channel: bool) -> Iterator[Said]:
    """Times are in thousandths of a second."""
    for each in entries(said.get("words")):
        start, end, shown = number(each.get("start")), number(each.get("end")), text(each.get("text"))
        if shown and start is not None and end is not None:
            speaker = str(each.get("channel" if by_channel else "speaker") or "")
            yield Said(shown, start / 1000, max(start, end) / 1000, chance(each.get("confidence")), speaker)
