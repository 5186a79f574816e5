"""Which planned question was asked: by a way in which people put it, or by its telling words in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from joinery.method.questions import questions

ENOUGH = 0.5  # share of a planned question's telling words that were said
ENOUGH_WITH_KIND = 0.34  # less will do when the sentence is a question of the same kind

_WORD = re.compile(r"[^\W\d_]+")
_LITTLE = frozenset(
    _WORD.findall(
        "a an the and or but if of to in on at by for from with without about as is are was were be been being am do "
        "does did done has have had will would can could should may might must shall i me my we us our you your they them "
        "he their she it its this that these those there here what which who whom whose when where why how not no "
        "yes so then than too very just any some each other more most one let s"
    )
)
_SAME = {"spend": "cost", "price": "cost", "last": "time", "decide": "decision", "decides": "decision"}
_KINDS = {"check": "check", "feeling": "feeling", "agree": "agree", "concern": "concern"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put in the call; `kind` is its sort as heard: check, discover, feeling, agree, concern."""

    turn: int
    text: str
    kind: str = ""


def covered_turn(code: str, words: str, asked: Sequence[Asked]) -> int | None:
    """The turn that asked the planned question best, if any did."""
    wanted = telling_words(words)
    if not wanted:
        return None
    ways = questions()[code].heard_as if code in questions() else ()
    for question in asked:
        if any(re.search(way, question.text.lower().replace("’", "'")) for way in ways):
            return question.turn
    kind = _KINDS.get(questions()[code].group, "discover") if code in questions() else ""
    best: tuple[float, int] | None = None
    for question in asked:
        share = len(wanted & telling_words(question.text)) / len(wanted)
        enough = ENOUGH_WITH_KIND if kind and question.kind == kind else ENOUGH
        if share >= enough and (best is None or share > best[0]):
            best = share, question.turn
    return best[1] if best else None


def telling_words(text: str) -> frozenset[str]:
    """The words that carry the meaning, cut to their stems; what stands in brackets is still to be filled in."""
    plain = re.sub(r"[\[{][^\]}]*[\]}]", " ", text.lower().replace("’", "'"))
    return frozenset(_stem(_SAME.get(word, word)) for word in _WORD.findall(plain) if word not in _LITTLE)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
