"""The day a deed is due, in 264 sentences as people really say days. One half was looked at while the grammar was
mended; the other was kept aside and only counted."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from joinery.engine.candidates import Talk
from joinery.engine.conversation import Conversation, Speaker, Turn
from joinery.engine.findings import passages_of

HERE = Path(__file__).parent
_DEED = re.compile(r"\[(.+?)\]")


@dataclass(frozen=True)
class Said:
    language: str
    said_on: date
    turns: tuple[tuple[int, str], ...]
    deed: str
    due: date | None

    def __str__(self) -> str:
        return " / ".join(text for _, text in self.turns)


def said_in(path: Path) -> Iterator[Said]:
    language, said_on = "", date.min
    turns: list[tuple[int, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            _, language, day, _ = line.split()
            said_on = date.fromisoformat(day)
        elif line and not line.startswith("#"):
            words, _, due = line.partition(" => ")
            turns.append(("SC".index(words[0]), words[3:]))
            if due:
                deed = _DEED.search(words)
                assert deed is not None, line
                turns[-1] = (turns[-1][0], _DEED.sub(r"\1", words[3:]))
                on = None if due == "no day" else date.fromisoformat(due)
                yield Said(language, said_on, tuple(turns), deed[1], on)
                turns = []


def halves() -> tuple[list[Said], list[Said]]:
    every = [one for name in ("days_said_en.txt", "days_said_de_fr.txt") for one in said_in(HERE / name)]
    random.Random(20261122).shuffle(every)
    return every[: len(every) // 2], every[len(every) // 2 :]


def day_heard(one: Said) -> date | None:
    turns = tuple(Turn(who, text) for who, text in one.turns)
    conversation = Conversation((Speaker("Ana", "seller"), Speaker("Dora", "customer")), turns, "joinery")
    talk = Talk(conversation, [[] for _ in turns], passages_of(conversation), one.said_on)
    passage = talk.passages[-1]
    start = passage.text.rindex(one.deed)
    left, right = passage.trimmed(passage.plain_at(start), passage.plain_at(start + len(one.deed)))
    due = talk.unweighed(len(talk.passages) - 1, True, (left, right), left, right).due
    return due.on if due else None


LOOKED_AT, KEPT_ASIDE = halves()
OUT_OF_REACH = {"Ich schicke die Tagesordnung für Montag morgen rüber."}  # people, too, ask which day is meant


@pytest.mark.parametrize("one", LOOKED_AT, ids=str)
def test_the_day_that_a_careful_reader_would_say(one: Said) -> None:
    assert (day_heard(one) == one.due) == (str(one) not in OUT_OF_REACH)


def test_the_half_that_was_kept_aside_is_right_nearly_always() -> None:
    right = sum(day_heard(one) == one.due for one in KEPT_ASIDE)

    assert (right, len(KEPT_ASIDE)) == (130, 132)


@pytest.mark.parametrize(
    ("said", "deed", "due"),
    [
        ("I'll replace those on Thursday's run.", "I'll replace those on Thursday's run", date(2026, 11, 19)),
        ("I'm going to take it further up. You'll have a letter by Monday.", "I'm going to take it further up", None),
        ("I'll measure the shed. You'll have that on Monday.", "I'll measure the shed", date(2026, 11, 23)),
        ("The sixth. Could you send me the name?", "Could you send me the name?", None),
        ("Ten minutes in an hour, or Wednesday?", "Ten minutes in an hour, or Wednesday", date(2026, 11, 25)),
        ("Next week is better. How about Thursday?", "How about Thursday?", date(2026, 11, 26)),
        ("Next week is fine. You'll have it Thursday.", "You'll have it Thursday", date(2026, 11, 19)),
        ("Righto, the 25th, we'll be there at eight.", "we'll be there at eight", date(2026, 11, 25)),
        ("I write it today, and the offer you get on Friday.", "I write it today", date(2026, 11, 18)),
        ("I'll do it tonight and text you tomorrow.", "I'll do it tonight and text you tomorrow", date(2026, 11, 19)),
        (
            "I'll get it on the truck Friday, as tomorrow it's all jammed.",
            "I'll get it on the truck Friday",
            date(2026, 11, 20),
        ),
        ("You'd sort out the January bill, please.", "You'd sort out the January bill, please", None),
        ("I'll drive up on Saturday the 16th.", "I'll drive up on Saturday the 16th", date(2027, 1, 16)),
        ("It's switched in the course of December.", "It's switched in the course of December", date(2026, 12, 31)),
        ("Shall we walk the yard this day week?", "Shall we walk the yard this day week", date(2026, 11, 25)),
    ],
)
def test_a_day_beside_the_deed(said: str, deed: str, due: date | None) -> None:
    assert day_heard(Said("en", date(2026, 11, 18), ((0, said),), deed, due)) == due


@pytest.mark.parametrize(
    ("before", "said", "due"),
    [
        ("The opening is on the 27th.", "Then we'll hang the sign the day before", date(2026, 11, 26)),
        ("They meet on the 25th.", "We'll report back the morning after", date(2026, 11, 26)),
        (
            "Die Hausmesse ist am 27. November.",
            "Dann stehen die Vitrinen zwei Tage vorher im Foyer",
            date(2026, 11, 25),
        ),
        ("La foire est le 27 novembre.", "Deux jours avant, on vous installe la sono", date(2026, 11, 25)),
        ("Could we have the quote by Friday?", "I'll price the grey ones up", None),
    ],
)
def test_a_day_that_the_other_side_said_counts_where_the_deed_points_to_it(
    before: str, said: str, due: date | None
) -> None:
    assert day_heard(Said("en", date(2026, 11, 18), ((1, before), (0, said)), said, due)) == due
