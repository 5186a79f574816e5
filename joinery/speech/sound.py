"""Samples: sixteen thousand a second, one or two channels, whole numbers of 16 bits."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

RATE = 16_000
PIECE, LOOKED_BACK, QUIET = 120, 30, 0.3  # seconds: of a piece, of its end searched for a pause, of the pause


@dataclass(frozen=True, slots=True)
class Sound:
    """`channels` is samples × channels; `remarks` are what was odd about the file."""

    channels: np.ndarray
    remarks: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        return len(self.channels) / RATE

    @property
    def is_stereo(self) -> bool:
        return bool(self.channels.shape[1] == 2)

    def mixed(self, first: int = 0, last: int | None = None) -> np.ndarray:
        """One channel from all of them, between two samples, from -1 to 1."""
        part = self.channels[first:last].astype(np.float32)
        mixed: np.ndarray = part.mean(axis=1) / 32768
        return mixed

    def mono(self) -> np.ndarray:
        """All channels as one, samples × 1."""
        if self.channels.shape[1] == 1:
            return self.channels
        mixed: np.ndarray = self.channels.astype(np.int32).mean(axis=1, keepdims=True).astype("<i2")
        return mixed

    def between(self, first: int, last: int) -> Sound:
        return Sound(self.channels[first:last])

    def as_wav(self) -> bytes:
        """For services outside, which get our samples and never the file as it came."""
        samples = np.ascontiguousarray(self.channels, "<i2").tobytes()
        channels = self.channels.shape[1]
        form = struct.pack("<IHHIIHH", 16, 1, channels, RATE, RATE * channels * 2, channels * 2, 16)
        head = b"RIFF" + struct.pack("<I", 36 + len(samples)) + b"WAVEfmt " + form
        return head + b"data" + struct.pack("<I", len(samples)) + samples


def pieces_of(sound: Sound, seconds: int = PIECE) -> Iterator[tuple[int, int]]:
    """First and last sample of pieces of a few minutes, cut where it is quietest near their end."""
    first, whole = 0, len(sound.channels)
    while whole - first > seconds * RATE:
        searched = first + (seconds - LOOKED_BACK) * RATE
        cut = searched + _quietest(sound.mixed(searched, first + seconds * RATE))
        yield first, cut
        first = cut
    if whole > first:
        yield first, whole


def _quietest(samples: np.ndarray) -> int:
    """The middle of the quietest moment."""
    width = int(QUIET * RATE)
    loudness = np.concatenate([[0.0], np.cumsum(samples.astype(np.float64) ** 2)])
    return int((loudness[width:] - loudness[:-width]).argmin()) + width // 2
