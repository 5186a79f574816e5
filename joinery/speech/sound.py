"""Samples: sixteen thousand a second, one or two channels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

RATE = 16_000


@dataclass(frozen=True, slots=True)
class Sound:
    """`channels` is samples × channels, whole numbers of 16 bits; `remarks` are what was odd about the file."""

    channels: np.ndarray
    remarks: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        return len(self.channels) / RATE

    @property
    def is_stereo(self) -> bool:
        return self.channels.shape[1] == 2

    def mixed(self, first: int = 0, last: int | None = None) -> np.ndarray:
        """One channel from all of them, between two samples, from -1 to 1."""
        part = self.channels[first:last]
        return part.astype(np.float32).mean(axis=1) / 32768 if part.shape[1] > 1 else as_floats(part[:, 0])


def as_floats(samples: np.ndarray) -> np.ndarray:
    return samples.astype(np.float32) / 32768
