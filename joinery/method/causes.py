"""Why a day was not kept, as data: causes.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Cause:
    """`side`: ours, theirs, or nobody's."""

    key: str
    title: str
    side: str


@cache
def causes() -> dict[str, Cause]:
    rows = tomllib.loads(files("joinery.method").joinpath("causes.toml").read_text("utf-8"))["cause"]
    return {row["key"]: Cause(**row) for row in rows}
