"""The middle of some figures; the standard library's own loads fractions and decimals first."""

from __future__ import annotations

from collections.abc import Iterable


def median(figures: Iterable[float]) -> float:
    ordered = sorted(figures)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
