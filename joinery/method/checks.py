"""What to ask about a line of what we know, read from checks.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _checks() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("checks.toml").read_text())


def ask_again(kind: str, words: str) -> str:
    """For a line that has gone stale: their own words, and whether they still hold."""
    asks: str = _checks().get(kind, _checks()["other"])["again"]
    return asks.replace("{words}", words.rstrip("."))


def ask_first(kind: str) -> str:
    """For a guess, or for nothing known yet."""
    asks: str = _checks().get(kind, _checks()["other"])["first"]
    return asks


def slow_questions() -> list[str]:
    """To be asked at a yellow light."""
    return list(_checks()["slow"]["ask"])
