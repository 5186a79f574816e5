"""What was measured on, and tables of what was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path


def machine() -> str:
    """One line that belongs to every table: figures without it say nothing."""
    name = next((line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if "model name" in line), "")
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    load = "/".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{date.today()} · {os.cpu_count()} × {name or platform.machine()} · {memory / 1024**2:.0f} GB · "
        f"{platform.system()} {platform.release()} · Python {platform.python_version()} · load {load}"
    )


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [[*map(str, head)], ["---"] * len(head), *([*map(str, row)] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    )
