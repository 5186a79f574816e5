"""One reading of the talks: who labelled which words as what. The file is made to be written by hand.

= name-of-the-talk
13 call_to_action,request owner=Rolf due=2026-10-10 | Could you send me the floor plan by Saturday?
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = (
    "promise", "request", "call_to_action", "need", "impact", "concept", "success_measure", "yellow_light", "yes", "no",
    "competitor", "decision", "money", "timing", "why_us", "insight", "praise", "complaint",
)  # fmt: skip
SORTS = {"need": ("felt", "wanted"), "concept": ("", "avoid")}
DEEDS = ("promise", "request", "call_to_action")
OF_THE_CUSTOMER = frozenset(KINDS) - {*DEEDS, "competitor", "decision", "money", "timing"}
_SLOT = re.compile(r"(\w+)=(.+?)(?= \w+=|$)")

Talk = dict[str, Any]


@dataclass(frozen=True, order=True)
class Label:
    turn: int
    start: int
    end: int
    kind: str
    sort: str = ""
    owner: str = ""
    due: str = ""

    def overlaps(self, other: Label) -> bool:
        """By at least half of the shorter, in the same turn."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return self.turn == other.turn and 2 * shared >= min(self.end - self.start, other.end - other.start)


def read_talks(folder: Path = HERE / "talks") -> dict[str, Talk]:
    talks = [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").split("\n")
        if line
    ]
    return {talk["conversation"]: talk for talk in talks}


def kinds_of(talk: Talk) -> tuple[str, ...]:
    """The kinds that were looked for in this talk: all, if it does not say."""
    return tuple(talk.get("labelled", KINDS))


def read_pass(path: Path, talks: dict[str, Talk]) -> dict[str, list[Label]]:
    labels: dict[str, list[Label]] = {}
    for number, name, head, quote in lines_of(path):
        where = f"{path.name}:{number}"
        if not head:
            labels[name] = []
            continue
        turn, kinds, *slots = head.split(" ", 2)
        text = talks[name]["turns"][int(turn)]["text"]
        start = text.find(quote)
        if start < 0 or not quote:
            raise ValueError(f"{where}: turn {turn} of {name} does not say {quote!r}")
        said = dict(_SLOT.findall(slots[0])) if slots else {}
        for written in kinds.split(","):
            kind, _, sort = written.partition(":")
            check_kind(where, kind, sort)
            held = said if kind in DEEDS else {}
            labels[name].append(Label(int(turn), start, start + len(quote), kind, sort, **held))
    return {name: sorted(found) for name, found in labels.items()}


def lines_of(path: Path) -> Iterator[tuple[int, str, str, str]]:
    """(line number, talk, what stands before the bar, the quote); a line that names a talk has neither."""
    name = ""
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if line.startswith("= "):
            name = line[2:].strip()
            yield number, name, "", ""
        elif line.strip() and not line.startswith("#"):
            head, _, quote = line.partition(" | ")
            yield number, name, head.strip(), quote.strip()


def check_kind(where: str, kind: str, sort: str) -> None:
    if kind not in KINDS or (sort not in SORTS.get(kind, ("",))):
        raise ValueError(f"{where}: no such kind: {kind}:{sort}")


def matches(ours: list[Label], theirs: list[Label]) -> tuple[list[tuple[Label, Label]], list[Label], list[Label]]:
    """Labels of one kind over the same words, pair by pair; then what only the first has, then only the second."""
    pairs: list[tuple[Label, Label]] = []
    left = list(theirs)
    for one in ours:
        other = next((label for label in left if label.kind == one.kind and label.overlaps(one)), None)
        if other is not None:
            pairs.append((one, other))
            left.remove(other)
    paired = {id(one) for one, _ in pairs}
    return pairs, [one for one in ours if id(one) not in paired], left
