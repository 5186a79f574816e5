"""What is decided on a finding through the door for programs: the same as on the page, and refused the same."""

import pytest
from conftest import NOON
from player_cast import put_in_recording

from joinery.beliefs.models import Quote
from joinery.calls.listening import note_listening
from joinery.calls.models import Proposal, Verdict
from joinery.calls.placed import stretch_at
from joinery.customers.models import Person


@pytest.fixture
def recording(call, ana, dora, astoria, settings, tmp_path):
    settings.DATA = tmp_path
    piet = Person.objects.create(company=astoria, name="Piet Aerts", email="piet@astoria.example", created_at=NOON)
    return put_in_recording(call, ana, people=[dora, piet])[0]


def finding(recording, words):
    return Proposal.objects.filter(recording=recording, quote__contains=words).first()


def decide(program, one, answer="accepted", **more):
    return program.post(f"findings/{one.public_id}/verdict", {"answer": answer, **more})


def test_a_finding_is_accepted_in_our_words(program, recording):
    answer = decide(program, finding(recording, "not sure"), words="The operators worry.")

    assert answer.status_code == 201
    assert answer.json()["verdict"]["answer"] == "changed"


def test_words_that_were_not_heard_clearly_are_refused_until_the_owner_of_the_key_has_listened(program, recording, ana):
    unclear = finding(recording, "tables")
    refused = decide(program, unclear)
    assert refused.status_code == 409
    assert "not heard clearly" in refused.json()["error"]["says"]
    assert (Verdict.objects.count(), Quote.objects.count()) == (0, 0)
    note_listening(recording, *stretch_at(recording, unclear.turn, unclear.start, unclear.end), by=ana, now=NOON)

    assert decide(program, unclear).status_code == 201
    assert Quote.objects.get().text == unclear.quote


def test_what_is_decided_is_decided_and_what_is_dropped_needs_no_listening(program, recording):
    unclear = finding(recording, "tables")

    assert decide(program, unclear, "dropped").status_code == 201
    assert decide(program, unclear).status_code == 409


@pytest.mark.parametrize("body", [{}, {"answer": "perhaps"}, {"answer": "accepted", "by": "x"}])
def test_what_is_no_verdict_is_refused(program, recording, body):
    one = finding(recording, "not sure")

    assert program.post(f"findings/{one.public_id}/verdict", body).status_code == 422
    assert Verdict.objects.count() == 0


def test_another_teams_finding_is_not_there(sams_program, recording):
    assert decide(sams_program, finding(recording, "not sure")).status_code == 404
