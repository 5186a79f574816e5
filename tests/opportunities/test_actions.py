"""Opportunities: opened, moved, ended with a reason, and what else the customer could do."""

from __future__ import annotations

import pytest
from conftest import NOON

from joinery.opportunities.actions import (
    CannotMove,
    CannotName,
    CannotOpen,
    add_alternative,
    add_decision_person,
    add_opportunity,
    ask_about,
    edit_opportunity,
    move_stage,
    note_nobody_else,
    remove_decision_person,
)
from joinery.opportunities.models import DecisionPerson, StageMove


def test_an_opportunity_begins_with_exploring(astoria, ana):
    opportunity = add_opportunity(astoria, "The laundry", by=ana, now=NOON, amount=100)

    assert (opportunity.stage, opportunity.stage_since, opportunity.amount) == ("exploring", NOON, 100)
    assert [(move.before, move.after) for move in opportunity.moves.all()] == [("", "exploring")]


def test_an_opportunity_needs_a_name(astoria, laundry, ana):
    with pytest.raises(CannotOpen):
        add_opportunity(astoria, " ", by=ana, now=NOON)
    with pytest.raises(CannotOpen):
        edit_opportunity(laundry, 1, by=ana, now=NOON, name=" ")


def test_a_move_is_a_row_that_says_who_and_when(laundry, ana):
    move_stage(laundry, "concept", by=ana, now=NOON)

    assert laundry.fresh().stage == "concept"
    assert [(m.before, m.after, m.by, m.moved_at) for m in StageMove.objects.all()] == [
        ("exploring", "concept", ana, NOON)
    ]


def test_moving_to_where_it_stands_is_no_move(laundry, ana):
    move_stage(laundry, "exploring", by=ana, now=NOON)

    assert StageMove.objects.count() == 0


@pytest.mark.parametrize("end", ["lost", "not_our_fit"])
def test_an_end_needs_our_reason_and_keeps_their_words(end, laundry, ana):
    with pytest.raises(CannotMove, match="Say why it ended"):
        move_stage(laundry, end, by=ana, now=NOON)

    move_stage(laundry, end, by=ana, now=NOON, why="The lease was cheaper", their_words="We wanted no debt.")
    move = StageMove.objects.get()
    assert (move.why, move.their_words) == ("The lease was cheaper", "We wanted no debt.")


def test_a_stage_that_the_method_does_not_know_is_refused(laundry, ana):
    with pytest.raises(CannotMove, match="no such stage"):
        move_stage(laundry, "closed_won", by=ana, now=NOON)


def test_a_decision_person_is_one_of_the_customers(laundry, dora, emil, ana):
    add_decision_person(laundry, dora, "funder", by=ana, now=NOON)
    add_decision_person(laundry, dora, "funder", by=ana, now=NOON, influence="high")
    assert [(p.person, p.part, p.influence) for p in DecisionPerson.objects.all()] == [(dora, "funder", "high")]

    with pytest.raises(CannotName, match="people of this customer"):
        add_decision_person(laundry, emil, "user", by=ana, now=NOON)
    remove_decision_person(DecisionPerson.objects.get(), by=ana, now=NOON)
    assert DecisionPerson.objects.count() == 0


def test_asking_about_the_competition_is_noted(laundry, ana):
    other = add_alternative(laundry, "A lease from Milan", by=ana, now=NOON)
    assert other.asked_at is None

    ask_about(other, by=ana, now=NOON)
    assert other.fresh().asked_at == NOON


def test_when_they_named_nobody_leaving_it_as_it_is_remains(laundry, ana):
    other = note_nobody_else(laundry, by=ana, now=NOON)

    assert (other.kind, other.asked_at) == ("nothing", NOON)
