"""How sure we must be of a finding to show it, and to call it sure: from `tiers.toml` or a firm's own verdicts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).parent / "tiers.toml"
Sureness = Literal["sure", "likely", "hidden"]
NEVER = 2.0  # no chance is that high
ENOUGH = 20  # verdicts on a kind from which on its thresholds are the firm's own
ENOUGH_SURE = 12  # verdicts that must stand behind "sure"
SURE, WORTH_SHOWING = 0.95, 0.4  # so often must findings be right to be sure, and to be shown


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
    likely_elsewhere: float = 0.0  # the same for what is not English, where that is known: 0 is not

    def of(self, confidence: float, language: str = "en") -> Sureness:
        likely = self.likely_elsewhere if language != "en" and self.likely_elsewhere else self.likely_from
        return "sure" if confidence >= max(self.sure_from, likely) else "likely" if confidence >= likely else "hidden"


Tiers = Mapping[str, Tier]
PLAIN = Tier()


@cache
def load_tiers(path: Path = FILE) -> Tiers:
    page = tomllib.loads(path.read_text(encoding="utf-8"))
    return {kind: Tier(**values) for kind, values in page.items()}


def refitted(shipped: Tier, verdicts: Iterable[tuple[float, bool]]) -> Tier | None:
    """The tier by what people decided on findings of this chance: (chance, accepted). None while they are too few.
    A surer finding is never taken to be less often right (isotonic regression), so that single verdicts do not jump."""
    ranked = sorted(verdicts)
    if len(ranked) < ENOUGH:
        return None
    steps = _rising(ranked)
    likely = next((chance for chance, share, _ in steps if share >= WORTH_SHOWING), NEVER)
    if likely <= ranked[0][0]:  # all that was shown was worth it: what we never showed, we cannot judge
        likely = min(shipped.likely_from, ranked[0][0])
    sure = next((chance for chance, share, above in steps if share >= SURE and above >= ENOUGH_SURE), NEVER)
    shown = [right for chance, right in ranked if chance >= likely]
    surely = [right for chance, right in ranked if chance >= sure]
    return Tier(likely, max(sure, likely), _share(shown), _share(surely), len(shown), len(surely), len(ranked))


def _rising(ranked: list[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Blocks of ever higher shares: from which chance on, what share was right, and how many verdicts from there on."""
    blocks: list[list[float]] = []  # the lowest chance, how many were right, how many there are
    for chance, right in ranked:
        if blocks and blocks[-1][0] == chance:
            blocks[-1][1:] = [blocks[-1][1] + right, blocks[-1][2] + 1]
        else:
            blocks.append([chance, float(right), 1.0])
    return _pooled(blocks, len(ranked))


def _pooled(given: list[list[float]], count: int) -> list[tuple[float, float, int]]:
    blocks: list[list[float]] = []
    for block in given:
        blocks.append(block)
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            _, right_of_last, of_last = blocks.pop()
            blocks[-1][1] += right_of_last
            blocks[-1][2] += of_last
    above, found = count, list[tuple[float, float, int]]()
    for chance, right_ones, many in blocks:
        found.append((chance, right_ones / many, above))
        above -= int(many)
    return found


def _share(right: list[bool]) -> float:
    return round(sum(right) / len(right), 3) if right else 0.0
