"""Everything said can be found, with who said it and where."""

from __future__ import annotations

import pytest
from conftest import NOON

from joinery.calls.actions import note_consent
from joinery.calls.models import Recording, Voice
from joinery.calls.said import index_said, turns_of
from joinery.customers.queries import companies_for
from joinery.search.queries import find

TURNS = [
    ("What happens on a Saturday?", 0, 12.0),
    ("I want the towels on the floors by ten,\nwithout anyone having to ask.", 1, 30.5),
    ("The towels again.", 0, None),
    ("What I don’t want is to find out in August.", 1, 61.0),
]


TALK = {"source": "zoom", "speakers": [{"name": name, "side": "unknown"} for name in ("Ana", "Speaker 2")]}


@pytest.fixture
def recording(call, ana, dora):
    turns = [{"text": text, "speaker": speaker, "start": start, "end": None} for text, speaker, start in TURNS]
    recording = Recording.objects.create(
        call=call,
        source="zoom",
        sha256="a",
        original=b"",
        conversation=TALK | {"turns": turns},
        added_by=ana,
        added_at=NOON,
    )
    Voice.objects.create(recording=recording, number=0, name="Ana", user=ana, side="seller")
    Voice.objects.create(recording=recording, number=1, name="Speaker 2", person=dora, side="customer")
    for who in ({"user": ana}, {"person": dora}, {"name": "Speaker 2"}):
        note_consent(call, "given", by=ana, now=NOON, **who)
    index_said(recording, NOON)
    return recording


def said(typed, user):
    return [
        (one.speaker, one.turn, one.seconds, str(one.hit.snippet))
        for one in turns_of(find(typed, companies_for(user), kinds=["said"]), user)
    ]


def test_a_hit_is_led_back_to_who_said_it_and_when(recording, ana):
    assert said("floors", ana) == [
        (
            "Dora Marković",
            1,
            30.5,
            "I want the towels on the <mark>floors</mark> by ten, without anyone having to ask.",
        )
    ]
    assert said("august", ana)[0][:3] == ("Dora Marković", 3, 61.0)


def test_nobody_is_quoted_with_the_words_of_another(recording, ana):
    [(speaker, turn, _, snippet)] = said("saturday", ana)

    assert (speaker, turn, snippet) == ("Ana Lindqvist", 0, "What happens on a <mark>Saturday</mark>?")


def test_another_team_hears_nothing(recording, sam):
    assert said("floors", sam) == []


def test_correcting_who_spoke_corrects_the_finding(recording, ana, dora):
    Voice.objects.filter(number=1).update(person=None)

    assert said("floors", ana)[0][0] == "Speaker 2"


@pytest.mark.parametrize("answer", ["refused", "withdrawn"])
def test_what_somebody_no_longer_agrees_to_is_not_found(recording, ana, dora, answer):
    note_consent(recording.call, answer, person=dora, by=ana, now=NOON)

    assert said("floors", ana) == []


def test_a_transcript_that_nobody_agreed_to_is_not_found_in_any_way(call, ana):
    from joinery.calls.actions import take_transcript
    from joinery.search.models import Entry
    from joinery.steps.index_everything import index_everything

    take_transcript(call, "Ana: Good morning.\nDora: The mangle is loud.", by=ana, now=NOON)
    index_everything(NOON)

    assert Entry.objects.filter(kind="said").count() == 0
