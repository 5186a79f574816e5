"""The stages of an opportunity, read from stages.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Stage:
    key: str
    title: str
    means: str
    kind: str  # open, won, ended

    @property
    def is_open(self) -> bool:
        return self.kind == "open"

    @property
    def is_ended(self) -> bool:
        return self.kind == "ended"


@cache
def stages() -> dict[str, Stage]:
    """By key, in the order of the process."""
    page = tomllib.loads(Path(__file__).with_name("stages.toml").read_text())
    return {stage["key"]: Stage(**stage) for stage in page["stage"]}


def on_the_board() -> list[Stage]:
    """The columns of the board: every stage that is not an end."""
    return [stage for stage in stages().values() if not stage.is_ended]
