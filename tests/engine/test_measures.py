"""Measures of small talks, worked out by hand."""

import pytest

from joinery.engine.conversation import Conversation, Speaker, Turn
from joinery.engine.measures import MEASURES, measures_of
from joinery.engine.reading import Act, Finding

ANA, DORA = 0, 1
SPEAKERS = (Speaker("Ana", "seller"), Speaker("Dora", "customer"))


def talk(*lines, speakers=SPEAKERS):
    """Each line: who, act (or acts with their words), words, start, end."""
    turns, acts = [], []
    for who, kind, text, *times in lines:
        turns.append(Turn(who, text, *times))
        acts.append((Act(kind, 0, len(text)),))
    return Conversation(speakers, tuple(turns), "zoom"), tuple(acts)


CALL = talk(
    (ANA, "tell.product", "one two three four", 0.0, 10.0),
    (DORA, "backchannel", "mm-hm", 5.0, 5.5),
    (ANA, "tell.product", "five six", 11.0, 20.0),
    (ANA, "ask.discover", "how many", 20.0, 22.0),
    (DORA, "tell", "forty a day", 25.0, 40.0),
    (ANA, "ask.check", "today", 41.0, 43.0),
    (DORA, "tell", "yes and it is slow", 43.0, 53.0),
    (ANA, "ask.discover", "why", 54.0, 55.0),
    (ANA, "ask.discover", "since when", 55.0, 57.0),
    (ANA, "tell", "I see", 57.0, 60.0),
)  # fmt: skip
SLOW = Finding("need", "customer", DORA, 6, 8, 18, "it is slow", 0.9, "by hand")


def test_the_shares_of_a_small_call() -> None:
    measured, _ = measures_of(*CALL, [])

    # Ana: 10 + 9 + 2 + 2 + 1 + 2 + 3 = 29 s; Dora: 0.5 + 15 + 10 = 25.5 s
    assert measured["talk_share"] == pytest.approx(29 / 54.5)
    assert measured["words_share"] == pytest.approx(14 / 23)
    assert measured["words:0"] == 14
    assert measured["seconds:1"] == 25.5
    # Ana asks with 2 + 1 + 1 + 2 = 6 words and tells with 4 + 2 + 2 = 8.
    assert measured["getting:0"] == pytest.approx(6 / 14)
    assert measured["ask_tell"] == pytest.approx(7 / 22)


def test_a_monologue_bridges_short_gaps_and_the_listeners_noises() -> None:
    measured, _ = measures_of(*CALL, [])

    assert measured["longest_monologue"] == 22.0


def test_a_short_question_does_not_break_the_customers_turn() -> None:
    measured, _ = measures_of(*CALL, [])

    assert measured["customer_longest_turn"] == 53.0 - 25.0


def test_the_pauses_of_a_small_call() -> None:
    measured, _ = measures_of(*CALL, [])

    assert measured["patience"] == 1.0  # 5.5 → 11 is 5.5; 40 → 41 is 1; 53 → 54 is 1
    assert measured["thinking_pause_1"] == 1.5  # 22 → 25 and 43 → 43
    assert measured["thinking_pause_2"] == 1.0
    assert measured["stacked"] == 1
    assert measured["self_answered"] == 1


def test_questions_by_the_hour_and_by_thirds() -> None:
    measured, _ = measures_of(*CALL, [])

    assert measured["question_rate"] == 4 * 60
    assert [measured[f"questions_{third}_third"] for third in ("first", "middle", "last")] == [0, 0.25, 0.75]
    assert measured["interactivity"] == 4.0


def test_the_product_told_before_the_first_need_is_premature() -> None:
    measured, cannot_tell = measures_of(*CALL, [SLOW])

    assert measured["premature_telling"] == 19.0
    assert "speech_rate_jump" in cannot_tell


def test_the_speech_rate_after_an_objection_is_held_against_the_sellers_own() -> None:
    call = talk(
        (ANA, "tell", "a b c d e", 0.0, 5.0),
        (ANA, "tell", "a b c d e", 5.0, 10.0),
        (DORA, "tell", "that worries me", 10.0, 12.0),
        (ANA, "tell", "a b c d e f g h i j", 12.0, 17.0),
    )
    worry = Finding("yellow_light", "customer", DORA, 2, 0, 15, "that worries me", 0.9, "by hand")
    measured, _ = measures_of(*call, [worry])

    assert measured["speech_rate_jump"] == 120 - 60


def test_a_source_without_times_gives_words_and_says_what_it_cannot_tell() -> None:
    conversation, acts = CALL
    bare = Conversation(SPEAKERS, tuple(Turn(turn.speaker, turn.text) for turn in conversation.turns), "meet")
    measured, cannot_tell = measures_of(bare, acts, [SLOW])

    assert sorted(name for name in measured if ":" not in name) == [
        "ask_tell", "questions_first_third", "questions_last_third", "questions_middle_third",
        "self_answered", "stacked", "words_share",
    ]  # fmt: skip
    assert "longest_monologue" in cannot_tell
    assert measured["ask_tell"] == pytest.approx(6 / 8)


def test_every_measure_is_either_told_or_named_as_one_that_cannot_be() -> None:
    for conversation, acts in (CALL, talk(), talk((ANA, "tell", "alone", 0.0, 1.0))):
        measured, cannot_tell = measures_of(conversation, acts, [])
        assert sorted([*(name for name in measured if ":" not in name), *cannot_tell]) == sorted(MEASURES)


def test_nothing_is_said_of_sides_that_are_not_known() -> None:
    conversation, acts = CALL
    nobody = Conversation((Speaker("Ana"), Speaker("Dora")), conversation.turns, "zoom")
    measured, cannot_tell = measures_of(nobody, acts, [])

    assert set(cannot_tell) == set(MEASURES)
    assert measured["share:0"] == pytest.approx(29 / 54.5)
