"""How well and how fast recordings are heard: JOINERY_SPEECH_SAMPLES=FOLDER bin/bench speech.

The folder holds calls as NAME.json ({"utts": [[start, speaker, id], …]}), their sound as NAME.flac, NAME_tel.wav and
NAME_stereo8k.flac, and libri_refs.json with the words of each id. What has no .json is heard for its speed alone.
"""

from __future__ import annotations

import json
import os
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from joinery.engine.conversation import Conversation
from joinery.speech.apart import Wish, hear_apart
from joinery.speech.decoding import decode
from joinery.speech.kinds import CannotHear
from joinery.speech.sound import RATE, Sound
from joinery.speech.transcribers import Choice
from tools.bench.machine import table
from tools.measure.speech import cp_errors, errors, plain_words

MODELS = ("tiny.en", "base")
LONG = 600  # seconds
Words = dict[str, list[str]]


def measured() -> str:
    folder = Path(os.environ.get("JOINERY_SPEECH_SAMPLES", ""))
    if not (folder / "libri_refs.json").is_file():
        return "speech: set JOINERY_SPEECH_SAMPLES to a folder of recordings (see tools/bench/speech.py)."
    with tempfile.TemporaryDirectory() as made:
        paths = [*_recordings(folder), _long(_recordings(folder), Path(made))]
        rows = [row for model in MODELS for path in paths for row in _row(path, folder, model)]
    head = ("recording", "model", "words", "WER", "cpWER", "voices", "CPU s per s", "min per hour", "wall s per s")
    return table(head, rows)


def _recordings(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".wav", ".flac", ".mp3", ".m4a"))


def _long(recordings: list[Path], made: Path) -> Path:
    """The longest one said again and again: what starting costs hardly counts in it."""
    sound = max((decode(path) for path in recordings), key=lambda sound: sound.seconds)
    times = int(LONG / sound.seconds) + 1
    path = made / f"{LONG // 60} minutes.wav"
    path.write_bytes(Sound(np.tile(sound.channels, (times, 1))[: LONG * RATE]).as_wav())
    return path


def _row(path: Path, folder: Path, model: str) -> list[tuple[object, ...]]:
    said = said_in(path, folder)
    before, begun = _cpu(), time.perf_counter()
    try:
        conversation = hear_apart(Wish(path, Choice(model=model)))
    except CannotHear as refusal:
        return [(path.name, model, str(refusal), *[""] * 6)]
    wall, cpu = time.perf_counter() - begun, _cpu() - before
    seconds = max(turn.end or 0.0 for turn in conversation.turns)
    voices = len({turn.speaker for turn in conversation.turns})
    rates: tuple[object, ...] = ("", "", "", str(voices))
    if said:
        wrong, words = cp_errors(said, heard_in(conversation))
        line = errors(in_order(path, folder), plain_words(" ".join(turn.text for turn in conversation.turns)))
        rates = (words, f"{line / words:.1%}", f"{wrong / words:.1%}", f"{voices} of {len(said)}")
    speed = (f"{cpu / seconds:.3f}", f"{cpu / seconds * 60:.1f}", f"{wall / seconds:.3f}")
    return [(path.name, model, *rates, *speed)]


def said_in(path: Path, folder: Path) -> Words:
    """By speaker; empty where nobody wrote down what was said."""
    said: Words = {}
    for _, speaker, place in _utterances(path, folder):
        said.setdefault(speaker, []).extend(plain_words(_references(folder)[place]))
    return said


def in_order(path: Path, folder: Path) -> list[str]:
    return plain_words(" ".join(_references(folder)[place] for _, _, place in _utterances(path, folder)))


def _utterances(path: Path, folder: Path) -> list[list[str]]:
    told = folder / f"{path.stem.removesuffix('_tel').removesuffix('_stereo8k')}.json"
    return sorted(json.loads(told.read_text())["utts"]) if told.is_file() else []


def _references(folder: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((folder / "libri_refs.json").read_text())
    return found


def heard_in(conversation: Conversation) -> Words:
    heard: Words = {}
    for turn in conversation.turns:
        heard.setdefault(str(turn.speaker), []).extend(plain_words(turn.text))
    return heard


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
