"""What to ask about a line of what we know, read from checks.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def _checks() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("checks.toml").read_text())


def ask_again(kind: str, words: str) -> str:
    """For a line that has gone stale: their own words, and whether they still hold."""
    return _checks().get(kind, _checks()["other"])["again"].replace("{words}", words.rstrip("."))


def ask_first(kind: str) -> str:
    """For a guess, or for nothing known yet."""
    return _checks().get(kind, _checks()["other"])["first"]
