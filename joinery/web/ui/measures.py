"""What a talk comes to, in sentences: how it stands, its measures, and what the file cannot tell."""

from __future__ import annotations

import math
from collections import Counter

from joinery.engine.conversation import Side
from joinery.engine.reading import Reading
from joinery.lib.plain_text import one_line, shorten
from joinery.web.ui.kinds import kind_of, weight_of
from joinery.web.ui.talk import parts_of

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

# A name of method.md F2, and how to say it; {} takes the figure, % makes it a share of a hundred.
_MEASURES: dict[str, str] = {}


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
    """The measures that say something to a person, each with its figure; the others are in the JSON."""
    return [
        says.format(value * 100 if "%" in says else value)
        for name, says in _MEASURES.items()
        if (value := reading.measures.get(name)) is not None and math.isfinite(value)
    ]


def cannot_tell_in_words(reading: Reading) -> list[str]:
    return [one_line(name.replace("_", " ")) for name in reading.cannot_tell]
