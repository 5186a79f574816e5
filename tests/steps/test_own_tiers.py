"""What a firm accepts and drops moves what it is shown, on its own machine."""

from datetime import timedelta

import pytest
from astoria_talk import zoom
from conftest import NOON

from joinery.calls.actions import take_transcript
from joinery.calls.models import FittedTier, Proposal, Verdict
from joinery.calls.tiers import fit_tiers, fit_tiers_if_due, tiers_of_the_firm
from joinery.method.tiers import load_tiers
from joinery.steps.debrief_call import drop
from joinery.steps.hear_recording import agree_and_hear, hear_recording
from joinery.steps.keep_words import keep_words


@pytest.fixture
def recording(call, ana, dora):
    recording = take_transcript(call, zoom(), file_name="call.vtt", by=ana, now=NOON)
    agree_and_hear(call, [(voice, "given") for voice in recording.voices.all()], by=ana, now=NOON)
    recording.refresh_from_db()
    return recording


def decide(recording, ana, *, kind, count, answer, confidence):
    """Verdicts on made-up places of the same talk."""
    voice = recording.voices.first()
    for number in range(count):
        proposal = Proposal.objects.create(
            recording=recording, voice=voice, kind=kind, side="seller", turn=900 + number, start=0,
            end=round(confidence * 100), quote="x", confidence=confidence, heard_by="promise",
        )  # fmt: skip
        Verdict.objects.create(proposal=proposal, answer=answer, by=ana, decided_at=NOON)


def test_without_verdicts_the_tiers_are_those_of_the_product(recording):
    assert fit_tiers_if_due(now=NOON) is False
    assert tiers_of_the_firm() == load_tiers()


def test_twenty_verdicts_make_a_kind_the_firms_own(recording, ana):
    decide(recording, ana, kind="promise", count=15, answer="dropped", confidence=0.55)
    decide(recording, ana, kind="promise", count=15, answer="accepted", confidence=0.85)

    assert fit_tiers_if_due(now=NOON) is True
    own = tiers_of_the_firm()["promise"]
    assert (own.likely_from, own.sure_from, own.labelled) == (0.85, 0.85, 30)
    assert tiers_of_the_firm()["need"] == load_tiers()["need"]


def test_they_are_fitted_anew_only_after_ten_more(recording, ana):
    decide(recording, ana, kind="promise", count=20, answer="accepted", confidence=0.85)
    fit_tiers(now=NOON + timedelta(hours=1))

    assert fit_tiers_if_due(now=NOON + timedelta(hours=2)) is False
    assert FittedTier.objects.count() == 1


def hear_without_promises(recording):
    """As a firm hears it that dropped every promise."""
    FittedTier.objects.create(
        kind="promise", likely_from=2.0, sure_from=2.0, right=0, right_when_sure=0, shown=0, sure=0, verdicts=40,
        fitted_at=NOON,
    )  # fmt: skip
    hear_recording(recording, now=NOON)
    recording.refresh_from_db()


def test_what_the_firm_always_drops_is_not_proposed_again(recording):
    assert recording.proposals.filter(kind="promise").exists()

    hear_without_promises(recording)

    assert not recording.proposals.filter(kind="promise").exists()
    assert "promise" in {one["kind"] for one in recording.reading["unsure"]}


def test_what_we_were_not_sure_of_teaches_when_somebody_keeps_it(recording, ana):
    hear_without_promises(recording)
    unsure = next(one for one in recording.reading["unsure"] if one["kind"] == "promise")

    verdict = keep_words(recording, unsure["turn"], unsure["quote"], unsure["kind"], by=ana, now=NOON)

    kept = verdict.proposal
    assert (kept.confidence, kept.heard_by, kept.tier) == (unsure["confidence"], unsure["heard_by"], "hidden")


def test_a_dropped_proposal_keeps_its_tier_and_its_cues(recording, ana):
    proposal = recording.proposals.first()
    drop(proposal, by=ana, now=NOON)

    assert proposal.tier in ("sure", "likely")
    assert isinstance(proposal.cues, list)
