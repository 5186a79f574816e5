"""Stretches of a recording made silent: everything else stays as it was, sample for sample."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from joinery.speech.copying import write_copy
from joinery.speech.decoding import decode
from joinery.speech.sound import RATE, Sound

AROUND = 0.2  # seconds before and after: the times of words are never exact
A_PIECE = 60 * RATE

Stretch = tuple[float, float]


def samples_of(stretches: Iterable[Stretch], length: int, around: float = AROUND) -> Iterator[tuple[int, int]]:
    """First and last sample of each stretch, widened, within the sound."""
    for start, end in stretches:
        first = max(0, math.floor((start - around) * RATE))
        last = min(length, math.ceil((end + around) * RATE))
        if first < last:
            yield first, last


def silenced(sound: Sound, stretches: Iterable[Stretch], folder: Path | None = None) -> Sound:
    """On all channels: a voice is never on one alone. The samples lie in a nameless file, not in memory."""
    channels = sound.channels
    with tempfile.TemporaryFile(dir=folder) as place:
        place.truncate(max(1, channels.size) * 2)
        kept = np.memmap(place, dtype="<i2", mode="r+", shape=channels.shape) if channels.size else channels.copy()
    for first in range(0, len(channels), A_PIECE):
        kept[first : first + A_PIECE] = channels[first : first + A_PIECE]
    for first, last in samples_of(stretches, len(channels)):
        kept[first:last] = 0
    return Sound(kept, sound.remarks)


def only(sound: Sound, stretches: Iterable[Stretch]) -> Sound:
    """The stretches one after another, and nothing around them."""
    pieces = [sound.channels[first:last] for first, last in samples_of(stretches, len(sound.channels), around=0.0)]
    return Sound(np.concatenate(pieces) if pieces else sound.channels[:0])


def only_file(source: Path, target: Path, stretches: Iterable[Stretch]) -> None:
    write_copy(only(decode(source, folder=target.parent), stretches), target)


def silence_file(source: Path, target: Path, stretches: Iterable[Stretch]) -> None:
    """`target` is a new file, whole or not there; it may take the place of `source`."""
    write_copy(silenced(decode(source, folder=target.parent), stretches, target.parent), target)
