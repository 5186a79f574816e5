"""Figures become sentences, and what is not known is said once, in plain words."""

from dataclasses import replace

from joinery.web.ui.measures import cannot_tell_in_words, how_it_stands, measures_in_words
from tests.readings import ASTORIA, talk


def test_a_talk_opens_with_a_sentence():
    assert how_it_stands(ASTORIA) == (
        "The customer had 63 of every 100 words. Heard: one yellow light, one promise and one need."
    )


def test_without_sides_the_one_who_said_most_is_named():
    assert how_it_stands(talk(("A", "tell", "one two three"), ("B", "tell", "four"))) == "A had 75 of every 100 words."


def test_a_measure_is_said_and_what_is_not_a_number_is_not():
    measured = replace(ASTORIA, measures={"longest_monologue": 95.0, "patience": float("nan"), "words:0": 3.0})

    assert measures_in_words(measured) == ["The seller's longest stretch was 1:35."]


def test_the_same_thing_that_cannot_be_told_is_said_once():
    unknown = replace(ASTORIA, cannot_tell=("patience", "questions_first_third", "questions_last_third", "new_thing"))

    assert cannot_tell_in_words(unknown) == [
        "How long the seller waited before speaking.",
        "How the questions were spread over the talk.",
        "New thing",
    ]


def test_without_sides_one_reason_stands_for_all():
    unknown = talk(("A", "tell", "one"), cannot_tell=["talk_share", "words_share", "patience"])

    assert len(cannot_tell_in_words(unknown)) == 1
