"""What we know as lines: a guess is never a quote, the card holds their picture, stale lines are asked again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import NOON

from joinery.beliefs.actions import Heard, believe, believe_again, change_light, give_up, notice_light
from joinery.beliefs.knowledge import concept_card, how_many, lines_of, worth_asking
from joinery.beliefs.models import Belief
from joinery.beliefs.queries import beliefs_for, evidence_of, given_up_for, open_lights_for
from joinery.calls.models import Recording
from joinery.customers.queries import companies_for
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, Room
from joinery.search.queries import find

SAID = "I want the towels on the floors by ten."


@pytest.fixture
def recording(call, ana):
    return Recording.objects.create(
        call=call,
        source="zoom",
        sha256="a",
        original=b"",
        conversation={"turns": [{"text": SAID, "speaker": 0}]},
        added_by=ana,
        added_at=NOON,
    )


@pytest.fixture
def quoted(astoria, laundry, recording, dora, ana):
    heard = Heard(recording, 0, 0, len(SAID), SAID, NOON, dora)
    return believe(astoria, "concept", SAID, sort="accomplish", opportunity=laundry, heard=heard, by=ana, now=NOON)


def lines(user, days=0):
    return lines_of(beliefs_for(user), NOON + timedelta(days=days))


def test_a_guess_and_a_report_have_no_said_words(astoria, ana, dora):
    believe(astoria, "timing", "Before the fairs", by=ana, now=NOON)
    believe(astoria, "decision", "The family decides", person=dora, is_reported=True, by=ana, now=NOON)

    assert [(line.rung, line.said, line.is_evidence) for line in lines(ana)] == [
        ("reported", "", False),
        ("guess", "", False),
    ]


def test_a_quoted_line_carries_their_words_and_their_name(quoted, ana):
    [line] = lines(ana)

    assert (line.rung, line.said, line.speaker, line.own_words) == ("quoted", SAID, "Dora Marković", "")


def test_our_wording_stands_beside_their_words_and_not_for_them(quoted, ana):
    Belief.objects.update(words="Towels by ten")

    assert [(line.said, line.own_words) for line in lines(ana)] == [(SAID, "Towels by ten")]


def test_a_correction_from_the_room_is_what_they_say_now(quoted, astoria, dora, ana):
    room = Room.objects.create(company=astoria, opened_by=ana, opened_at=NOON)
    guest = Guest.objects.create(room=room, person=dora, invited_by=ana, invited_at=NOON)
    row = HeardLine.objects.create(room=room, kind="concept", words=SAID, published_by=ana, published_at=NOON)
    Belief.objects.update(line=row)
    HeardAnswer.objects.create(line=row, guest=guest, answer="not_quite", answered_at=NOON)
    assert [line.doubt for line in lines(ana)] == ["Dora Marković says: not quite"]

    HeardAnswer.objects.create(line=row, guest=guest, answer="not_quite", words="By nine.", answered_at=NOON)
    assert [(line.rung, line.said, line.speaker, line.doubt) for line in lines(ana)] == [
        ("confirmed", "By nine.", "Dora Marković", "")
    ]


def test_a_stale_line_is_asked_again_in_their_own_words(quoted, ana):
    [line] = lines(ana, days=91)

    assert line.rung == "stale"
    assert line.question == (
        "Last time you put it as “I want the towels on the floors by ten”. Is that still the right way to say it?"
    )
    assert worth_asking([line]) == [line]
    assert worth_asking(lines(ana, days=89)) == []


def test_what_we_noted_ourselves_is_never_put_into_their_mouth(astoria, dora, ana):
    believe(astoria, "decision", "The family decides", person=dora, is_reported=True, by=ana, now=NOON)
    [line] = lines(ana, days=31)

    assert line.rung == "stale"
    assert "The family decides" not in line.question
    assert line.question == "From today to a yes or a no, what are the steps, and who decides what at each?"


def test_the_concept_card_opens_with_what_they_want_to_reach(quoted, astoria, laundry, ana):
    believe(astoria, "concept", "No surprises", sort="avoid", opportunity=laundry, by=ana, now=NOON)
    card = concept_card(lines(ana))

    assert card.hero.said == SAID
    assert [(sort, [line.words for line in column]) for sort, _, column in card.columns] == [
        ("fix", []),
        ("accomplish", []),
        ("avoid", ["No surprises"]),
    ]


def test_a_guess_is_never_the_picture_in_their_mind(astoria, ana):
    believe(astoria, "concept", "Towels by ten", sort="accomplish", by=ana, now=NOON)

    assert concept_card(lines(ana)).hero is None


def test_what_is_given_up_can_be_taken_back(quoted, ana, sam):
    give_up(quoted, why="She said noon", by=ana, now=NOON)
    assert (lines(ana), find("towels", companies_for(ana))) == ([], [])
    assert (list(given_up_for(ana)), list(given_up_for(sam))) == ([quoted], [])

    believe_again(quoted, by=ana, now=NOON)
    assert [line.rung for line in lines(ana)] == ["quoted"]
    assert [hit.kind for hit in find("towels", companies_for(ana))] == ["belief"]


def test_evidence_is_counted_in_lines_of_theirs_and_of_all(quoted, astoria, laundry, ana):
    believe(astoria, "timing", "Before the fairs", opportunity=laundry, by=ana, now=NOON)

    assert evidence_of([laundry.pk]) == {laundry.pk: (1, 2)}
    assert how_many(lines(ana))["quoted"] == 1


def test_a_light_is_open_until_it_is_settled(astoria, ana):
    light = notice_light(astoria, "I would have to see", by=ana, now=NOON)
    assert list(open_lights_for(ana)) == [light]
    change_light(light, "asked", by=ana, now=NOON)
    assert list(open_lights_for(ana)) == [light]

    change_light(light, "green", their_words="They like it.", by=ana, now=NOON)
    assert list(open_lights_for(ana)) == []
    change_light(light, "open", by=ana, now=NOON)
    assert list(open_lights_for(ana)) == [light]
