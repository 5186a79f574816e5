"""From chances to tiers: by kind the chance from which on findings are shown, and from which on they are sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from joinery.method.tiers import FILE, NEVER, Tier
from tools.train.labelled import Label, Marked
from tools.train.sorting import WORTH, Sum

SURE = 0.95  # so often must a sure finding be right
ENOUGH_SURE, ENOUGH = 15, 15  # findings and labels from which on a kind has thresholds of its own
STEPS = tuple(step / 100 for step in range(10, 99))


def tiers_of(marked: Sequence[Marked], rows: Sequence[Sum], chances: Sequence[float]) -> dict[str, Tier]:
    """Over the conversations alone: examples and single lines were chosen, so their share of right ones says nothing."""
    whole = [one for one in marked if one.source not in WORTH] or list(marked)
    names = {one.name for one in whole}
    found: dict[str, Tier] = {}
    for kind in sorted({row.kind for row in rows}):
        pairs = [(c, r) for r, c in zip(rows, chances, strict=True) if r.kind == kind and r.name in names]
        labels = [(one.name, label) for one in whole for label in one.labels if label.kind == kind]
        found[kind] = tier_of(pairs, labels)
    return found


def tier_of(pairs: Sequence[tuple[float, Sum]], labels: Sequence[tuple[str, Label]]) -> Tier:
    count = 2 * len(labels)  # each conversation is heard in two versions
    ranked = sorted(((chance, row.is_so) for chance, row in pairs), reverse=True)
    likely = max(STEPS, key=lambda at: (f1_at(ranked, at, count), -abs(at - 0.4))) if len(labels) >= ENOUGH else 0.5
    sure = NEVER
    for at in reversed(STEPS):
        right = [so for chance, so in ranked if chance >= at]
        if at >= likely and len(right) >= ENOUGH_SURE and sum(right) / len(right) >= SURE:
            sure = at
    shown = [so for chance, so in ranked if chance >= likely]
    surely = [so for chance, so in ranked if chance >= sure]
    return Tier(
        likely, sure, _share(shown), _share(surely), len(shown) // 2, len(surely) // 2, len(labels)
    )  # fmt: skip


def f1_at(ranked: Sequence[tuple[float, bool]], at: float, labelled: int) -> float:
    shown = [so for chance, so in ranked if chance >= at]
    return 2 * sum(shown) / max(1, len(shown) + labelled)


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / len(right), 3) if right else 0.0


def printed(tiers: Mapping[str, Tier]) -> str:
    lines = ["| kind | labelled | likely from | shown | right | sure from | sure | right when sure |", "|---" * 8 + "|"]
    for kind, one in sorted(tiers.items()):
        sure = f"{one.sure_from:.2f}" if one.sure_from < 1 else "never"
        lines.append(
            f"| {kind} | {one.labelled} | {one.likely_from:.2f} | {one.shown} | {one.right:.2f} | {sure} | {one.sure} "
            f"| {one.right_when_sure:.2f} |"
        )
    return "\n".join(lines)


def write_tiers(tiers: Mapping[str, Tier], path: Path = FILE) -> None:
    path.write_text("\n".join(_lines(tiers)) + "\n", encoding="utf-8")


def _lines(tiers: Mapping[str, Tier]) -> Iterable[str]:
    yield "# From which chance on a finding of a kind is likely and shown, and from which on it is sure; how often that was"
    yield "# right on labelled talks. Made by tools/train/findings.py; a firm's own verdicts stand above it."
    for kind, one in sorted(tiers.items()):
        yield f"\n[{kind}]"
        for name in Tier.__slots__:
            yield f"{name} = {getattr(one, name)}"
