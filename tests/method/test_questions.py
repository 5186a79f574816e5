"""The formula of questions, and the few that a call needs."""

import tomllib
from pathlib import Path

import pytest

from joinery.method import questions as module
from joinery.method.belief_kinds import belief_kinds
from joinery.method.covering import Asked, covered_turn
from joinery.method.questions import choose_questions, coverage_for, coverage_sets, question_groups, questions

FILES = sorted((Path(module.__file__).parent / "questions").glob("*.toml"))
EXAMPLES = [example for path in FILES for example in tomllib.loads(path.read_text("utf-8")).get("example", [])]
ALL_KNOWN = dict.fromkeys(belief_kinds(), "confirmed")


def codes(chosen):
    return [each.question.code for each in chosen]


def test_there_are_fifty_two_questions_each_with_its_own_id():
    assert len(questions()) == 52 == sum(len(group.questions) for group in question_groups())
    assert len(FILES) == len(question_groups())


def test_every_question_fills_something_that_can_be_believed_or_agreed():
    fills = {kind for question in questions().values() for kind in question.fills}

    assert fills <= {*belief_kinds(), "yellow_light", "promise", "call_to_action"}


def test_use_in_and_the_coverage_sets_say_the_same():
    for name, coverage in coverage_sets().items():
        assert {code for code, question in questions().items() if name in question.use_in} == set(coverage.questions)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["says"])
def test_an_asked_question_covers_the_planned_one(example):
    planned = questions()[example["asks"]]

    turn = covered_turn(
        planned.code, planned.words, [Asked(3, "Good morning, how was the drive?"), Asked(7, example["says"])]
    )

    assert turn == (7 if example["heard"] else None)


def test_a_first_call_asks_for_all_that_is_missing_with_few_questions():
    chosen = choose_questions({}, coverage_for("advance", "exploring"))

    assert codes(chosen) == ["D1", "D4", "D6", "P1", "Y3", "G2"]
    assert chosen[0].reason == "We do not know yet: the issue and its evidence."


def test_what_the_customer_said_is_not_asked_again():
    chosen = choose_questions({**ALL_KNOWN, "impact": "guess"}, coverage_for("advance", "exploring"))

    assert "D4" not in codes(chosen)
    assert [each.reason for each in chosen if "impact" in each.question.fills] == [
        "So far we only guess: the issue and its evidence."
    ]


def test_what_went_stale_is_checked_in_their_own_words():
    rungs = {**ALL_KNOWN, "concept": "stale"}

    chosen = choose_questions(rungs, coverage_for("relationship", ""), slots=["quote"])

    assert codes(chosen) == ["C1"]
    assert chosen[0].question.filled({"quote": "towels by ten"}) == (
        "Last time you put it as 'towels by ten'. Is that still the right way to say it?"
    )


def test_a_check_with_nothing_to_quote_is_not_chosen():
    chosen = choose_questions({**ALL_KNOWN, "concept": "stale"}, coverage_for("relationship", ""))

    assert "C1" not in codes(chosen)


def test_what_cannot_be_filled_in_stays_open_to_be_completed():
    assert questions()["C3"].filled({}) == (
        "We are both working towards [date]. Does that date still hold on your side?"
    )


def test_choosing_is_the_same_each_time():
    assert choose_questions({}, coverage_for("advance", "proposal")) == choose_questions(
        {}, coverage_for("advance", "proposal")
    )
