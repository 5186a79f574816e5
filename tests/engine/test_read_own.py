"""Joinery's own JSON: written and read back, nothing changes."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinery.engine.conversation import CannotRead, Conversation, Side, Speaker, Turn, Word
from joinery.engine.formats.draft import odd_times
from joinery.engine.formats.own import as_json
from joinery.engine.read import read

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NAME = TEXT.filter(bool)
SIDES: list[Side] = ["seller", "customer", "unknown"]
TIME = st.none() | st.floats(0, 100_000, allow_nan=False)
WORDS = st.lists(st.builds(Word, TEXT, TIME, TIME), max_size=3).map(tuple)


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    speakers = draw(st.lists(st.builds(Speaker, NAME, st.sampled_from(SIDES), TEXT), min_size=1, max_size=4))
    turn = st.builds(Turn, st.integers(0, len(speakers) - 1), TEXT, TIME, TIME, WORDS)
    turns = draw(st.lists(turn, min_size=1, max_size=8))
    return Conversation(
        speakers=tuple(speakers),
        turns=tuple(turns),
        source=draw(st.sampled_from(["joinery", "zoom", "meet"])),
        title=draw(TEXT),
        held_on=draw(st.none() | st.dates()),
        remarks=tuple(odd_times(turns)),
    )


@given(conversations())
def test_what_is_written_is_read_back(conversation: Conversation) -> None:
    assert read(as_json(conversation)) == conversation
    assert read(as_json(conversation).encode(), name="call.json") == conversation


def test_turns_are_kept_one_to_one_and_word_for_word() -> None:
    texts = ["  Two  spaces ", "", "Customer: we sign today", "Line\nbreak", "Again", "Again"]
    conversation = read(
        json.dumps(
            {
                "title": "Laundry",
                "held_on": "2026-09-02",
                "speakers": [{"name": "Sam", "side": "seller"}, {"name": "Orla"}],
                "turns": [{"speaker": 0, "text": text} for text in texts[:4]]
                + [
                    {"speaker": "Orla", "start": 3, "end": "4.5", "text": "Again"},
                    {"speaker": "Emil", "text": "Again"},
                ],
            }
        )
    )

    assert [turn.text for turn in conversation.turns] == texts
    assert [turn.speaker for turn in conversation.turns] == [0, 0, 0, 0, 1, 2]
    assert conversation.speakers == (Speaker("Sam", "seller"), Speaker("Orla"), Speaker("Emil"))
    assert (conversation.turns[4].start, conversation.turns[4].end) == (3.0, 4.5)
    assert (conversation.title, conversation.held_on, conversation.source) == ("Laundry", date(2026, 9, 2), "joinery")


def test_what_listen_writes_is_read_back() -> None:
    turn = {"index": 0, "speaker": 1, "side": "customer", "start": 1.0, "end": 2.0, "text": "Yes.", "acts": ["react"]}
    written = {
        "source": "meet",
        "speakers": [{"name": "Sam", "side": "seller"}, {"name": "Orla", "side": "customer"}],
        "turns": [turn],
        "measures": {},
        "findings": [],
    }

    assert read(json.dumps(written)) == Conversation(
        speakers=(Speaker("Sam", "seller"), Speaker("Orla", "customer")),
        turns=(Turn(1, "Yes.", 1.0, 2.0),),
        source="meet",
    )


def test_zero_bytes_lone_surrogates_and_endless_times_are_left_out() -> None:
    conversation = read('{"turns": [{"speaker": "Sam", "text": "a\\u0000b\\ud800c", "start": NaN, "end": 1e999}]}')

    assert conversation.turns == (Turn(0, "abc", None, None),)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"turns": []}, "This conversation has no turns in it."),
        ({"turns": [{"text": "a"}, {"speaker": 0}]}, "Turn 2 has no text."),
        (
            {"speakers": [{"name": "Sam"}], "turns": [{"speaker": 7, "text": "a"}]},
            "Turn 1 is spoken by number 7, who is not in the list of speakers.",
        ),
        (
            {"speakers": [{"name": "Sam", "side": "both"}], "turns": [{"speaker": 0, "text": "a"}]},
            "The side of speaker 1 is not seller, customer or unknown.",
        ),
        ({"turns": [{"speaker": [], "text": "a"}]}, "The speaker of turn 1 is neither a name nor a number."),
        ({"turns": ["text"]}, "In this JSON entry 1 of “turns” is not an object."),
    ],
)
def test_what_does_not_fit_is_refused_with_the_turn(fields: dict[str, object], why: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        read(json.dumps(fields))

    assert str(refusal.value) == why
