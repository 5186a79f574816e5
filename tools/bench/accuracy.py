"""How well findings are heard, by kind, on labelled talks that nothing was tuned on, and by a second reader."""

from __future__ import annotations

from collections.abc import Mapping

from joinery.engine.verifier import reader
from joinery.engine.verifier.by_rules import by_rules
from joinery.engine.verifier.verify import by_weights
from joinery.engine.verifier.weights import shipped
from joinery.method.tiers import load_tiers
from tools.bench.machine import table
from tools.train.counting import Count, by, counted, slots_and_sure, summed
from tools.train.gold import agreement
from tools.train.gold.passes import HERE, read_pass, read_talks
from tools.train.labelled import GOLD, Marked, bare, gold

HEAD = ("kind", "n", "P", "R", "F1", "F1 no marks", "F1 rules alone", "sure", "right when sure", "second reader F1")


def measured() -> str:
    test = [one for one in gold(GOLD) if one.split == "test"]
    agreed = agreements()
    parts = []
    for language in ("en", "de", "fr"):
        some = [one for one in test if one.language == language]
        parts.append(f"{language}: {len(some)} talks, {sum(len(one.conversation.turns) for one in some)} turns")
        parts.append(_of(some, agreed))
    return "\n\n".join(parts)


def _of(some: list[Marked], agreed: Mapping[str, float]) -> str:
    found = by(by_weights(shipped(), reader.shipped()), load_tiers())
    whole, rules = counted(some, found), counted(some, by(by_rules, {}))
    unmarked = counted([bare(one) for one in some], found)
    kinds = sorted({kind for counts in (whole, unmarked) for kind in counts} - {"people"})
    rows = []
    for kind in [*kinds, "all"]:
        one, no_marks, alone = (_count(counts, kind, kinds) for counts in (whole, unmarked, rules))
        right = f"{one.right_when_sure / one.sure:.2f}" if one.sure else ""
        rows.append(
            (kind, one.labelled, f"{one.precision:.2f}", f"{one.recall:.2f}", f"{one.f1:.2f}", f"{no_marks.f1:.2f}",
             f"{alone.f1:.2f}", one.sure, right, f"{agreed.get(kind, 0):.2f}")
        )  # fmt: skip
    return f"{table(HEAD, rows)}\n{slots_and_sure(whole)}"


def _count(counts: Mapping[str, Count], kind: str, kinds: list[str]) -> Count:
    return counts.get(kind, Count()) if kind != "all" else summed(counts[each] for each in kinds if each in counts)


def agreements() -> Mapping[str, float]:
    """F1 between the labels and a reader who saw none of them, by kind."""
    talks = read_talks()
    second = read_pass(HERE / "pass_c.txt", talks)
    counts = agreement.counted([talks[name] for name in second], agreement.standing(), second)
    counts = {**counts, "all": sum(counts.values(), type(next(iter(counts.values())))())}
    return {
        kind: 2 * count["same"] / max(1, 2 * count["same"] + count["only a"] + count["only b"])
        for kind, count in counts.items()
    }
