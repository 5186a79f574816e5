"""`joinery listen call.wav`: a recording heard here, with how far it is and how long it will take on the terminal."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TextIO

from joinery.engine.conversation import Conversation
from joinery.speech.apart import Progress, Wish, hear_apart
from joinery.speech.left import left_in_words, seconds_left
from joinery.speech.transcribers import Choice

STAGES = {"opening": "opening the recording", "loading": "loading the model", "hearing": "listening"}


def hear_here(recording: Path | bytes, *, language: str, voices: int | None) -> Conversation:
    if isinstance(recording, bytes):
        with tempfile.NamedTemporaryFile(prefix="joinery-") as file:
            file.write(recording)
            file.flush()
            return hear_here(Path(file.name), language=language, voices=voices)
    says = Says(sys.stderr)
    wish = Wish(recording, Choice.of_environment(), language=language, voices=voices)
    try:
        return hear_apart(wish, on_progress=says.take, is_wanted=says.tick)
    finally:
        says.end()


class Says:
    """One line that is written over on a terminal; elsewhere a line for each step and each tenth of the way."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.is_terminal = stream, stream.isatty()
        self.progress, self.begun, self.told = Progress("opening"), 0.0, ""
        self.heard_at = 0.0  # when the newest share came, so that the time left goes down in between

    def take(self, progress: Progress) -> None:
        if progress.stage == "hearing" and not self.begun:
            self.begun = time.monotonic()
        self.progress, self.heard_at = progress, time.monotonic()
        self._say()

    def tick(self) -> bool:
        if self.is_terminal:
            self._say()
        return True

    def _say(self) -> None:
        text = self._text()
        if self.is_terminal:
            print(f"\r\x1b[K{text}", end="", file=self.stream, flush=True)
        elif (key := text.partition(",")[0]) != self.told:
            self.told = key
            print(text, file=self.stream, flush=True)

    def _text(self) -> str:
        stage = STAGES.get(self.progress.stage, self.progress.stage)
        if self.progress.stage != "hearing":
            return f"joinery listen: {stage}"
        share = self.progress.share
        shown = f"{share:.0%}" if self.is_terminal else f"{int(share * 10) * 10}%"
        length = f" to {max(1, round(self.progress.seconds / 60))} min of talk"
        left = seconds_left(share, self.heard_at - self.begun)
        left = max(0.0, left - (time.monotonic() - self.heard_at)) if left is not None else None
        return ", ".join(filter(None, [f"joinery listen: {stage}{length}: {shown}", left_in_words(left)]))

    def end(self) -> None:
        if self.is_terminal:
            print("\r\x1b[K", end="", file=self.stream, flush=True)
