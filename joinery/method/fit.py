"""The questions of fit, read from fit.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIGHTS = ("green", "yellow", "red")


@dataclass(frozen=True, slots=True)
class FitItem:
    key: str
    title: str
    asks: str


@cache
def fit_items() -> dict[str, FitItem]:
    """By key, in the order in which they are asked."""
    page = tomllib.loads(Path(__file__).with_name("fit.toml").read_text(encoding="utf-8"))
    return {item["key"]: FitItem(**item) for item in page["item"]}
