"""From chances to tiers: by kind the chance from which on findings are shown, and from which on they are sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from joinery.engine.verifier.verify import TRUSTED
from joinery.method.tiers import FILE, NEVER, Tier
from tools.train.counting import Found, judged
from tools.train.labelled import Marked

SURE = 0.975  # so often must a sure finding be right, for it to be so .95 of the time with people nobody has heard
SURE_OF_EACH, FEW = 0.93, 8  # and so often with each writer of whom there are more than a few
ENOUGH_SURE, ENOUGH = 20, 15  # findings and labels from which on a kind has thresholds of its own
STEPS = tuple(step / 100 for step in range(12, 99))
COST, WORTH_SHOWING, ITS_COST = 0.005, 0.5, 0.02  # so much F1 is given for fewer false findings; more, where most are
Ranked = list[tuple[float, bool]]
Judged = list[tuple[float, bool, str]]  # with whose talk it was


def tiers_of(marked: Sequence[Marked], found: Found, writer_of: Callable[[Marked], str]) -> dict[str, Tier]:
    """`found` must give everything, hidden or not, by weights that never saw the conversation."""
    ranked: dict[str, Judged] = {}
    elsewhere: dict[str, Judged] = {}
    labelled: Counter[str] = Counter()
    labelled_elsewhere: Counter[str] = Counter()
    for one in marked:
        english = one.language == "en"
        for each, right in judged(one, found(one)):
            some = ranked if english else elsewhere
            some.setdefault(each.kind, []).append((each.confidence, right, writer_of(one)))
        (labelled if english else labelled_elsewhere).update(label.kind for label in one.labels)
    common, common_elsewhere = _common(ranked, labelled), _common(elsewhere, labelled_elsewhere)
    tiers = {}
    for kind, judgements in sorted(ranked.items()):
        tier = tier_of(judgements, labelled[kind], common)
        other = [(chance, right) for chance, right, _ in elsewhere.get(kind, [])]
        apart = _likely_of(other, labelled_elsewhere[kind], common_elsewhere) if other else 0.0
        tiers[kind] = replace(tier, likely_elsewhere=apart)
    return tiers


def _common(ranked: Mapping[str, Judged], labelled: Counter[str]) -> float:
    return _likely([(chance, right) for some in ranked.values() for chance, right, _ in some], labelled.total())


def tier_of(judgements: Judged, labelled: int, common: float) -> Tier:
    judgements = sorted(judgements, reverse=True)
    pairs = [(chance, right) for chance, right, _ in judgements]
    likely = _likely_of(pairs, labelled, common)
    sure = NEVER
    for at in reversed(STEPS):
        if at >= likely and _is_sure([(right, writer) for chance, right, writer in judgements if chance >= at]):
            sure = at
    shown = [so for chance, so in pairs if chance >= likely]
    surely = [so for chance, so in pairs if chance >= sure]
    return Tier(likely, sure, _share(shown), _share(surely), len(shown), len(surely), labelled)


def _likely_of(pairs: Ranked, labelled: int, common: float) -> float:
    if labelled < ENOUGH:  # with few labels the best threshold is partly luck: it is pulled to the common one
        return min(common, TRUSTED)
    likely = round((_likely(sorted(pairs, reverse=True), labelled) * labelled + common * 40) / (labelled + 40), 3)
    return min(likely, TRUSTED)  # so that what a rule hears is shown


def _is_sure(judgements: Sequence[tuple[bool, str]]) -> bool:
    right = [so for so, _ in judgements]
    if len(right) < ENOUGH_SURE or sum(right) < SURE * len(right):
        return False
    of_each = [[so for so, writer in judgements if writer == one] for one in {writer for _, writer in judgements}]
    return all(sum(some) >= SURE_OF_EACH * len(some) for some in of_each if len(some) > FEW)


def _likely(pairs: Ranked, labelled: int) -> float:
    """The highest chance at which F1 is about as good as it gets; higher still where most of what is shown is false."""
    f1 = {at: f1_at(pairs, at, labelled) for at in STEPS}
    best = max(STEPS, key=lambda at: (f1[at], -abs(at - 0.4)))
    good = max(at for at in STEPS if f1[at] >= f1[best] - COST)
    for at in STEPS:
        shown = [so for chance, so in pairs if chance >= at]
        if at >= good and f1[at] >= f1[best] - ITS_COST and shown and sum(shown) >= WORTH_SHOWING * len(shown):
            return at
    return good


def f1_at(pairs: Ranked, at: float, labelled: int) -> float:
    shown = [so for chance, so in pairs if chance >= at]
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
    yield "# From which chance on a finding of a kind is likely and shown, and from which on it is sure; how often that"
    yield "# was right on labelled talks. Made by tools/train/findings.py; a firm's own verdicts stand above it."
    for kind, one in sorted(tiers.items()):
        yield f"\n[{kind}]"
        for name in Tier.__slots__:
            yield f"{name} = {getattr(one, name)}"
