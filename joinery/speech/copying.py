"""A copy for listening, made from our own samples: small, the same for every browser, without anything hidden in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from joinery.speech.sound import RATE, Sound

BITS = {1: 32_000, 2: 48_000}  # a second, by channels: about 14 and 22 MB an hour
MEDIA_TYPE = "audio/ogg"


def write_copy(sound: Sound, path: Path) -> None:
    """All or nothing. Times in it are the times of the words."""
    import av

    beside = path.with_name(path.name + ".part")
    channels = sound.channels.shape[1]
    layout = "stereo" if channels == 2 else "mono"
    with av.open(str(beside), "w", format="ogg") as out:
        stream = out.add_stream("libopus", rate=48_000, layout=layout, options={"application": "voip"})
        stream.bit_rate = BITS[channels]
        resampler = av.AudioResampler(format="s16", layout=layout, rate=48_000)
        for first in range(0, len(sound.channels), RATE):
            second = np.ascontiguousarray(sound.channels[first : first + RATE]).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(second, format="s16", layout=layout)
            frame.sample_rate, frame.pts = RATE, first
            for piece in resampler.resample(frame):
                out.mux(stream.encode(piece))
        for piece in resampler.resample(None):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    beside.replace(path)
