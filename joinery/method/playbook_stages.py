"""The twelve stages of a process, read from playbook_stages.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PlaybookStage:
    number: int
    key: str
    title: str  # ours
    theirs: str  # as the customer reads it
    de: str
    fr: str

    def said(self, language: str) -> str:
        return {"de": self.de, "fr": self.fr}.get(language.split("-")[0].lower(), self.theirs)


@cache
def playbook_stages() -> tuple[PlaybookStage, ...]:
    """0 to 11, at their own places."""
    page = tomllib.loads(Path(__file__).with_name("playbook_stages.toml").read_text(encoding="utf-8"))
    return tuple(PlaybookStage(**stage) for stage in page["stage"])
