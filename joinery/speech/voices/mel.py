"""Loudness in forty bands, a hundred times a second, as the speaker encoder was taught to read it."""

from __future__ import annotations

from functools import cache

import numpy as np

from joinery.speech.sound import RATE

BANDS, WINDOW, STEP = 40, 400, 160  # samples


def mels_of(samples: np.ndarray) -> np.ndarray:
    """Frames × bands; the first frame is centred on the first sample."""
    padded = np.pad(samples, WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::STEP]
    power = np.abs(np.fft.rfft(frames * _hann(), axis=1)) ** 2
    mels: np.ndarray = (power @ _filters().T).astype(np.float32)
    return mels


@cache
def _hann() -> np.ndarray:
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)


@cache
def _filters() -> np.ndarray:
    """Triangles of equal area, even below 1,000 Hz and by ratio above it (Slaney's scale)."""
    edges = _hertz(np.linspace(0.0, _mel(RATE / 2), BANDS + 2))
    pitches = np.fft.rfftfreq(WINDOW, 1 / RATE)
    rising = (pitches[None] - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - pitches[None]) / np.diff(edges)[1:, None]
    area = 2.0 / (edges[2:] - edges[:-2])
    filters: np.ndarray = np.maximum(0, np.minimum(rising, falling)) * area[:, None]
    return filters


_LINEAR, _KNEE, _RATIO = 200.0 / 3, 1000.0, np.log(6.4) / 27.0


def _mel(hertz: float) -> float:
    return float(_KNEE / _LINEAR + np.log(hertz / _KNEE) / _RATIO) if hertz >= _KNEE else hertz / _LINEAR


def _hertz(mels: np.ndarray) -> np.ndarray:
    knee = _KNEE / _LINEAR
    return np.where(mels >= knee, _KNEE * np.exp(_RATIO * (mels - knee)), mels * _LINEAR)
