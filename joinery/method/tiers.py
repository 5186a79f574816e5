"""How sure we must be of a finding to show it, and to call it sure; read from `tiers.toml`, measured in training."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).parent / "tiers.toml"
Sureness = Literal["sure", "likely", "hidden"]
NEVER = 2.0  # no chance is that high


@dataclass(frozen=True, slots=True)
class Tier:
    """For one kind: the chances from which on a finding is likely, and sure; and how often that was right."""

    likely_from: float = 0.5
    sure_from: float = NEVER
    right: float = 0.0  # of those shown, the share that was right
    right_when_sure: float = 0.0
    shown: int = 0
    sure: int = 0
    labelled: int = 0

    def of(self, confidence: float) -> Sureness:
        return "sure" if confidence >= self.sure_from else "likely" if confidence >= self.likely_from else "hidden"


Tiers = Mapping[str, Tier]
PLAIN = Tier()


@cache
def load_tiers(path: Path = FILE) -> Tiers:
    page = tomllib.loads(path.read_text(encoding="utf-8"))
    return {kind: Tier(**values) for kind, values in page.items()}
