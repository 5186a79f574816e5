"""Who is on which side."""

import pytest

from joinery.engine.acts import acts_of
from joinery.engine.conversation import Conversation, Speaker, Turn
from joinery.engine.sides import Known, guess_sides
from joinery.method.acts import load_acts
from joinery.method.sides import load_sides

ACTS, CUES = load_acts(), load_sides()


def sides(speakers, *said, known=()):
    turns = tuple(Turn(number % len(speakers), text) for number, text in enumerate(said))
    return guess_sides(Conversation(tuple(speakers), turns, "txt"), acts_of(turns, ACTS), known, CUES)


@pytest.mark.parametrize("example", CUES.examples, ids=lambda example: example.says[0])
def test_every_example_of_the_file_is_guessed_as_it_says(example) -> None:
    assert sides([Speaker("Speaker 1"), Speaker("Speaker 2")], *example.says) == example.sides


def test_a_given_side_wins_over_words() -> None:
    speakers = [Speaker("Ana", "customer"), Speaker("Dora")]

    assert sides(speakers, "our machines are good and we install them", "we need one") == ("customer", "seller")


def test_people_are_known_by_name_by_mail_and_by_firm() -> None:
    speakers = [
        Speaker("ANA  Berg"),
        Speaker("D.", email="dora@astoria.example"),
        Speaker("Piet", email="p@astoria.example"),
    ]
    known = [Known("Ana Berg", "seller"), Known("Dora", "customer", email="Dora@astoria.example")]

    assert sides(speakers, "hello", "hello", "hello", known=known) == ("seller", "customer", "customer")


def test_a_public_mail_domain_says_nothing() -> None:
    speakers = [Speaker("Ana", email="ana@gmail.com"), Speaker("Dora", email="dora@gmail.com"), Speaker("Emil")]

    assert sides(speakers, "hi", "hi", "hi", known=[Known("Ana", "seller", email="ana@gmail.com")]) == (
        "seller", "unknown", "unknown",
    )  # fmt: skip


def test_who_cannot_be_told_stays_unknown() -> None:
    assert sides([Speaker("A"), Speaker("B")], "Good morning.", "Nice weather.") == ("unknown", "unknown")
