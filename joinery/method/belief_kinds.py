"""The kinds of belief, read from beliefs.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class BeliefKind:
    name: str
    title: str
    says: str
    fresh_days: int
    is_shared: bool  # may be put before the customer as "what we heard"
    sorts: dict[str, str] = field(default_factory=dict)


@cache
def belief_kinds() -> dict[str, BeliefKind]:
    page = tomllib.loads(Path(__file__).with_name("beliefs.toml").read_text())
    return {
        kind["name"]: BeliefKind(
            kind["name"], kind["title"], kind["says"], kind["fresh_days"], kind["shared"], kind.get("sorts", {})
        )
        for kind in page["kind"]
    }
