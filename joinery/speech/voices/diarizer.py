"""Who spoke when: speech is found, cut into short windows, each turned into what describes a voice, and grouped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from joinery.speech.sound import RATE, Sound, pieces_of
from joinery.speech.voices.clusters import path_through, voices_among
from joinery.speech.voices.mel import mels_of

ENCODER = Path(__file__).with_name("speaker_encoder.onnx")
WINDOW, HOP, LONG_HOP = 160, 20, 40  # frames of ten milliseconds
LONG = 900  # seconds of speech from which the wider hop is fine enough
SWITCH = 1.0
BATCH = 64

Encode = Callable[[np.ndarray], np.ndarray]  # windows × frames × bands to windows × features


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of speech by one voice; seconds, and a number for the voice."""

    start: float
    end: float
    voice: int


def can_tell_voices() -> bool:
    return all(find_spec(name) for name in ("onnxruntime", "faster_whisper"))


def who_spoke(sound: Sound, count: int | None = None) -> list[Spoken]:
    """Numbers are given in the order in which the voices come. `count` is how many there are, where that is known."""
    spans = speech_in(sound)
    if not spans:
        return []
    hop = HOP if sum(last - first for first, last in spans) < LONG * RATE else LONG_HOP
    encode = _encoder()
    rows = [_windows_of(sound.mixed(first, last), hop, encode) for first, last in spans]
    voices = voices_among(np.concatenate(rows), count)
    near = np.concatenate(rows) @ voices.T
    path = path_through(near / max(float(near.std(axis=0).mean()), 1e-3), SWITCH)
    stretches: list[Spoken] = []
    at = 0
    for (first, last), row in zip(spans, rows, strict=True):
        stretches += _stretches(first / RATE, last / RATE, path[at : at + len(row)])
        at += len(row)
    order = {voice: place for place, voice in enumerate(dict.fromkeys(each.voice for each in stretches))}
    return [Spoken(each.start, each.end, order[each.voice]) for each in stretches]


def speech_in(sound: Sound) -> list[tuple[int, int]]:
    """First and last sample of each stretch of speech (Silero's detector, inside faster-whisper)."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    rules = VadOptions(min_silence_duration_ms=200, min_speech_duration_ms=120, speech_pad_ms=60)
    spans = []
    for first, last in pieces_of(sound):
        found = get_speech_timestamps(sound.mixed(first, last), rules)
        spans += [(first + int(each["start"]), first + int(each["end"])) for each in found]
    return spans


def _windows_of(samples: np.ndarray, hop: int, encode: Encode) -> np.ndarray:
    """One row for each hop of the stretch; a window reaches around its hop and stays inside the stretch."""
    frames = mels_of(samples)
    middles = np.arange(hop // 2, max(len(frames), hop // 2 + 1), hop)
    if len(frames) < WINDOW:  # said again until it fills a window
        frames = np.tile(frames, (-(-WINDOW // len(frames)), 1))[:WINDOW]
    starts = np.clip(middles - WINDOW // 2, 0, len(frames) - WINDOW)
    kept, which = np.unique(starts, return_inverse=True)
    windows = np.stack([frames[start : start + WINDOW] for start in kept])
    voices: np.ndarray = np.concatenate([encode(windows[at : at + BATCH]) for at in range(0, len(windows), BATCH)])
    return voices[which]


def _encoder() -> Encode:
    import onnxruntime

    rules = onnxruntime.SessionOptions()
    rules.intra_op_num_threads = rules.inter_op_num_threads = 1
    rules.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(ENCODER), rules, providers=["CPUExecutionProvider"])
    return lambda windows: np.asarray(session.run(None, {"mels": windows})[0])


def _stretches(start: float, end: float, path: np.ndarray) -> list[Spoken]:
    """Windows in a row with the same voice are one stretch; each window stands for its share of the time."""
    edges = np.linspace(start, end, len(path) + 1)
    changes = [0, *(np.flatnonzero(np.diff(path)) + 1).tolist(), len(path)]
    return [
        Spoken(float(edges[one]), float(edges[other]), int(path[one]))
        for one, other in zip(changes, changes[1:], strict=False)
    ]
