"""Two channels: whether each is a party of the talk, and each without what crept in from the other."""

from __future__ import annotations

import numpy as np

from joinery.speech.sound import RATE, Sound

FRAME = RATE // 100  # ten milliseconds
LOUDER = 10.0  # dB by which the other channel drowns this one
ACTIVE = 25.0  # dB above the quiet of the recording: somebody speaks
HANG = 6  # frames around a drowned one that are muted with it
SMOOTH = 5  # frames over which loudness is averaged
APART, EACH = 0.6, 0.02  # share of active time with one channel clearly louder; least share of each


def levels_of(sound: Sound) -> np.ndarray:
    """Loudness in dB, frames × channels."""
    frames = len(sound.channels) // FRAME
    power = np.zeros((frames, sound.channels.shape[1]))
    step = 60 * 100
    for first in range(0, frames, step):  # a minute at a time: an hour in floats would not be small
        last = min(frames, first + step)
        part = sound.channels[first * FRAME : last * FRAME].astype(np.float32)
        power[first:last] = (part.reshape(last - first, FRAME, -1) ** 2).mean(axis=1)
    smooth = np.ones(SMOOTH) / SMOOTH
    for channel in range(power.shape[1]):
        power[:, channel] = np.convolve(power[:, channel], smooth, mode="same")
    levels: np.ndarray = 10 * np.log10(power + 1.0)
    return levels


def has_a_party_each(sound: Sound) -> bool:
    """False for two copies of one mix, and where one channel is silent."""
    if not sound.is_stereo or len(sound.channels) < RATE:
        return False
    levels = levels_of(sound)
    loudest = levels.max(axis=1)
    active = loudest > max(float(np.percentile(loudest, 95)) - ACTIVE, 20.0)
    if not active.any():
        return False
    ahead = levels[active, 0] - levels[active, 1]
    left, right = float((ahead > LOUDER).mean()), float((ahead < -LOUDER).mean())
    return left + right >= APART and min(left, right) >= EACH


def parted(sound: Sound) -> tuple[Sound, Sound]:
    """Each channel by itself, muted where the other one drowns it."""
    levels = levels_of(sound)
    return _gated(sound, levels, 0), _gated(sound, levels, 1)


def _gated(sound: Sound, levels: np.ndarray, channel: int) -> Sound:
    drowned = levels[:, 1 - channel] > levels[:, channel] + LOUDER
    drowned = np.convolve(drowned, np.ones(2 * HANG + 1), mode="same") > 0.5
    own = np.array(sound.channels[:, channel])
    # Where this one is the louder, it speaks: the hang of a drowned moment must not eat into its words.
    drowned &= levels[:, 1 - channel] > levels[:, channel]
    own[: len(drowned) * FRAME].reshape(-1, FRAME)[drowned] = 0
    return Sound(own.reshape(-1, 1))
