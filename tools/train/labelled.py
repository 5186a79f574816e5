"""Labelled conversations for the findings: each a talk and what a careful person marked in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from joinery.engine.conversation import Conversation, Speaker, Turn
from joinery.engine.reading import Finding
from joinery.method.signals import load_signals

GOLD = Path("tools/train/gold")
SAID_ON = date(2026, 11, 21)
_WORD = re.compile(r"[\w']+")


@dataclass(frozen=True)
class Label:
    turn: int
    start: int
    end: int
    kind: str
    side: str
    owner: str = ""
    due: str | None = None  # None: not said which


@dataclass(frozen=True)
class Marked:
    """A conversation and its labels. `counted` are the turns that were labelled; None for all."""

    name: str
    source: str
    conversation: Conversation
    labels: tuple[Label, ...]
    split: str = "tune"
    counted: frozenset[int] | None = None
    kinds: frozenset[str] | None = None  # the kinds that were looked for; None for all
    language: str = "en"
    said_on: date = SAID_ON
    signals: frozenset[str] | None = None  # only what these hear is told; None for all
    acts_heard: bool = True
    writer: str = ""  # whose practice talk it is; empty for all others


def is_same(label: Label, one: Finding) -> bool:
    """Kind, side and span: the overlap is at least half of the shorter."""
    shared = min(label.end, one.end) - max(label.start, one.start)
    return (
        (label.turn, label.kind, label.side) == (one.turn, one.kind, one.side)
        and shared > 0
        and shared * 2 >= min(label.end - label.start, one.end - one.start)
    )


def gold(folder: Path) -> Iterator[Marked]:
    """One conversation a line, in every file of the folder."""
    for path in sorted(folder.glob("t*.jsonl")):  # tune.jsonl and test.jsonl
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield _of_gold(json.loads(line))


def _of_gold(row: dict[str, Any]) -> Marked:
    speakers = list({(turn["speaker"], turn["side"]): None for turn in row["turns"]})
    turns = tuple(
        Turn(speakers.index((turn["speaker"], turn["side"])), turn["text"], turn.get("start"), turn.get("end"))
        for turn in row["turns"]
    )
    talk = Conversation(tuple(Speaker(str(name), side) for name, side in speakers), turns, row["source"])
    labels = tuple(
        Label(
            each["turn"], each["start"], each["end"], each["kind"], each["side"], each.get("owner") or "",
            each.get("due"),
        )
        for each in row["labels"]
    )  # fmt: skip
    kinds = frozenset(row["labelled"]) if "labelled" in row else None
    said_on = date.fromisoformat(row["held_on"]) if row.get("held_on") else SAID_ON
    return Marked(
        row["conversation"], row["source"], talk, labels, row.get("split", "tune"), kinds=kinds,
        language=row.get("language", "en"), said_on=said_on,
    )  # fmt: skip


def lines(path: Path) -> Iterator[Marked]:
    """Single lines with their neighbours, as in tests/engine/gold_seen.jsonl."""
    for text in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        turns = tuple(Turn(0 if side == "seller" else 1, says) for side, says in row["turns"])
        talk = Conversation((Speaker("Ana", "seller"), Speaker("Dora", "customer")), turns, "joinery")
        said, side = turns[row["at"]].text, row["turns"][row["at"]][0]
        labels = tuple(
            Label(
                row["at"], said.index(each["quote"]), said.index(each["quote"]) + len(each["quote"]), each["kind"], side
            )
            for each in row["labels"]
        )
        yield Marked(row["id"], "lines", talk, labels, counted=frozenset([row["at"]]))


def examples() -> Iterator[Marked]:
    """The examples that stand in the signal files: told of their own signal only."""
    for signal in load_signals():
        for number, example in enumerate(signal.examples):
            who = 0 if example.side == "seller" else 1
            said = [(1 - who, example.before), (who, example.says), (1 - who, example.reply)]
            turns = tuple(Turn(speaker, words) for speaker, words in said if words)
            at = next(place for place, turn in enumerate(turns) if turn.text == example.says)
            talk = Conversation((Speaker("Ana", "seller"), Speaker("Dora", "customer")), turns, "joinery")
            words = example.quote or example.says
            start = example.says.index(words)
            labels = (Label(at, start, start + len(words), signal.kind, example.side),) if example.heard else ()
            for heard in (True, False):
                yield Marked(
                    f"{signal.name} {number} {heard}", "examples", talk, labels, counted=frozenset([at]),
                    signals=frozenset([signal.name]), acts_heard=heard,
                )  # fmt: skip


def bare(one: Marked) -> Marked:
    """The same as a recogniser without marks would give it."""
    turns, placed = [], []
    for turn in one.conversation.turns:
        low = turn.text.lower() if len(turn.text.lower()) == len(turn.text) else turn.text
        text, places, at = [], [], 0
        for word in _WORD.finditer(low.replace("’", "'")):
            places.append((word.start(), word.end(), at))
            text.append(word.group())
            at += len(word.group()) + 1
        turns.append(replace(turn, text=" ".join(text)))
        placed.append(places)
    labels = [moved for label in one.labels if (moved := _moved(label, placed[label.turn]))]
    talk = replace(one.conversation, turns=tuple(turns))
    return replace(one, name=f"{one.name} bare", conversation=talk, labels=tuple(labels))


def _moved(label: Label, places: list[tuple[int, int, int]]) -> Label | None:
    inside = [(at, at + end - start) for start, end, at in places if start < label.end and end > label.start]
    return replace(label, start=inside[0][0], end=inside[-1][1]) if inside else None


def all_of(folder: Path) -> Iterable[Marked]:
    yield from examples()
    yield from lines(Path("tests/engine/gold_seen.jsonl"))
    yield from gold(folder)
