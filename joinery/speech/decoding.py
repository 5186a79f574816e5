"""Opening a recording in a process of its own that can reach nothing else; what comes back is read as numbers."""

from __future__ import annotations

import json
import math
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import numpy as np

from joinery.speech.kinds import LARGEST, LOOKED_AT, MOST_HOURS, CannotHear, Kind, kind_of
from joinery.speech.sound import RATE, Sound

CPU_SECONDS, MEGABYTES, WALL_SECONDS = 300, 512, 900
MOST_IN_A_BLOCK = 1 << 20
JAILED = Path(__file__).with_name("jailed.py")
BARRED = (str(JAILED), str(JAILED.with_name("landlock.py")))  # all of ours that the jail sees
NOT_A_RECORDING = "This is not a recording. We hear wav, mp3, m4a, mp4, webm, ogg and flac."
WHY = {
    "not-a-recording": NOT_A_RECORDING,
    "no-sound": "There is no sound in this file.",
    "channels": "This recording has more than eight channels; mix it down first.",
    "rate": "This recording has a sample rate that no recorder writes (6,000 to 192,000 a second are heard).",
    "long": "This recording is longer than {hours:g} hours.",
    "memory": "This recording takes more memory to open than we allow.",
    "broken": "This recording is broken: nothing in it can be heard.",
}


def decode(path: Path, *, most_hours: float = MOST_HOURS, folder: Path | None = None) -> Sound:
    """The samples of a recording. Raises CannotHear with one line. They lie in a nameless file, not in memory."""
    with _opened(path) as recording:
        kind = kind_of(os.pread(recording.fileno(), LOOKED_AT, 0))
        if kind is None:
            raise CannotHear(NOT_A_RECORDING)
        if find_spec("av") is None:
            raise CannotHear("To hear recordings, install what belongs to it: pip install 'joinery-crm[speech]'.")
        samples = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  it lives as long as the samples
        told = _run(recording, kind, most_hours, samples)
    channels = np.memmap(samples, dtype="<i2", mode="r").reshape(-1, told["channels"])
    return Sound(channels, tuple(_remarks(told, len(channels) / RATE)))


def _opened(path: Path) -> IO[bytes]:
    try:
        if path.exists() and not path.is_file():
            raise CannotHear("This is not a file.")
        recording = path.open("rb")
    except OSError as trouble:
        raise CannotHear(f"This file cannot be opened ({trouble.strerror}).") from None
    size = os.fstat(recording.fileno()).st_size
    if size == 0 or size > LARGEST:
        recording.close()
        raise CannotHear(f"This recording is larger than {LARGEST >> 20} MB." if size else "This file is empty.")
    return recording


def _run(recording: IO[bytes], kind: Kind, most_hours: float, samples: IO[bytes]) -> dict[str, Any]:
    command = [sys.executable, "-I", str(JAILED), kind.reader, str(most_hours * 3600), str(CPU_SECONDS), str(MEGABYTES)]
    jail = subprocess.Popen(
        [*_walls(), *command],
        stdin=recording,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
        close_fds=True,
    )
    watch = threading.Timer(WALL_SECONDS, jail.kill)
    watch.start()
    try:
        assert jail.stdout is not None
        told = _read(jail.stdout, samples, most_hours)
    except (struct.error, ValueError, TypeError, KeyError) as trouble:
        if isinstance(trouble, CannotHear):
            raise
        raise CannotHear("This recording takes more time or memory to open than we allow.") from None
    finally:
        watch.cancel()
        jail.kill()
        jail.wait()
    if refused := told.get("refused"):
        raise CannotHear(WHY.get(str(refused), WHY["broken"]).format(hours=most_hours))
    return told


def _read(pipe: IO[bytes], samples: IO[bytes], most_hours: float) -> dict[str, Any]:
    """First what kind of samples, then the samples, then how it ended. Nothing that comes is taken on trust."""
    first = _told(_block(pipe))
    if "channels" not in first:  # refused before the first sample: an empty block came, and its reason behind it
        return first or _told(_block(pipe))
    channels = int(first["channels"])
    if channels not in (1, 2):
        raise ValueError("channels")
    left = int((most_hours * 3600 + 10) * RATE) * channels * 2
    while block := _block(pipe):
        left -= len(block)
        if left < 0:
            raise CannotHear(WHY["long"].format(hours=most_hours))
        samples.write(block)
    samples.flush()
    last = _told(_block(pipe))
    if samples.tell() % (channels * 2):
        raise ValueError("half a sample")
    return {**first, **last, "channels": channels}


def _block(pipe: IO[bytes]) -> bytes:
    (length,) = struct.unpack("<I", pipe.read(4))
    if length > MOST_IN_A_BLOCK:
        raise ValueError("block")
    block = pipe.read(length)
    if len(block) != length:
        raise ValueError("cut off")
    return block


def _told(block: bytes) -> dict[str, Any]:
    told = json.loads(block) if block else {}
    if not isinstance(told, dict):
        raise ValueError("told")
    return told


def _remarks(told: dict[str, Any], seconds: float) -> Iterator[str]:
    said = float(told.get("told") or 0)
    if math.isfinite(said) and said > seconds + 2:
        yield f"The recording breaks off: {seconds / 60:.1f} of {said / 60:.1f} minutes are there."
    if int(told.get("skipped") or 0):
        yield "Parts of the recording are broken and were left out."
    if int(told.get("given") or 1) > 2:
        yield "The recording has more than two channels; they were mixed into one."


@cache
def _walls() -> tuple[str, ...]:
    """With bubblewrap: a world of its own without a network, in which only Python can be read. Else nothing."""
    program = shutil.which("bwrap")
    if program is None:
        return ()
    library = find_spec("av")
    seen = {"/usr", "/lib", "/lib64", "/etc/ld.so.cache", sys.prefix, sys.base_prefix, *BARRED}
    seen |= {str(Path(library.origin).parents[1])} if library and library.origin else set()
    walls = [program, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    walls += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    for place in sorted(seen):
        walls += ["--ro-bind-try", place, place]
    tried = subprocess.run([*walls, sys.executable, "-I", "-c", "import av"], capture_output=True, check=False)
    return tuple(walls) if tried.returncode == 0 else ()  # some containers have the program and may not use it
