"""A plan is one of two kinds, gives the customer something, and asks for a step that can be seen."""

from dataclasses import replace
from datetime import date

import pytest

from joinery.method.planning import (
    Draft,
    check_action,
    examples,
    is_a_step,
    only_delivers_a_message,
    score_of,
    what_lacks,
)

WHOLE = Draft(
    benefit="A first sketch of where two washers would stand",
    action_who="Jonas Weidenfeller",
    action_what="walk the basement with us and mark the drain",
    action_measure="The drain is marked on the floor plan",
    action_by=date(2026, 9, 4),
    action_payoff="so that Dora can show her brother where they stand",
    action_achievable="He has the keys and is there on Fridays",
    held_on=date(2026, 9, 2),
)
KNOWING = Draft(
    purpose="relationship",
    to_learn="How the spa and the rooms share one laundry",
    in_it_for_them="She sees how two other spas plan their mornings",
)


@pytest.mark.parametrize("example", examples("message_example"), ids=lambda each: each["says"])
def test_a_message_alone_is_told_from_a_benefit(example):
    assert only_delivers_a_message(example["says"]) == example["refused"]


@pytest.mark.parametrize("example", examples("step_example"), ids=lambda each: each["says"])
def test_a_step_is_told_from_a_wish(example):
    assert is_a_step(example["says"]) == example["counts"]


def test_a_whole_plan_lacks_nothing():
    assert what_lacks(WHOLE) == []
    assert what_lacks(KNOWING) == []


def test_there_is_no_third_purpose():
    assert what_lacks(replace(WHOLE, purpose="inform")) == [
        "A call has one of two purposes: to move something on, or to get to know each other."
    ]


def test_just_needing_to_know_is_refused_with_the_two_ways_out():
    (reason,) = what_lacks(replace(WHOLE, benefit="They just need to know this"))

    assert reason.startswith("“They just need to know this” is not yet a reason to call. There are two ways out:")


def test_a_message_does_not_pass_as_something_to_show_either():
    assert len(what_lacks(replace(KNOWING, to_learn="Present our new products"))) == 1


def test_a_plan_that_asks_for_nothing_is_refused():
    assert what_lacks(Draft(benefit="Sees the layout")) == [
        "Ask the customer to do something: a verb, a thing and a day. What can they do with what they hear?"
    ]


def test_a_benefit_for_us_is_none():
    assert what_lacks(replace(WHOLE, benefit="That we close the deal this month")) == [
        "That is in it for us. Say what is in it for the customer."
    ]


@pytest.mark.parametrize(
    ("change", "letter"),
    [
        ({"action_what": "a decision about the basement"}, "S"),
        ({"action_who": ""}, "S"),
        ({"action_measure": "She feels good"}, "M"),
        ({"action_achievable": ""}, "A"),
        ({"action_payoff": "so that we close the deal"}, "R"),
        ({"action_by": None}, "T"),
        ({"action_by": date(2026, 9, 1)}, "T"),
    ],
)
def test_each_part_of_smart_is_missed_alone(change, letter):
    parts = check_action(replace(WHOLE, **change))

    assert [part.letter for part in parts if not part.is_there] == [letter]
    assert score_of(replace(WHOLE, **change)) == 4


@pytest.mark.parametrize("words", ["think about it", "get back sometime"])
def test_a_wish_scores_nothing_whatever_stands_around_it(words):
    assert score_of(replace(WHOLE, action_what=words)) == 0


def test_a_relationship_call_needs_something_for_them():
    assert what_lacks(replace(KNOWING, in_it_for_them="")) == ["Say what is in it for them. It is their time, too."]


def test_a_least_step_must_be_a_step():
    assert len(what_lacks(replace(WHOLE, least_step="keep us in mind"))) == 1
