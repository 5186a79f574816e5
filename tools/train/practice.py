"""Talks that were written to learn from, their marks inside: `[p|I'll send it on Monday]`. Never counted in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from joinery.engine.conversation import Conversation, Speaker, Turn
from tools.train.labelled import Label, Marked

FOLDER = Path("tools/train/practice")
KINDS = {
    "p": "promise", "r": "request", "cta": "call_to_action", "nf": "need", "nw": "need", "i": "impact",
    "cf": "concept", "ca": "concept", "cv": "concept", "sm": "success_measure", "yl": "yellow_light", "y": "yes",
    "no": "no", "comp": "competitor", "d": "decision", "m": "money", "t": "timing", "why": "why_us",
    "ins": "insight", "pr": "praise", "co": "complaint",
}  # fmt: skip
WRITERS = {  # by file
    "en": "first", "en_spoken": "second", "en_clean": "third", "de": "fourth", "fr": "fourth",
    "en_trade": "fifth", "en_world": "sixth", "en_soft": "seventh", "en_after": "eighth", "en_plain": "ninth",
"de_hand": "tenth", "fr_hand": "eleventh", "en_video": "twelfth", "en_heard": "thirteenth",
    "en_table": "fourteenth", "en_first": "fifteenth",
}  # fmt: skip
_MARK = re.compile(r"\[([a-z+]+)\|([^\[\]]+)\]")


def practice(folder: Path = FOLDER) -> Iterator[Marked]:
    for path in sorted(folder.glob("*.txt")):
        writer = WRITERS[re.sub(r"_\d+$", "", path.stem)]
        for block in re.split(r"(?m)^# ", path.read_text(encoding="utf-8"))[1:]:
            head, *lines = block.strip().splitlines()
            title, _, language = (part.strip() for part in head.partition("|"))
            turns, labels = [], list[Label]()
            for line in filter(None, lines):
                who, _, marked = line.partition(": ")
                text, found = _unmarked(marked)
                side = "seller" if who == "S" else "customer"
                labels += [Label(len(turns), start, end, kind, side) for kind, start, end in found]
                turns.append(Turn(0 if who == "S" else 1, text))
            talk = Conversation((Speaker("Ana", "seller"), Speaker("Dora", "customer")), tuple(turns), "practice")
            yield Marked(title, "practice", talk, tuple(labels), language=language, writer=writer)


def _unmarked(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, found, at = "", list[tuple[str, int, int]](), 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        found += [(KINDS[code], len(text), len(text) + len(mark[2])) for code in mark[1].split("+")]
        text += mark[2]
        at = mark.end()
    return text + marked[at:], found
