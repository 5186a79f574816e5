"""What to ask about a line of what we know, read from checks.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from joinery.method.questions import questions


@cache
def _checks() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("checks.toml").read_text())


def ask_again(kind: str, words: str) -> str:
    """For a line that has gone stale: their own words, and whether they still hold."""
    asks: str = _checks().get(kind, _checks()["other"])["again"]
    return asks.replace("{words}", words.rstrip("."))


def ask_first(kind: str) -> str:
    """For a guess, or for nothing known yet."""
    return _words_of(_checks().get(kind, _checks()["other"])["first"])


def slow_questions() -> list[str]:
    """To be asked at a yellow light."""
    return [_words_of(code) for code in _checks()["slow"]["ask"]]


def _words_of(ask: str) -> str:
    """The question with this id, said of the thing at hand; else the words themselves."""
    known = questions().get(ask)
    return re.sub(r"\{\w+\}", "this", known.words.replace("{role}", "you")) if known else ask
