"""How fast and how well a conversation is read: an hour of talk, made from samples/, and the command by itself."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from joinery.engine.conversation import Conversation, Turn
from joinery.engine.listen import listen
from joinery.engine.read import read
from joinery.method.book import load_method
from tools.bench.machine import table

SAMPLES = sorted(path for path in Path("samples").iterdir() if path.suffix != ".md")
HOUR = 3600.0
TIMES, PATIENT_TIMES, STARTS = 7, 3, 9


def an_hour() -> Conversation:
    """Meetings one after another, until an hour has passed."""
    talk = read(next(path for path in SAMPLES if path.suffix == ".json"))
    length = max(turn.end or 0.0 for turn in talk.turns)
    turns: list[Turn] = []
    for number in range(int(HOUR / length) + 1):
        later = number * length
        turns += [replace(turn, start=(turn.start or 0) + later, end=(turn.end or 0) + later) for turn in talk.turns]
    return replace(talk, turns=tuple(turn for turn in turns if (turn.end or 0) <= HOUR))


def measured() -> str:
    from tools.bench import accuracy  # what is measured first is measured in a fresh process

    return f"{speed()}\n\n{accuracy.measured()}"


def speed() -> str:
    talk, method = an_hour(), load_method()
    reading = listen(talk, method)  # once to warm up
    words = sum(len(turn.text.split()) for turn in talk.turns)
    seconds = [_seconds(talk, method) for _ in range(TIMES)]
    patient = [_seconds(talk, method, patiently=True) for _ in range(PATIENT_TIMES)]
    small = min(SAMPLES, key=lambda path: path.stat().st_size)
    starts = [_start(small) for _ in range(STARTS)]
    return table(
        ("reading", "median", "best", "n", "of"),
        [
            (
                "an hour of talk, one core",
                f"{median(seconds):.3f} s CPU",
                f"{min(seconds):.3f}",
                TIMES,
                f"{len(talk.turns)} utterances, {words} words, {len(reading.findings)} findings",
            ),
            (
                "the same on the desk, where more of it is read again",
                f"{median(patient):.3f} s CPU",
                f"{min(patient):.3f}",
                PATIENT_TIMES,
                "the same hour",
            ),
            (
                "utterances a second",
                f"{len(talk.turns) / median(seconds):,.0f}",
                f"{len(talk.turns) / min(seconds):,.0f}",
                TIMES,
                "the same hour",
            ),
            (
                f"joinery listen {small}",
                f"{median(starts):.3f} s wall",
                f"{min(starts):.3f}",
                STARTS,
                f"{small.stat().st_size} bytes, a new process each time",
            ),
        ],
    )


def _seconds(talk: Conversation, method: object, *, patiently: bool = False) -> float:
    begun = time.process_time()
    listen(talk, method, patiently=patiently)  # type: ignore[arg-type]
    return time.process_time() - begun


def _start(path: Path) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "joinery", "listen", str(path)], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun
