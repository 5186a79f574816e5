"""Hearing a recording in a process of its own: how far it is, how long it takes, stopped when nobody wants it."""

from __future__ import annotations

import ctypes
import json
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from joinery.engine.conversation import Conversation
from joinery.speech.kinds import CannotHear
from joinery.speech.transcribers import Choice

LOOK = 1.0  # seconds between two looks whether it is still wanted
LOUDEST = 64 * 1024 * 1024  # bytes of one line: a day of words stays far below
# What the libraries would ask or tell outside by themselves. Some builds of onnxruntime report how they are used.
QUIET = {"HF_HUB_OFFLINE": "1", "ORT_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}
ENDED = "Hearing this recording ended before its time. Perhaps there was not enough memory."


class Stopped(Exception):
    """Nobody wants it any more."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`share` is from 0 to 1; `seconds` the length of the recording, 0 while it is being opened."""

    stage: str
    share: float = 0.0
    seconds: float = 0.0
    heard_with: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to hear and how. `kept` is a folder for what was heard so far; `copy` where a copy for listening goes."""

    path: Path
    choice: Choice = Choice()
    language: str = ""
    voices: int | None = None
    kept: Path | None = None
    copy: Path | None = None

    def as_json(self) -> str:
        places = {name: str(place) if place else "" for name, place in (("kept", self.kept), ("copy", self.copy))}
        wish = {"path": str(self.path.absolute()), "language": self.language, "voices": self.voices}
        return json.dumps({**wish, **places, "choice": asdict(self.choice)})


def hear_apart(
    wish: Wish,
    *,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Conversation:
    """Raises CannotHear where it cannot be heard and Stopped where `is_wanted` says no."""
    from joinery.engine.read import read

    progress = Progress("opening")
    with _worker(wish) as lines:
        for line in lines:
            if line is None:
                if not is_wanted():
                    raise Stopped
                continue
            told = json.loads(line)
            if "refused" in told:
                raise CannotHear(str(told["refused"]))
            if "conversation" in told:
                return read(str(told["conversation"]), name="recording.json")
            progress = _next(progress, told)
            on_progress(progress)
    raise CannotHear(ENDED)


def _next(progress: Progress, told: dict[str, Any]) -> Progress:
    return Progress(
        stage=str(told.get("stage", progress.stage)),
        share=max(progress.share, float(told.get("share", 0.0))),
        seconds=float(told.get("seconds", progress.seconds)),
        heard_with=str(told.get("heard_with", progress.heard_with)),
    )


@contextmanager
def _worker(wish: Wish) -> Iterator[Iterator[bytes | None]]:
    one_core = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
    worker = subprocess.Popen(
        [sys.executable, "-m", "joinery.speech.working"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **one_core, **QUIET},
        preexec_fn=_end_with_parent,
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    try:
        worker.stdin.write(wish.as_json().encode())
        worker.stdin.close()
        yield _lines(worker.stdout)
    finally:
        worker.kill()
        worker.wait()
        worker.stdout.close()


def _lines(pipe: IO[bytes]) -> Iterator[bytes | None]:
    """Each line as it comes, and None about once a second in between."""
    kept = b""
    while True:
        if not select.select([pipe], [], [], LOOK)[0]:
            yield None
            continue
        part = os.read(pipe.fileno(), 1 << 20)
        if not part or len(kept) > LOUDEST:
            return
        kept += part
        *whole, kept = kept.split(b"\n")
        yield from whole
        yield None


def _end_with_parent() -> None:
    """On Linux it ends when we are killed without a chance to end it."""
    os.setpgrp()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, 9)
