"""One slip for words that come to the same, whichever way they were heard."""

from dataclasses import replace

import pytest

from joinery.engine.reading import Finding
from joinery.steps.propose_once import proposed_once

ASKED = "Would you let me look at the left one, for an hour?"
ONE = Finding("call_to_action", "seller", 0, 3, 0, len(ASKED), ASKED, 0.7, "the trained ear", tier="likely")


def kinds(*findings):
    return [each.kind for each in proposed_once(findings)]


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        (replace(ONE, kind="request", confidence=0.8), ["request"]),
        (replace(ONE, kind="request", confidence=0.6), ["call_to_action"]),
        (replace(ONE, kind="request", confidence=0.9, tier="hidden"), ["call_to_action"]),
        (replace(ONE, kind="request", confidence=0.6, tier="sure"), ["request"]),
        (replace(ONE, kind="money"), ["call_to_action", "money"]),
        (replace(ONE, kind="request", turn=4), ["call_to_action", "request"]),
        (replace(ONE, kind="request", start=40, end=90), ["call_to_action", "request"]),
        (replace(ONE, kind="request", start=0, end=20, confidence=0.6), ["call_to_action"]),
    ],
)
def test_what_comes_to_the_same_is_proposed_once_as_the_more_certain(other, kept):
    assert sorted(kinds(ONE, other)) == kept
    assert sorted(kinds(other, ONE)) == kept


def test_a_wish_and_a_picture_in_the_same_words_are_one_slip():
    wish = replace(ONE, kind="need", side="customer")
    assert kinds(wish, replace(wish, kind="concept", confidence=0.9)) == ["concept"]


def test_two_of_a_kind_both_stay():
    assert kinds(ONE, replace(ONE, start=10)) == ["call_to_action", "call_to_action"]
