"""The stages and the questions that renew a line."""

from __future__ import annotations

from joinery.method.belief_kinds import belief_kinds
from joinery.method.checks import ask_again, ask_first, slow_questions
from joinery.method.stages import on_the_board, stages


def test_the_stages_stand_in_the_order_of_the_process():
    assert list(stages()) == [
        "exploring", "concept", "proposal", "agreement", "delivery", "cared_for", "lost", "not_our_fit",
    ]  # fmt: skip
    assert [stage.key for stage in stages().values() if stage.is_ended] == ["lost", "not_our_fit"]
    assert [stage.key for stage in on_the_board()] == list(stages())[:6]


def test_every_kind_of_belief_has_its_questions():
    for kind in belief_kinds():
        assert "towels by ten" in ask_again(kind, "towels by ten."), kind
        assert ask_first(kind).endswith((".", "?")), kind


def test_a_check_quotes_their_own_words_and_asks_whether_they_hold():
    assert ask_again("concept", "towels by ten") == (
        "Last time you put it as “towels by ten”. Is that still the right way to say it?"
    )
    assert all(question for question in slow_questions())
