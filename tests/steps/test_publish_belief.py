"""Only what one of theirs said, word for word, is put before them."""

import pytest
from conftest import NOON

from joinery.beliefs.actions import Heard, believe
from joinery.beliefs.ladder import Rung, rung_of, words_now
from joinery.beliefs.models import Belief
from joinery.calls.models import Recording
from joinery.rooms.actions import answer_line, invite_guest, open_room
from joinery.rooms.models import Guest, HeardLine
from joinery.steps.publish_belief import CannotPublish, publish_belief, withdraw_belief

SAID = "I want the towels on the floors by ten."


@pytest.fixture
def recording(call, ana):
    talk = {"speakers": [{"name": "Dora", "side": "customer"}], "turns": [{"speaker": 0, "text": f"Well. {SAID}"}]}
    return Recording.objects.create(
        call=call, source="zoom", sha256="0" * 64, original=b"", conversation=talk, added_by=ana, added_at=NOON
    )


@pytest.fixture
def heard(recording, dora):
    return Heard(recording, 0, 6, 6 + len(SAID), SAID, NOON, dora)


@pytest.fixture
def room(astoria, ana):
    return open_room(astoria, by=ana, now=NOON)


def test_the_line_holds_their_exact_words_and_never_our_wording(astoria, room, ana, dora, heard):
    belief = believe(astoria, "concept", "OUR WORDING: towels early", by=ana, now=NOON, heard=heard)
    line = publish_belief(belief, by=ana, now=NOON)

    assert (line.words, line.person, line.said_on) == (SAID, dora, NOON.date())
    assert Belief.objects.get().line == line


def test_a_guess_is_never_put_before_them(astoria, room, ana):
    guess = believe(astoria, "concept", "They want it cheap", by=ana, now=NOON)

    with pytest.raises(CannotPublish, match="Ask them first"):
        publish_belief(guess, by=ana, now=NOON)


@pytest.mark.parametrize("kind", ["money", "people", "competitor", "complaint", "insight"])
def test_a_kind_that_is_ours_alone_is_refused_even_with_a_quote(astoria, room, ana, heard, kind):
    belief = believe(astoria, kind, SAID, by=ana, now=NOON, heard=heard)

    with pytest.raises(CannotPublish, match="ours alone"):
        publish_belief(belief, by=ana, now=NOON)
    assert HeardLine.objects.count() == 0


def test_words_of_somebody_elses_customer_are_refused(astoria, room, ana, emil, recording):
    heard = Heard(recording, 0, 6, 6 + len(SAID), SAID, NOON, emil)
    belief = believe(astoria, "concept", SAID, by=ana, now=NOON, heard=heard)

    with pytest.raises(CannotPublish):
        publish_belief(belief, by=ana, now=NOON)


def test_words_that_the_recording_no_longer_holds_are_refused(astoria, room, ana, heard, recording):
    belief = believe(astoria, "concept", SAID, by=ana, now=NOON, heard=heard)
    Recording.objects.update(conversation={"speakers": [], "turns": []})

    with pytest.raises(CannotPublish):
        publish_belief(Belief.objects.get(pk=belief.pk), by=ana, now=NOON)


def test_nothing_is_published_before_the_room_is_open(astoria, ana, heard):
    belief = believe(astoria, "concept", SAID, by=ana, now=NOON, heard=heard)

    with pytest.raises(CannotPublish, match="Open the room first"):
        publish_belief(belief, by=ana, now=NOON)


def test_pressed_twice_it_is_one_line(astoria, room, ana, heard):
    belief = believe(astoria, "concept", SAID, by=ana, now=NOON, heard=heard)

    assert publish_belief(belief, by=ana, now=NOON) == publish_belief(belief, by=ana, now=NOON)
    assert HeardLine.objects.count() == 1


def test_shown_again_it_has_the_answers_it_had(astoria, room, ana, dora, heard):
    belief = believe(astoria, "concept", SAID, by=ana, now=NOON, heard=heard)
    line = publish_belief(belief, by=ana, now=NOON)
    invite_guest(dora, by=ana, now=NOON)
    answer_line(line, Guest.objects.get(), "yes", now=NOON)
    withdraw_belief(Belief.objects.get(), by=ana, now=NOON)
    again = publish_belief(Belief.objects.get(), by=ana, now=NOON)

    assert (again, again.withdrawn_at, again.answers.count()) == (line, None, 1)


def test_their_correction_is_what_we_know_from_then_on(astoria, room, ana, dora, heard):
    belief = believe(astoria, "concept", SAID, by=ana, now=NOON, heard=heard)
    line = publish_belief(belief, by=ana, now=NOON)
    invite_guest(dora, by=ana, now=NOON)
    answer_line(line, Guest.objects.get(), "not_quite", "The towels by ten, the sheets by noon.", now=NOON)
    known = Belief.objects.get()

    assert (rung_of(known, NOON), words_now(known)) == (Rung.CONFIRMED, "The towels by ten, the sheets by noon.")
