"""Runs by itself, in the jail: a recording on standard input becomes plain samples on standard output.

Before it looks at the first byte it gives away what it does not need. From then on it can open no file and no
connection, whatever the recording makes the decoder do; what it writes is read as numbers only.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import resource
import runpy
import struct
import sys
from pathlib import Path
from typing import Any

import av
import av.audio.resampler

RATE = 16_000
MOST_CHANNELS = 8
SLOWEST, FASTEST = 6_000, 192_000  # samples a second
BLOCK = 1 << 20
LANDLOCK = str(Path(__file__).with_name("landlock.py"))


class Refused(Exception):
    """A word for why; the sentence is made outside."""


def load_all() -> None:
    """Everything that decoding may ask for, while it can still be opened."""
    for module in pkgutil.walk_packages(av.__path__, "av."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def lock(cpu_seconds: int, megabytes: int) -> None:
    """No new files, no connections, no writing to files, a limit to time and memory."""
    with open("/proc/self/statm") as counted:
        used = int(counted.read().split()[0]) * resource.getpagesize()
    # Where the kernel has Landlock no path can be reached at all; elsewhere the limits hold.
    runpy.run_path(LANDLOCK)["give_up"](files=True, connections=True)
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_AS: used + megabytes * 1024 * 1024,
        resource.RLIMIT_NOFILE: 3,  # what is open stays open; a file or a connection more is refused
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


class Pipe:
    """Blocks of numbers, each after its length; a length of nothing is the end, and what was found out follows."""

    def __init__(self) -> None:
        self.out = sys.stdout.buffer
        self.kept = bytearray()

    def write(self, values: bytes) -> None:
        self.kept += values
        while len(self.kept) >= BLOCK:
            self._send(bytes(self.kept[:BLOCK]))
            del self.kept[:BLOCK]

    def end(self, **told: Any) -> None:
        if self.kept:
            self._send(bytes(self.kept))
        self._send(b"")
        self._send(json.dumps(told).encode())
        self.out.flush()

    def tell(self, **told: Any) -> None:
        self._send(json.dumps(told).encode())

    def _send(self, block: bytes) -> None:
        self.out.write(struct.pack("<I", len(block)))
        self.out.write(block)


def decode(reader: str, most_seconds: float, pipe: Pipe) -> None:
    recording = _opened(reader)
    if not recording.streams.audio:
        raise Refused("no-sound")
    stream = recording.streams.audio[0]
    given = stream.codec_context.channels
    rate = stream.codec_context.sample_rate
    told = _seconds_told(recording, stream)
    if given < 1 or given > MOST_CHANNELS:
        raise Refused("channels")
    if not SLOWEST <= rate <= FASTEST:
        raise Refused("rate")
    if told > most_seconds:
        raise Refused("long")
    stream.codec_context.thread_count = 1
    channels = 2 if given == 2 else 1
    pipe.tell(channels=channels, given=given, rate=rate, told=told)
    resampler = av.audio.resampler.AudioResampler(format="s16", layout="stereo" if channels == 2 else "mono", rate=RATE)
    samples, skipped = 0, 0
    for packet in recording.demux(stream):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            skipped += 1
            continue
        for frame in frames:
            for piece in resampler.resample(frame):
                samples += _write(pipe, piece, channels)
        if samples > most_seconds * RATE:
            raise Refused("long")
    for piece in resampler.resample(None):
        samples += _write(pipe, piece, channels)
    if not samples:
        raise Refused("no-sound")
    pipe.end(samples=samples, skipped=skipped)


def _opened(reader: str) -> Any:
    # The whitelists end lists of other files, whose readers and addresses stand on none of them.
    rules = {"format_whitelist": reader, "protocol_whitelist": "none", "enable_drefs": "0", "use_absolute_path": "0"}
    try:
        recording = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115  standard input, no new file
        return av.open(recording, format=reader, options=rules, metadata_errors="ignore")
    except (av.error.FFmpegError, ValueError, EOFError):
        raise Refused("not-a-recording") from None


def _seconds_told(recording: Any, stream: Any) -> float:
    if stream.duration and stream.time_base:
        return max(0.0, float(stream.duration * stream.time_base))
    return max(0.0, (recording.duration or 0) / av.time_base)


def _write(pipe: Pipe, frame: Any, channels: int) -> int:
    pipe.write(bytes(frame.planes[0])[: frame.samples * channels * 2])
    return int(frame.samples)


def main() -> None:
    reader, seconds, cpu_seconds, megabytes = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    av.logging.set_level(None)
    load_all()
    lock(cpu_seconds, megabytes)
    pipe = Pipe()
    try:
        decode(reader, seconds, pipe)
    except Refused as refusal:
        pipe.end(refused=str(refusal))
    except (av.error.FFmpegError, EOFError, ValueError):
        pipe.end(refused="broken")
    except MemoryError:
        pipe.end(refused="memory")


if __name__ == "__main__":
    main()
