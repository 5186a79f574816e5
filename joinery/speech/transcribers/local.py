"""Whisper on this machine, by faster-whisper: one thread, eight stretches at a time, nothing fetched from anywhere."""

from __future__ import annotations

import os
from importlib.util import find_spec

from joinery.speech.kinds import CannotHear
from joinery.speech.models import BASE, INSTALL, default_model, kept_models, model_folder
from joinery.speech.sound import Sound
from joinery.speech.transcribers import Choice, Heard, Said

BATCH = 8
# Ways that are looked at for each word. For base one is enough: five cost half as much again and change a word in 100.
BEAM, BEAMS = 5, {BASE: 1}


class Local:
    tells_speakers = False

    def __init__(self, choice: Choice) -> None:
        if find_spec("faster_whisper") is None:
            raise CannotHear(INSTALL)
        wanted = choice.model or default_model()
        folder = model_folder(wanted, kept_models())
        os.environ["HF_HUB_OFFLINE"] = "1"  # read when the library is loaded: it must never look for models itself
        import faster_whisper

        try:
            model = faster_whisper.WhisperModel(
                str(folder), device="cpu", compute_type="int8", cpu_threads=1, num_workers=1, local_files_only=True
            )
        except (RuntimeError, ValueError, OSError) as trouble:
            raise CannotHear(f"The speech model in {folder} cannot be loaded ({trouble}).") from None
        self.model = faster_whisper.BatchedInferencePipeline(model)
        self.beam = BEAMS.get(wanted, BEAM)
        self.name = f"faster-whisper {faster_whisper.__version__}, {folder.name if wanted == str(folder) else wanted}"

    def hear(self, sound: Sound, language: str) -> Heard:
        segments, told = self.model.transcribe(
            sound.mixed(), language=language or None, batch_size=BATCH, beam_size=self.beam, word_timestamps=True
        )
        words: list[Said] = []
        for segment in segments:
            for word in segment.words or ():
                said = Said(word.word.strip(), float(word.start), float(word.end), round(float(word.probability), 3))
                if words and not word.word.startswith(" "):  # "K", "-I", "-N", "-G" and "ma", "'am" are one word each
                    words[-1] = _joined(words[-1], said)
                elif said.text:
                    words.append(said)
        return Heard(tuple(words), told.language if words else language)


def _joined(one: Said, more: Said) -> Said:
    return Said(one.text + more.text, one.start, more.end, min(one.p or 0.0, more.p or 0.0))
