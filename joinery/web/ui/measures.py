"""What a talk comes to, in sentences: how it stands, its measures, and what the file cannot tell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

from joinery.engine.conversation import Side
from joinery.engine.reading import Reading
from joinery.lib.plain_text import clock, one_line, shorten
from joinery.web.ui.kinds import kind_of, weight_of
from joinery.web.ui.talk import parts_of

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

# How a figure is said; only those that mean something to a person who has just come out of the talk.
_SAID: dict[str, Callable[[float], str]] = {
    "talk_share": lambda share: f"The seller spoke for {share:.0%} of the time that somebody spoke.",
    "longest_monologue": lambda seconds: f"The seller's longest stretch was {clock(seconds)}.",
    "customer_longest_turn": lambda seconds: f"The customer's longest stretch was {clock(seconds)}.",
    "interactivity": lambda times: f"The word changed sides {times:.1f} times a minute.",
    "patience": lambda seconds: (
        f"The seller waited {seconds:.1f} seconds, typically, before speaking."
        if seconds >= 0.05
        else "The seller mostly spoke without a pause."
    ),
    "stacked": lambda times: f"Questions followed by another before an answer: {times:.0f}." if times else "",
    "self_answered": lambda times: f"Questions that the seller answered alone: {times:.0f}." if times else "",
    "premature_telling": lambda seconds: (
        f"{clock(seconds)} of telling about the product came before the first need was heard." if seconds >= 1 else ""
    ),
}
_UNKNOWN = {
    "talk_share": "How the time was shared between the sides.",
    "words_share": "How the words were shared between the sides.",
    "longest_monologue": "How long the seller spoke at one stretch.",
    "customer_longest_turn": "How long the customer spoke at one stretch.",
    "interactivity": "How often the word changed sides in a minute.",
    "patience": "How long the seller waited before speaking.",
    "thinking_pause_1": "How long the customer thought after a question.",
    "thinking_pause_2": "How long the seller waited after an answer.",
    "self_answered": "Whether the seller answered questions alone.",
    "stacked": "Whether questions were piled on each other.",
    "question_rate": "How many questions there were in an hour.",
    "questions_first_third": "How the questions were spread over the talk.",
    "questions_middle_third": "How the questions were spread over the talk.",
    "questions_last_third": "How the questions were spread over the talk.",
    "ask_tell": "How asking and telling were balanced.",
    "premature_telling": "Whether the product was told of before a need was heard.",
    "speech_rate_jump": "Whether the seller spoke faster after a doubt.",
}
_NO_SIDES = "Who sells and who buys: so nothing is said of how the two sides shared time, words, questions and pauses."


def how_it_stands(reading: Reading) -> str:
    """The first sentence of a page: who had the word, and what is worth looking at."""
    return " ".join(filter(None, [_who_had_the_word(reading), _what_was_heard(reading)]))


def _who_had_the_word(reading: Reading) -> str:
    parts = parts_of(reading)
    words = sum(part.words for part in parts)
    if not words:
        return ""
    of_side: dict[Side, int] = Counter()
    for part in parts:
        of_side[part.side] += part.words
    if of_side.get("customer") and of_side.get("seller"):
        return f"The customer had {_of_hundred(of_side['customer'] / words)} words."
    if len(parts) == 1:
        return f"{shorten(one_line(parts[0].name), 40)} is the only one who speaks."
    most = max(parts, key=lambda part: part.words)
    return f"{shorten(one_line(most.name), 40)} had {_of_hundred(most.words / words)} words."


def _of_hundred(share: float) -> str:
    return f"{round(share * 100)} of every 100"


def _what_was_heard(reading: Reading) -> str:
    counts = Counter(finding.kind for finding in reading.findings)
    if not counts:
        return ""
    chief = sorted(counts, key=lambda kind: (-weight_of(kind), -counts[kind]))[:3]
    said = [f"{_number(counts[kind])} {_named(kind, counts[kind])}" for kind in chief]
    rest = sum(counts.values()) - sum(counts[kind] for kind in chief)
    if rest:
        said.append(f"{_number(rest)} more")
    listed = " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
    return f"Heard: {listed}."


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


_COUNTED = {
    "concept": ("line of their picture", "lines of their picture"),
    "impact": ("line on what it costs them", "lines on what it costs them"),
    "success_measure": ("way they will know", "ways they will know"),
    "why_us": ("reason why us", "reasons why us"),
    "decision": ("line on how they decide", "lines on how they decide"),
    "people": ("line on people", "lines on people"),
    "money": ("line on money", "lines on money"),
    "timing": ("line on time", "lines on time"),
    "call_to_action": ("next step asked for", "next steps asked for"),
    "yes": ("yes", "yeses"),
    "no": ("no", "noes"),
    "insight": ("insight", "insights"),
    "praise": ("word of praise", "words of praise"),
}


def _named(kind: str, count: int) -> str:
    one, many = _COUNTED.get(kind, (kind_of(kind).title.lower(), kind_of(kind).plural.lower()))
    return one if count == 1 else many


def measures_in_words(reading: Reading) -> list[str]:
    """The figures worth a sentence; all of them are in the JSON."""
    known = {name: value for name, value in reading.measures.items() if math.isfinite(value)}
    return [words for name, says in _SAID.items() if name in known and (words := says(known[name]))]


def cannot_tell_in_words(reading: Reading) -> list[str]:
    """What the file cannot tell, each thing once; where no sides are known, that one reason stands for all."""
    unknown = list(reading.cannot_tell)
    if "words_share" in unknown and any(speaker.side == "unknown" for speaker in reading.conversation.speakers):
        others = [name for name in unknown if name not in _UNKNOWN]
        return [_NO_SIDES, *map(_plainly, others)]
    return list(dict.fromkeys(_UNKNOWN.get(name) or _plainly(name) for name in unknown))


def _plainly(name: str) -> str:
    return one_line(name.replace("_", " ")).capitalize()
