"""Machines propose, a person decides, and can take it back."""

import pytest
from astoria_talk import zoom
from conftest import NOON

from joinery.beliefs.ladder import Rung, rung_of
from joinery.beliefs.models import Belief, YellowLight
from joinery.calls.actions import expect, take_transcript
from joinery.calls.models import Verdict
from joinery.firm.models import Deed
from joinery.opportunities.models import Alternative
from joinery.promises.actions import step_promise
from joinery.promises.life import State
from joinery.promises.models import Promise
from joinery.steps.accepted_words import CannotTakeBack
from joinery.steps.debrief_call import (
    CannotAccept,
    CannotDecide,
    CannotFinish,
    NextCall,
    accept,
    drop,
    finish_debrief,
    undo,
)
from joinery.steps.hear_recording import agree_and_hear, name_and_hear
from joinery.steps.keep_words import keep_words


@pytest.fixture
def heard(call, ana, dora):
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    recording = take_transcript(call, zoom(), file_name="call.vtt", by=ana, now=NOON)
    agree_and_hear(call, [(voice, "given") for voice in recording.voices.all()], by=ana, now=NOON)
    recording.refresh_from_db()
    return recording


def proposed(heard, kind, turn):
    return heard.proposals.filter(kind=kind, turn=turn).order_by("start")[0]


def test_accepted_words_of_theirs_are_evidence(heard, ana, dora):
    impact = proposed(heard, "impact", 3)

    accept(impact, by=ana, now=NOON)

    belief = Belief.objects.get()
    assert (belief.words, belief.person, belief.opportunity) == (impact.quote, dora, heard.call.opportunity)
    assert rung_of(belief, NOON) == Rung.QUOTED


def test_what_was_dropped_and_is_marked_by_hand_after_all_is_kept(heard, ana):
    impact = proposed(heard, "impact", 3)
    drop(impact, by=ana, now=NOON)

    verdict = keep_words(heard, 3, impact.quote, "impact", by=ana, now=NOON)

    assert (verdict.answer, verdict.proposal) == ("accepted", impact)
    assert [quote.text for quote in Belief.objects.get().quotes.all()] == [impact.quote]


def test_our_wording_stands_beside_the_quote_and_never_in_it(heard, ana):
    impact = proposed(heard, "impact", 3)

    verdict = accept(impact, words="The washer stood still for two days", by=ana, now=NOON)

    belief = Belief.objects.get()
    assert (verdict.answer, belief.words) == ("changed", "The washer stood still for two days")
    assert [quote.text for quote in belief.quotes.all()] == [impact.quote]


def test_words_of_nobody_we_know_are_not_yet_the_customers(heard, ana):
    name_and_hear(heard.voices.get(number=1), side="customer", by=ana, now=NOON)

    with pytest.raises(CannotAccept, match="Say first who Dora Marković is"):
        accept(proposed(heard, "impact", 3), by=ana, now=NOON)
    assert (Belief.objects.count(), Verdict.objects.count()) == (0, 0)


def test_promises_are_owed_by_who_gave_them(heard, ana, dora):
    accept(proposed(heard, "promise", 12), by=ana, now=NOON)
    accept(proposed(heard, "promise", 13), by=ana, now=NOON)

    ours, theirs = Promise.objects.order_by("pk")
    assert (ours.side, ours.giver_user, ours.receiver_person, ours.due_on.isoformat()) == (
        "ours",
        ana,
        dora,
        "2026-09-03",
    )
    assert (theirs.side, theirs.giver_person, theirs.receiver_user, theirs.due_on.isoformat()) == (
        "theirs",
        dora,
        ana,
        "2026-09-04",
    )
    assert {promise.state for promise in (ours, theirs)} == {"promised"}


def test_what_we_ask_of_them_is_a_request_until_they_say_yes(heard, ana, dora):
    accept(proposed(heard, "call_to_action", 14), by=ana, now=NOON)

    promise = Promise.objects.get()
    assert (promise.side, promise.giver_person, promise.state) == ("theirs", dora, "requested")


def test_a_yellow_light_is_kept_with_its_words_and_moment(heard, ana, dora):
    light = proposed(heard, "yellow_light", 11)

    accept(light, by=ana, now=NOON)

    kept = YellowLight.objects.get()
    assert (kept.words, kept.person, kept.seconds, kept.call) == (light.quote, dora, 132.0, heard.call)


def test_another_way_of_theirs_becomes_an_alternative_once(heard, ana, laundry):
    Alternative.objects.create(opportunity=laundry, name="the milan people", noted_at=NOON)

    accept(proposed(heard, "competitor", 9), by=ana, now=NOON)

    assert [each.name for each in Alternative.objects.all()] == ["the milan people"]
    assert Belief.objects.get().alternative == Alternative.objects.get()


@pytest.mark.parametrize(
    ("kind", "turn", "model"),
    [
        ("promise", 12, Promise),
        ("yellow_light", 11, YellowLight),
        ("impact", 3, Belief),
        ("competitor", 9, Alternative),
    ],
)
def test_undo_takes_back_what_acceptance_made_and_says_so_in_the_history(heard, ana, kind, turn, model):
    proposal = proposed(heard, kind, turn)
    accept(proposal, by=ana, now=NOON)
    assert model.objects.count() == 1

    undo(proposal, by=ana, now=NOON)

    left = Belief.objects.filter(given_up_at__isnull=True) if model is Belief else model.objects.all()
    assert (left.count(), Verdict.objects.count()) == (0, 0)
    assert Deed.objects.filter(verb="undo_verdict", company_id=heard.call.company_id).count() == 1
    accept(proposal, by=ana, now=NOON)


def test_what_has_moved_on_is_not_taken_back(heard, ana, dora):
    proposal = proposed(heard, "promise", 13)
    accept(proposal, by=ana, now=NOON)
    step_promise(Promise.objects.get(), State.REPORTED, by=dora, now=NOON)

    with pytest.raises(CannotTakeBack):
        undo(proposal, by=ana, now=NOON)
    assert Verdict.objects.count() == 1


def test_nobody_decides_twice(heard, ana, ben):
    proposal = proposed(heard, "impact", 3)
    accept(proposal, by=ana, now=NOON)

    with pytest.raises(CannotDecide):
        drop(proposal, by=ben, now=NOON)
    assert Belief.objects.count() == 1


def test_a_yes_is_kept_as_a_verdict_alone(heard, ana):
    accept(proposed(heard, "yes", 15), by=ana, now=NOON)

    assert (Belief.objects.count(), Promise.objects.count(), Verdict.objects.count()) == (0, 0, 1)


def test_finishing_without_a_plan_asks_for_nothing_and_makes_the_next_call(call, ana, dora):
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)

    debrief, following = finish_debrief(
        call, learned="Two days lost in June", next_call=NextCall("The basement", NOON), by=ana, now=NOON
    )

    assert debrief.done_at == NOON
    assert (following.opportunity, [each.name for each in following.attendances.all()]) == (
        call.opportunity,
        ["Dora Marković", "Ana Lindqvist"],
    )


def test_with_a_plan_it_is_said_how_the_plan_went(call, ana, dora):
    from calls.test_calls import WHOLE

    from joinery.calls.actions import plan_call

    plan_call(call, WHOLE, who=dora, by=ana, now=NOON)

    with pytest.raises(CannotFinish, match="what you had planned for them"):
        finish_debrief(call, by=ana, now=NOON)
    with pytest.raises(CannotFinish, match="the step"):
        finish_debrief(call, benefit_given="yes", by=ana, now=NOON)
