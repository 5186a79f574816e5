"""What we were not sure of waits below the slips, and is kept with one button."""

import re

import pytest
from astoria_talk import zoom
from conftest import NOON
from django.urls import reverse

from joinery.calls.actions import hold_call, take_transcript
from joinery.calls.models import FittedTier, Proposal
from joinery.steps.hear_recording import agree_and_hear


@pytest.fixture
def no_promises(firm):
    """A firm that dropped every promise: none is shown by itself."""
    FittedTier.objects.create(
        kind="promise", likely_from=2.0, sure_from=2.0, right=0, right_when_sure=0, shown=0, sure=0, verdicts=40,
        fitted_at=NOON,
    )  # fmt: skip


@pytest.fixture
def recording(call, ana, dora):
    recording = take_transcript(call, zoom(), file_name="call.vtt", by=ana, now=NOON)
    agree_and_hear(call, [(voice, "given") for voice in recording.voices.all()], by=ana, now=NOON)
    hold_call(call, by=ana, now=NOON, held_at=NOON)
    recording.refresh_from_db()
    return recording


def unsure_of(recording):
    kept = ("need", "concept", "impact", "money", "promise", "yellow_light", "decision", "success_measure")
    return [one for one in recording.reading["unsure"] if one["kind"] in kept]


def test_what_we_were_not_sure_of_is_shown_only_on_demand(ana_client, no_promises, recording):
    page = ana_client.get(reverse("desk:debrief", args=[recording.call.public_id])).content.decode()

    assert unsure_of(recording) != []
    assert re.search(r"<summary>Show \d+ that we were not sure of</summary>", page)
    assert Proposal.objects.filter(tier="hidden").count() == 0


def test_keeping_it_makes_it_a_proposal_with_its_verdict(ana_client, no_promises, recording):
    one = unsure_of(recording)[0]
    wanted = {"recording": recording.public_id, "turn": one["turn"], "kind": one["kind"], "words": one["quote"]}

    answer = ana_client.post(reverse("desk:kept_words", args=[recording.call.public_id]), wanted)

    assert answer.status_code == 302
    kept = Proposal.objects.get(tier="hidden")
    assert (kept.quote, kept.confidence, kept.verdict.answer) == (one["quote"], one["confidence"], "accepted")


def test_the_debrief_says_whose_verdicts_the_tiers_are_from(ana_client, recording):
    FittedTier.objects.create(
        kind="need", likely_from=0.4, sure_from=2.0, right=0.6, right_when_sure=0, shown=30, sure=0, verdicts=120,
        fitted_at=NOON,
    )  # fmt: skip
    page = ana_client.get(reverse("desk:debrief", args=[recording.call.public_id])).content.decode()

    assert "is from your own 120 verdicts" in page
