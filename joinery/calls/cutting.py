"""Taking one voice out of a conversation: pure, on what a recording keeps. Turns stay where they are, without words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Kept = Mapping[str, Any]
Stretch = tuple[float, float]


@dataclass(frozen=True)
class WithoutVoice:
    """`turns` are those that were cut. `has_times` is False when one of them does not say when it was spoken: then
    nobody knows which part of the sound is theirs."""

    conversation: dict[str, Any]
    turns: tuple[int, ...]
    stretches: tuple[Stretch, ...]
    has_times: bool


def without_voice(conversation: Kept, speaker: int) -> WithoutVoice:
    turns = [dict(turn) for turn in conversation["turns"]]
    cut = [number for number, turn in enumerate(turns) if turn["speaker"] == speaker and turn["text"]]
    times = [(turns[number].get("start"), turns[number].get("end")) for number in cut]
    for number in cut:
        turns[number] = {**turns[number], "text": ""}
        turns[number].pop("words", None)
    known = [(float(start), float(end)) for start, end in times if start is not None and end is not None]
    return WithoutVoice({**conversation, "turns": turns}, tuple(cut), merged(known), has_times=len(known) == len(times))


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """In order, none touching another. One that ends before it begins is read the other way round."""
    found: list[Stretch] = []
    for start, end in sorted((min(one), max(one)) for one in stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def spoke(conversation: Kept) -> set[int]:
    """Who still says something."""
    return {turn["speaker"] for turn in conversation["turns"] if turn["text"]}


def reading_without(reading: dict[str, Any] | None, turns: Iterable[int]) -> dict[str, Any] | None:
    """What was heard in those turns goes; what it did to the measures stays until it is read again."""
    if reading is None:
        return None
    gone = set(turns)
    acts = [[] if number in gone else each for number, each in enumerate(reading["acts"])]
    return {**reading, "acts": acts, "unsure": [one for one in reading.get("unsure", ()) if one["turn"] not in gone]}
