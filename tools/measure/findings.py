"""Precision, recall and F1 of the findings by kind, on labelled lines that the rules were not tuned on.

python -m tools.measure.findings [--show] [FILE.jsonl]
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from joinery.engine.conversation import Conversation, Speaker, Turn
from joinery.engine.findings import find
from joinery.engine.reading import Finding
from joinery.method.signals import Signal, load_signals

GOLD = Path("tests/engine/gold_small.jsonl")
SAID_ON = date(2026, 11, 21)
SPEAKERS = (Speaker("Ana", "seller"), Speaker("Dora", "customer"))


def heard_in(row: dict[str, Any], signals: tuple[Signal, ...]) -> list[Finding]:
    turns = tuple(Turn(0 if side == "seller" else 1, text) for side, text in row["turns"])
    talk = Conversation(SPEAKERS, turns, "joinery")
    return [one for one in find(talk, ((),) * len(turns), signals, SAID_ON) if one.turn == row["at"]]


def is_same(label: dict[str, Any], one: Finding, text: str) -> bool:
    """Kind and span: the overlap is at least half of the shorter."""
    start = text.index(label["quote"])
    end = start + len(label["quote"])
    overlap = min(end, one.end) - max(start, one.start)
    return bool(label["kind"] == one.kind and overlap * 2 >= min(end - start, one.end - one.start))


def measure(rows: Iterable[dict[str, Any]], *, show: bool = False) -> tuple[dict[str, Counter[str]], Counter[str]]:
    signals = load_signals()
    kinds: dict[str, Counter[str]] = {}
    slots: Counter[str] = Counter()
    for row in rows:
        text = row["turns"][row["at"]][1]
        left = heard_in(row, signals)
        for label in row["labels"]:
            found = next((one for one in left if is_same(label, one, text)), None)
            kinds.setdefault(label["kind"], Counter())["hit" if found else "missed"] += 1
            if found is None:
                if show:
                    print(f"missed  {label['kind']:16} {label['quote']}")
                continue
            left.remove(found)
            for slot, said in (("owner", found.owner), ("due", str(found.due)), ("sort", found.sort)):
                if slot in label:
                    slots[f"{slot} {'right' if label[slot] == said else 'wrong'}"] += 1
        for one in left:
            kinds.setdefault(one.kind, Counter())["false"] += 1
            if show:
                print(f"false   {one.kind:16} {one.quote}")
    return kinds, slots


def table(kinds: dict[str, Counter[str]]) -> Iterable[str]:
    yield "| kind | n | precision | recall | F1 |"
    yield "|---|---|---|---|---|"
    for kind in [*sorted(kinds), "all"]:
        count = kinds[kind] if kind != "all" else sum(kinds.values(), Counter())
        n, heard = count["hit"] + count["missed"], count["hit"] + count["false"]
        precision = count["hit"] / heard if heard else 0.0
        recall = count["hit"] / n if n else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        yield f"| {kind} | {n} | {precision:.2f} | {recall:.2f} | {f1:.2f} |"


if __name__ == "__main__":
    paths = [Path(word) for word in sys.argv[1:] if not word.startswith("-")] or [GOLD]
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]
    by_kind, by_slot = measure(lines, show="--show" in sys.argv)
    print(f"{len(lines)} lines")
    print("\n".join(table(by_kind)))
    print(", ".join(f"{name} {number}" for name, number in sorted(by_slot.items())))
