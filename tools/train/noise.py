"""Talks as a recogniser would give them: without marks, with words lost, doubled or misheard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from joinery.engine.conversation import Turn

FILLERS = ("um", "uh", "er", "like", "you know", "so", "well", "yeah")
_ALIKE = (
    "their there they're / your you're / its it's / to too two / for four / know no / right write / by buy bye / "
    "hear here / are our / then than / we're were / would wood / what's what / who's whose / weather whether / "
    "could can / do to / did do / is it's / have of / in and / a the / you'd you / we'd we / how's how"
)
ALIKE = {
    word: [other for other in group.split() if other != word] for group in _ALIKE.split("/") for word in group.split()
}


def bare(text: str) -> str:
    """The text as a recogniser without punctuation would give it."""
    return " ".join(re.sub(r"[^\w' ]", " ", text.lower()).split())


def misheard(text: str, chance: Random) -> str:
    """Bare text in which about one word in ten is wrong: lost, doubled, misheard, or a filler before it."""
    words: list[str] = []
    for word in bare(text).split():
        roll = chance.random()
        if roll < 0.03:
            continue
        if roll < 0.05:
            words.append(word)
        elif roll < 0.07:
            words.append(chance.choice(FILLERS))
        words.append(chance.choice(ALIKE[word]) if word in ALIKE and roll > 0.92 else word)
    return " ".join(words)


def carelessly_marked(text: str, chance: Random) -> str:
    """The text with marks as weak recognisers set them: most question marks are full stops, some stops are gone."""
    loose = re.sub(r"\?", lambda mark: "?" if chance.random() < 0.35 else chance.choice((".", "")), text)
    return re.sub(r"[,.]", lambda mark: "" if chance.random() < 0.3 else mark.group(), loose)


def without_times(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    return tuple(replace(turn, start=None, end=None) for turn in turns)
