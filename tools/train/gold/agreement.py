"""How far readings of the talks agree: python -m tools.train.gold.agreement

First the two readings of the one who wrote the talks; then what came of them, and a second reader who saw neither.

F1 counts a label as the same when the kind is the same and the words overlap by half of the shorter; kappa asks of
each turn whether it holds the kind at all, and takes off what chance alone would give.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from tools.train.gold.passes import DEEDS, HERE, KINDS, Label, Talk, kinds_of, matches, read_pass, read_talks

Readings = dict[str, list[Label]]


def kappa(both: int, only_one: int, only_other: int, neither: int) -> float:
    n = both + only_one + only_other + neither
    if not n:
        return 0.0
    one, other = (both + only_one) / n, (both + only_other) / n
    by_chance = one * other + (1 - one) * (1 - other)
    return ((both + neither) / n - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def counted(talks: Iterable[Talk], a: Readings, b: Readings) -> dict[str, Counter[str]]:
    counts = {kind: Counter[str]() for kind in KINDS}
    for talk in talks:
        ours, theirs = a[talk["conversation"]], b[talk["conversation"]]
        pairs, only_a, only_b = matches(ours, theirs)
        for kind in kinds_of(talk):
            count = counts[kind]
            count["same"] += sum(one.kind == kind for one, _ in pairs)
            count["only a"] += sum(one.kind == kind for one in only_a)
            count["only b"] += sum(one.kind == kind for one in only_b)
            in_a = {label.turn for label in ours if label.kind == kind}
            in_b = {label.turn for label in theirs if label.kind == kind}
            count["turns of both"] += len(in_a & in_b)
            count["turns of a"] += len(in_a - in_b)
            count["turns of b"] += len(in_b - in_a)
            count["turns of neither"] += len(talk["turns"]) - len(in_a | in_b)
        for one, other in pairs:
            for slot in ("owner", "due") if one.kind in DEEDS else ("sort",) if one.sort else ():
                counts[one.kind][f"{slot} asked"] += 1
                counts[one.kind][f"{slot} same"] += getattr(one, slot) == getattr(other, slot)
    return counts


def table(counts: dict[str, Counter[str]], names: tuple[str, str] = ("pass A", "pass B")) -> Iterator[str]:
    yield f"| kind | {' | '.join(names)} | same | F1 | kappa |"
    yield "|---|---:|---:|---:|---:|---:|"
    for kind in (*KINDS, "all"):
        count = counts[kind] if kind != "all" else sum(counts.values(), Counter())
        n_a, n_b = count["same"] + count["only a"], count["same"] + count["only b"]
        if not n_a + n_b:
            continue
        f1 = 2 * count["same"] / (n_a + n_b)
        chance_off = kappa(*(count[f"turns of {which}"] for which in ("both", "a", "b", "neither")))
        yield f"| {kind} | {n_a} | {n_b} | {count['same']} | {f1:.2f} | {chance_off:.2f} |"


def slots(counts: dict[str, Counter[str]]) -> Iterator[str]:
    count = sum(counts.values(), Counter())
    for slot in ("owner", "due", "sort"):
        yield f"{slot}: the same in {count[f'{slot} same']} of {count[f'{slot} asked']}"


def report(talks: dict[str, Talk], a: Readings, b: Readings) -> Iterator[str]:
    read_twice = [talk for name, talk in talks.items() if name in a and name in b]
    yield f"{len(read_twice)} talks, {sum(len(talk['turns']) for talk in read_twice)} turns, read twice"
    everything = counted(read_twice, a, b)
    yield from table(everything)
    yield from slots(everything)
    for what in ("source", "language"):
        for which in sorted({talk[what] for talk in read_twice}):
            counts = counted([talk for talk in read_twice if talk[what] == which], a, b)
            yield f"{what} {which}: {list(table(counts))[-1]}"


def second_reader(talks: dict[str, Talk]) -> Iterator[str]:
    """The labels that stand, and those of a reader who knew the guideline and the bare talks alone. No slots."""
    stands, second = standing(), read_pass(HERE / "pass_c.txt", talks)
    names = ("standing", "second reader")
    for language in ("en", "de", "fr"):
        read = [talks[name] for name in second if talks[name]["language"] == language]
        rows = list(table(counted(read, stands, second), names))
        yield f"{language}: {len(read)} talks, {sum(len(talk['turns']) for talk in read)} turns"
        yield from rows if language == "en" else rows[-1:]
    of_test = [talks[name] for name in second if name in standing("test") and talks[name]["language"] == "en"]
    yield f"en, test part: {list(table(counted(of_test, stands, second), names))[-1]}"


def standing(*splits: str) -> Readings:
    """The labels that stand, of one part or of both."""
    rows = [
        json.loads(line)
        for split in splits or ("tune", "test")
        for line in (HERE / f"{split}.jsonl").read_text("utf-8").split("\n")
        if line
    ]
    return {
        row["conversation"]: [
            Label(one["turn"], one["start"], one["end"], one["kind"], one.get("sort", "")) for one in row["labels"]
        ]
        for row in rows
    }


if __name__ == "__main__":
    all_talks = read_talks()
    print("\n".join(report(all_talks, *(read_pass(HERE / f"pass_{which}.txt", all_talks) for which in "ab"))))
    print("\n".join(second_reader(all_talks)))
