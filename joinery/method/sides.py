"""The cues by which a seller and a customer are told apart, read from sides.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joinery.lib.late import late

HERE = Path(__file__).parent / "sides.toml"


@dataclass(frozen=True, slots=True)
class SideExample:
    """Turns of two speakers in turn, and the side of each."""

    says: tuple[str, ...]
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SideCues:
    """Words of the seller, words of the customer, and the acts that a seller does more."""

    seller: re.Pattern[str]
    customer: re.Pattern[str]
    telling: tuple[str, ...]
    examples: tuple[SideExample, ...]


def load_sides(path: Path | None = None) -> SideCues:
    page = tomllib.loads((path or HERE).read_text(encoding="utf-8"))
    return SideCues(
        seller=_pattern(page["seller"]),
        customer=_pattern(page["customer"]),
        telling=tuple(page["seller"]["telling"]),
        examples=tuple(SideExample(tuple(e["says"]), tuple(e["sides"])) for e in page.get("example", ())),
    )


def _pattern(of_side: dict[str, Any]) -> re.Pattern[str]:
    return late(rf"\b(?:{'|'.join(of_side['phrases'])})(?!\w)")
