"""Nothing is heard before everyone who spoke agreed; then each line quotes its words."""

import pytest
from astoria_talk import SAID, zoom
from conftest import NOON

from joinery.calls.actions import PlannedWords, note_consent, plan_call, take_transcript
from joinery.calls.models import Proposal
from joinery.calls.stored import reading_of
from joinery.method.planning import Draft
from joinery.steps.debrief_call import drop
from joinery.steps.hear_recording import agree_and_hear, hear_recording, name_and_hear, take_and_hear


@pytest.fixture
def recording(call, ana, dora):
    return take_transcript(call, zoom(), file_name="call.vtt", by=ana, now=NOON)


@pytest.fixture
def heard(recording, ana):
    agree_and_hear(recording.call, [(voice, "given") for voice in recording.voices.all()], by=ana, now=NOON)
    recording.refresh_from_db()
    return recording


def kinds(recording):
    return [(each.kind, each.turn) for each in recording.proposals.all()]


def test_nothing_is_heard_before_everyone_agreed(recording, ana, dora):
    assert hear_recording(recording, now=NOON) is False
    note_consent(recording.call, "given", user=ana, by=ana, now=NOON)
    assert hear_recording(recording, now=NOON) is False

    recording.refresh_from_db()
    assert (recording.reading, Proposal.objects.count()) == (None, 0)

    note_consent(recording.call, "given", person=dora, by=ana, now=NOON)
    assert hear_recording(recording, now=NOON) is True


def test_one_no_ends_the_hearing(heard, ana, dora):
    agree_and_hear(heard.call, [(heard.voices.get(person=dora), "refused")], by=ana, now=NOON)

    heard.refresh_from_db()
    assert (heard.reading, Proposal.objects.count()) == (None, 0)


def test_a_yes_taken_back_leaves_only_what_the_others_said(heard, ana, dora):
    theirs = heard.voices.get(person=dora)
    agree_and_hear(heard.call, [(theirs, "withdrawn")], by=ana, now=NOON)

    heard.refresh_from_db()
    assert {turn["text"] for turn in heard.conversation["turns"] if turn["speaker"] == theirs.number} == {""}
    assert heard.reading is not None
    assert {each.voice_id for each in heard.proposals.all()} == {heard.voices.get(user=ana).pk}
    assert [
        acts
        for turn, acts in zip(heard.conversation["turns"], heard.reading["acts"], strict=True)
        if not turn["text"] and acts
    ] == []


def test_every_proposal_quotes_its_place(heard):
    assert heard.proposals.count() > 5
    for each in heard.proposals.all():
        assert heard.conversation["turns"][each.turn]["text"][each.start : each.end] == each.quote


def test_hearing_twice_changes_nothing(heard):
    before = list(heard.proposals.values())

    hear_recording(heard, now=NOON)

    assert list(heard.proposals.values()) == before


def test_the_same_transcript_again_is_not_heard_again(heard, ana):
    assert take_and_hear(heard.call, zoom(), by=ana, now=NOON) == (heard, True)


def test_correcting_who_spoke_is_heard_everywhere_and_keeps_verdicts(heard, ana, dora):
    decided = heard.proposals.get(kind="competitor")
    drop(decided, by=ana, now=NOON)
    ours = heard.voices.get(number=0)

    name_and_hear(ours, side="customer", by=ana, now=NOON)
    name_and_hear(ours, user=ana, by=ana, now=NOON)

    assert heard.proposals.get(kind="competitor").verdict.answer == "dropped"
    assert {each.side for each in heard.proposals.filter(turn=12)} == {"seller"}


def test_a_name_said_once_holds_in_the_other_recordings_of_the_customer(call, ana, astoria):
    said = [("Piet Aerts", "We need a bigger dryer."), ("Ana Lindqvist", "How big?")]
    first = take_transcript(call, zoom(said), by=ana, now=NOON)
    second = take_transcript(call, zoom([*said, ("Piet Aerts", "Twenty kilos.")]), by=ana, now=NOON)
    piet = astoria.people.create(name="P. Aerts", created_at=NOON)

    name_and_hear(first.voices.get(number=0), person=piet, by=ana, now=NOON)

    assert second.voices.get(number=0).person == piet


def test_planned_questions_are_ticked_off_where_they_were_asked(call, ana, dora):
    draft = Draft("relationship", to_learn="How they wash today", in_it_for_them="She sees how others do it")
    questions = [PlannedWords("Who else have you invited to look at this?", "K1"), PlannedWords("Do you play chess?")]
    plan = plan_call(call, draft, questions=questions, by=ana, now=NOON)
    recording = take_transcript(call, zoom(), by=ana, now=NOON)

    agree_and_hear(call, [(voice, "given") for voice in recording.voices.all()], by=ana, now=NOON)

    assert [each.covered_turn for each in plan.questions.all()] == [8, None]
    assert SAID[8][1] == "Who else have you asked to look at this?"


def test_the_reading_comes_back_from_what_is_kept(heard):
    reading = reading_of(heard, heard.voices.all(), heard.proposals.all())

    assert [finding.quote for finding in reading.findings] == [each.quote for each in heard.proposals.all()]
    assert [speaker.side for speaker in reading.conversation.speakers] == ["seller", "customer"]
    assert len(reading.acts) == len(SAID)
