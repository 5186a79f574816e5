"""The demo firm's story: every file loads, everybody who speaks is there, and the days make sense on any day."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from joinery.demo.story import FIRM, tell_story
from joinery.demo.talk import Calendar, hold_talk
from joinery.engine.conversation import CannotRead, Speaker

TODAY = date(2026, 11, 24)
STAGES = {"exploring", "concept", "proposal", "agreement", "delivery", "cared_for", "lost", "not_our_fit"}
QUESTIONS = {
    f"{group}{number}"
    for group, count in {
        "C": 5,
        "D": 8,
        "B": 3,
        "E": 6,
        "A": 4,
        "P": 5,
        "R": 3,
        "K": 3,
        "Y": 5,
        "G": 4,
        "V": 2,
        "S": 4,
    }.items()
    for number in range(1, count + 1)
}


@pytest.fixture(scope="module")
def story():
    return tell_story(today=TODAY)


@pytest.fixture(scope="module")
def held(story):
    return [call for call in story.calls if call.is_held]


def said(call) -> str:
    return "\n".join(turn.text for turn in call.conversation.turns)


def test_the_firm_has_six_colleagues_twelve_customers_and_forty_calls(story, held):
    assert (len(story.colleagues), len(story.customers), len(story.calls)) == (6, 12, 40)
    assert len(held) == 35
    assert [call.number for call in story.calls] == list(range(1, 41))


def test_keys_and_addresses_are_given_once(story):
    people = [one for customer in story.customers for one in customer.people] + list(story.colleagues)
    opportunities = [one.key for customer in story.customers for one in customer.opportunities]

    assert [key for key, times in Counter(p.email for p in people).items() if times > 1] == []
    assert [key for key, times in Counter(opportunities).items() if times > 1] == []
    assert [p.email for p in people if not p.email.endswith(".example")] == []


def test_everybody_named_in_an_opportunity_is_known(story):
    owners = {one.key for one in story.colleagues}
    everyone = {one.key for customer in story.customers for one in customer.people}
    for customer in story.customers:
        here = {one.key for one in customer.people}
        assert 2 <= len(here) <= 4, customer.key
        for opportunity in customer.opportunities:
            assert opportunity.stage in STAGES, opportunity.key
            assert opportunity.owner in owners
            assert {one.contact for one in opportunity.deciders} <= here, opportunity.key
            assert not opportunity.introduced_by or opportunity.introduced_by in everyone
            assert opportunity.opened_on <= opportunity.close_on


def test_every_stage_is_somewhere_in_the_firm(story):
    assert {one.stage for customer in story.customers for one in customer.opportunities} == STAGES


def test_a_call_belongs_to_its_customer_and_everybody_present_speaks(story, held):
    opportunities = {customer.key: {one.key for one in customer.opportunities} for customer in story.customers}
    for call in story.calls:
        assert call.opportunity in opportunities[call.company], call.slug
        assert call.owner in call.ours, call.slug
    for call in held:
        speaking = {turn.speaker for turn in call.conversation.turns}
        assert speaking == set(range(len(call.ours) + len(call.theirs))), call.slug


def test_times_go_forward_and_the_talk_ends_within_its_hour(held):
    for call in held:
        starts = [turn.start for turn in call.conversation.turns]
        assert starts == sorted(starts), call.slug
        assert all(turn.end > turn.start for turn in call.conversation.turns), call.slug
        assert max(turn.end for turn in call.conversation.turns) <= call.minutes * 60, call.slug
        assert 20 <= len(starts) <= 110, call.slug


@pytest.mark.parametrize("later", range(7))
def test_on_any_day_of_the_week_nobody_calls_at_the_weekend(later):
    today = TODAY + timedelta(days=later)
    story = tell_story(today=today)

    assert [call.slug for call in story.calls if call.day.weekday() > 4] == []
    assert [call.slug for call in story.calls if call.is_held and call.day >= today] == []
    assert [call.slug for call in story.calls if not call.is_held and call.day < today] == []
    assert len({call.day for call in story.calls if not call.is_held}) == 4
    for call in story.calls:
        settled = [row.on for row in (*call.answers, *call.promise_endings) if row.on]
        assert [on for on in settled if not call.day <= on <= today or on.weekday() > 4] == [], call.slug


def test_no_blank_is_left_open(held):
    assert [call.slug for call in held if re.search(r"[{}]", said(call))] == []


def test_everything_quoted_was_said(held):
    for call in held:
        turns = [turn.text for turn in call.conversation.turns]
        quotes = [row.quote for row in (*call.answers, *call.promise_endings)]
        quotes += [call.outcome.benefit_quote, call.outcome.call_to_action_quote]
        assert [quote for quote in quotes if not any(quote in text for text in turns)] == [], call.slug


def test_answers_are_given_to_customers_words_and_promises_closed_by_their_receiver(story, held):
    ours = {one.key for one in story.colleagues}
    for call in held:
        sides = {turn.text: call.conversation.speakers[turn.speaker].side for turn in call.conversation.turns}
        for ending in call.promise_endings:
            giver = next(side for text, side in sides.items() if ending.quote in text)
            receiver = "seller" if ending.said_by in ours else "customer"
            assert not ending.said_by or receiver != giver, f"{call.slug}: {ending.quote}"


def test_answers_and_endings_come_from_people_who_are_known_and_after_the_call(story, held):
    people = {customer.key: {one.key for one in customer.people} for customer in story.customers}
    ours = {one.key for one in story.colleagues}
    for call in held:
        for answer in call.answers:
            assert answer.by in people[call.company], call.slug
            assert call.day <= answer.on <= TODAY, call.slug
            assert answer.words or answer.says in {"yes", "waits"}, call.slug
        for ending in call.promise_endings:
            closed = ending.ended in ("kept", "late")
            assert closed == bool(ending.said_by and ending.on), f"{call.slug}: {ending.quote}"
            assert ending.said_by in {"", *people[call.company], *ours}, call.slug
            assert ending.on is None or call.day <= ending.on <= TODAY, f"{call.slug}: {ending.quote}"


def test_a_plan_asks_three_to_six_questions_of_the_formula(story):
    plans = {call.slug: call.plan.questions for call in story.calls if call.plan}

    assert [slug for slug, asked in plans.items() if not 3 <= len(asked) <= 6] == []
    assert {question for asked in plans.values() for question in asked} - QUESTIONS == set()


def test_a_plan_to_advance_asks_somebody_of_theirs_for_a_step_with_a_day(story):
    people = {customer.key: {one.key for one in customer.people} for customer in story.customers}
    for call in story.calls:
        if call.plan and call.plan.purpose == "advance":
            assert call.plan.call_to_action.who in people[call.company], call.slug
            assert call.plan.call_to_action.by > call.day, call.slug
            assert [word for word in (call.plan.benefit, call.plan.least_step) if not word] == [], call.slug


def test_four_calls_have_no_plan(story):
    unplanned = [call.slug for call in story.calls if not call.plan]

    assert unplanned == ["astoria-pink-towels", "kurhaus-seals", "alpenhotels-no", "terme-at-eleven"]


def test_only_one_plan_is_left_unfinished(story):
    relationship = [call for call in story.calls if call.plan and call.plan.purpose == "relationship"]

    assert [call.slug for call in relationship if not call.plan.in_it_for_them] == ["kurhaus-a-week-counted"]


def test_the_quotes_everybody_knows_are_said_by_dora(story):
    picture = story.calls[1].conversation
    doras = " ".join(turn.text for turn in picture.turns if picture.speakers[turn.speaker].name == "Dora Marković")

    for quote in (
        "I want the towels on the floors by ten, without anyone having to ask.",
        "In June we drove the sheets to Monfalcone in my own car.",
        "What I don't want is to find out on a Saturday in August.",
        "The Miramare has yours since 2009, and Lucia never talks about it.",
    ):
        assert quote in doras


def test_the_same_day_tells_the_same_story(story):
    assert tell_story(today=TODAY) == story


def test_a_line_of_somebody_who_is_not_there_is_refused():
    with pytest.raises(CannotRead, match="line 2: nobody of this call says 'Cara: Hello"):
        hold_talk("Ana: Good morning.\nCara: Hello.", {"ana": Speaker("Ana Lindqvist")}, title="A call")


def test_whoever_comes_in_early_overlaps_the_one_who_speaks():
    two = {"ana": Speaker("Ana"), "dora": Speaker("Dora")}
    talk = hold_talk(
        "Dora: I stood there in the cellar all night.\nAna [over]: Oh no.\nDora [4s]: Yes.", two, title="A call"
    )
    first, second, third = talk.turns

    assert first.start < second.start < first.end
    assert third.start == pytest.approx(first.end + 4, abs=0.01)


def test_a_blank_for_a_day_speaks_the_language_of_the_line():
    calendar = Calendar(date(2026, 11, 24), {3: -20})
    words = calendar.fill("{day of 03}, {day +2 de}, {date +2 fr}", since=date(2026, 11, 2), language="en")

    assert words == "Wednesday, Mittwoch, 4 novembre"


def test_every_file_says_in_its_first_line_what_it_is():
    assert [path.name for path in (FIRM / "calls").iterdir() if not path.read_text().startswith("# ")] == []
