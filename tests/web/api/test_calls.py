"""Calls through the door for programs: noted, read, and given their transcript."""

import io

import pytest

from joinery.calls.models import Call, Recording
from joinery.firm.models import Deed

TALK = (
    "Dora Marković: We have to carry everything by hand.\nAna Lindqvist: Who carries it?\nDora Marković: The two of us."
)


def test_an_unplanned_call_that_has_been_is_noted(program, new_call, ana):
    answer = program.post("calls", new_call)
    made = Call.objects.get()

    assert answer.status_code == 201
    assert answer.json()["id"] == made.public_id
    assert (made.title, made.owner, made.held_at) == ("The floor, measured", ana, made.starts_at)
    assert Deed.objects.filter(verb="create_call").count() == 1


def test_a_call_to_come_is_not_held(program, new_call):
    shown = program.post("calls", new_call | {"starts_at": "2199-01-01T09:00:00+01:00"}).json()

    assert (shown["held_at"], shown["plan"], shown["debrief"]["state"]) == (None, None, "none")


@pytest.mark.parametrize("more", [{"owner": "x"}, {"version": 7}, {"held_at": "2020-01-01T00:00:00Z"}, {"id": "x"}])
def test_a_field_that_is_not_offered_is_refused(program, new_call, more):
    assert program.post("calls", new_call | more).status_code == 422
    assert Call.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": "0001-01-01T00:00:00+14:00"},
        {"starts_at": "2026-09-02T09:00:00"},
        {"starts_at": 10**400},
        {"zone": "Moon/Base"},
        {"minutes": 10**30},
        {"minutes": -1},
        {"title": ""},
        {"title": "   "},
        {"title": "x" * 161},
        {"title": None},
        {"people": [{}]},
        {"kind": "dream"},
        {"company": ["x"]},
    ],
)
def test_a_call_that_cannot_be_is_told_where(program, new_call, wrong):
    answer = program.post("calls", new_call | wrong)

    assert (answer.status_code, answer.json()["error"]["where"][:5]) == (422, "body.")
    assert Call.objects.count() == 0


@pytest.mark.parametrize("field", ["company", "opportunity", "people"])
def test_somebody_elses_record_in_a_call_is_not_there(program, new_call, quicklime, emil, field):
    theirs = {"company": quicklime.public_id, "opportunity": "x", "people": [emil.public_id]}

    assert program.post("calls", new_call | {field: theirs[field]}).status_code == 404
    assert Call.objects.count() == 0


def test_calls_are_narrowed_by_time(program, call):
    def count(**query):
        return len(program.get("calls", query).json()["items"])

    assert count(since="2026-09-02T12:00:00Z") == 1
    assert count(until="2026-09-02T12:00:00Z") == 0
    assert count(since="2026-09-02T14:00:00+02:00", until="2026-09-03T00:00:00Z") == 1


@pytest.mark.parametrize("since", ["yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1e400"])
def test_a_time_that_is_none_is_refused(program, call, since):
    assert program.get("calls", {"since": since}).status_code == 422


def test_a_text_becomes_a_recording_with_its_speakers(program, call, dora):
    taken = program.post(f"calls/{call.public_id}/transcript", {"text": TALK, "file_name": "talk.txt"}).json()
    recording = Recording.objects.get()

    assert (taken["recording"], taken["turns"], recording.file_name) == (recording.public_id, 3, "talk.txt")
    assert [(each["name"], each["side"]) for each in taken["speakers"]] == [
        ("Dora Marković", "customer"),
        ("Ana Lindqvist", "seller"),
    ]
    assert (taken["is_heard"], taken["missing_consents"]) == (False, ["Dora Marković", "Ana Lindqvist"])


def test_a_file_becomes_a_recording(program, call):
    file = io.BytesIO(TALK.encode())
    file.name = "talk\u202e.txt"
    answer = program.put_in_file(f"calls/{call.public_id}/transcript", file)

    assert answer.status_code == 201
    assert program.get(f"calls/{call.public_id}").json()["recordings"][0]["id"] == answer.json()["recording"]


def test_a_conversation_in_our_own_words_becomes_a_recording(program, call):
    conversation = {
        "speakers": [{"name": "Dora", "side": "customer"}, {"name": "Ana", "side": "seller"}],
        "turns": [{"speaker": 0, "text": "Hello."}, {"speaker": 1, "text": "How are you?"}],
    }
    answer = program.post(f"calls/{call.public_id}/transcript", {"conversation": conversation})

    assert (answer.status_code, answer.json()["turns"]) == (201, 2)


def test_findings_come_with_their_place_and_verdict(program, call, ana):
    from joinery.calls.models import Proposal, Verdict

    program.post(f"calls/{call.public_id}/transcript", {"text": TALK})
    recording = Recording.objects.get()
    quote = "We have to carry everything by hand."
    proposal = Proposal.objects.create(
        recording=recording, voice=recording.voices.first(), kind="need", side="customer", turn=0, start=0,
        end=len(quote), quote=quote, confidence=0.9, heard_by="need",
    )  # fmt: skip
    Verdict.objects.create(proposal=proposal, answer="accepted", by=ana, decided_at=call.starts_at)
    found = program.get(f"calls/{call.public_id}/findings").json()["items"][0]

    assert (found["quote"], found["turn"], found["start"], found["end"]) == (quote, 0, 0, len(quote))
    assert (found["speaker"], found["verdict"]["answer"]) == ("Dora Marković", "accepted")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"text": ""},
        {"text": " "},
        {"text": 5},
        {"text": "\x89PNG\r\n"},
        {"text": "A: b", "call": "x"},
        {"text": "A: b", "file_name": []},
        {"text": "a", "conversation": {}},
        {"conversation": []},
        {"conversation": {"speakers": 5}},
    ],
)
def test_what_is_no_transcript_is_refused_and_nothing_is_kept(program, call, given):
    answer = program.post(f"calls/{call.public_id}/transcript", given)

    assert (answer.status_code, Recording.objects.count()) == (422, 0)
    call.refresh_from_db()
    assert call.held_at is None


def test_a_call_that_was_called_off_takes_no_transcript(program, call, ana):
    from joinery.calls.actions import call_off

    call_off(call, by=ana, now=call.starts_at)

    assert program.post(f"calls/{call.public_id}/transcript", {"text": TALK}).status_code == 409
