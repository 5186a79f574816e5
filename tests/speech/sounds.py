"""Small recordings made on the spot, whole and broken."""

import io
import tempfile
import wave
from functools import lru_cache
from pathlib import Path

import numpy as np

RATE = 16_000
FORMATS = {  # suffix: (format, codec, rate)
    "wav": ("wav", "pcm_s16le", 16_000),
    "mp3": ("mp3", "libmp3lame", 16_000),
    "m4a": ("ipod", "aac", 16_000),
    "mp4": ("mp4", "aac", 16_000),
    "webm": ("webm", "libopus", 48_000),
    "ogg": ("ogg", "libopus", 48_000),
    "flac": ("flac", "flac", 16_000),
}


def tone(seconds, pitch=440.0, rate=RATE):
    return (np.sin(np.arange(int(seconds * rate)) * 2 * np.pi * pitch / rate) * 8000).astype("<i2")


def put_copy(samples, path):
    """The copy for listening of one channel, as the worker makes it."""
    path.write_bytes(_copied(samples.tobytes()))


@lru_cache(maxsize=4)
def _copied(samples):
    """Minutes of sound take seconds, and test after test has the same."""
    from joinery.speech.copying import write_copy
    from joinery.speech.sound import Sound

    with tempfile.TemporaryDirectory() as folder:
        write_copy(Sound(np.frombuffer(samples, "<i2").reshape(-1, 1)), Path(folder, "copy"))
        return Path(folder, "copy").read_bytes()


def in_format(suffix, samples, *, layout="mono"):
    """`samples` at the rate that FORMATS gives, packed."""
    import av

    container, codec, rate = FORMATS[suffix]
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        for first in range(0, len(samples), rate):
            piece = np.ascontiguousarray(samples[first : first + rate]).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(piece, format="s16", layout=layout)
            frame.sample_rate = rate
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return file.getvalue()


def wav(samples, *, channels=1, rate=RATE):
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(np.ascontiguousarray(samples, "<i2").tobytes())
    return file.getvalue()
