"""Words that nobody heard are marked by hand in the talk."""

from __future__ import annotations

from datetime import date

import pytest
from astoria_talk import zoom
from conftest import NOON
from django.urls import reverse

from joinery.beliefs.models import Quote, YellowLight
from joinery.calls.actions import expect, take_transcript
from joinery.calls.models import Proposal
from joinery.promises.models import Promise
from joinery.steps.hear_recording import agree_and_hear

WORDS = "We drove the sheets to Monfalcone"


@pytest.fixture
def heard(call, ana, dora):
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    recording = take_transcript(call, zoom(), file_name="call.vtt", by=ana, now=NOON)
    agree_and_hear(call, [(voice, "given") for voice in recording.voices.all()], by=ana, now=NOON)
    return recording


def turn_of(recording, words):
    return next(number for number, turn in enumerate(recording.conversation["turns"]) if words in turn["text"])


def keep(client, recording, **changes):
    given = {"recording": recording.public_id, "turn": turn_of(recording, WORDS), "words": WORDS, "kind": "impact"}
    return client.post(reverse("desk:kept_words", args=[recording.call.public_id]), given | changes)


def test_kept_words_become_a_line_with_exactly_these_words_as_evidence(ana_client, heard, dora):
    answer = keep(ana_client, heard)
    turn = turn_of(heard, WORDS)

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"&at={turn}#turn-{turn}")
    quote = Quote.objects.get(text=WORDS)
    assert (quote.person, quote.belief.kind, quote.turn) == (dora, "impact", turn)
    assert "Kept: what it costs them" in ana_client.get(answer["Location"]).content.decode()


def test_the_same_words_kept_twice_are_one_line(ana_client, heard):
    keep(ana_client, heard)
    keep(ana_client, heard)

    assert Quote.objects.filter(text=WORDS).count() == 1


def test_words_that_nobody_said_are_refused_and_stay_in_the_form(ana_client, heard):
    before = Proposal.objects.count()
    answer = keep(ana_client, heard, words="We flew the sheets to Monfalcone")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Those words do not stand in this turn." in page
    assert "We flew the sheets to Monfalcone</textarea>" in page
    assert Proposal.objects.count() == before


@pytest.mark.parametrize("changes", [{"turn": 4000}, {"turn": -1}, {"kind": "horoscope"}, {"due": "soon"}])
def test_what_the_talk_does_not_have_is_refused(ana_client, heard, changes):
    before = Proposal.objects.count()

    assert keep(ana_client, heard, **changes).status_code == 422
    assert Proposal.objects.count() == before


def test_a_promise_is_kept_with_its_day(ana_client, heard):
    keep(ana_client, heard, kind="promise", due="2026-09-09")
    promise = Promise.objects.get(quote=WORDS)

    assert (promise.side, promise.due_on) == ("theirs", date(2026, 9, 9))


def test_a_hesitation_is_kept_as_a_yellow_light(ana_client, heard):
    keep(ana_client, heard, kind="yellow_light")

    assert YellowLight.objects.filter(words=WORDS).count() == 1


def test_nothing_is_kept_before_everyone_agreed(ana_client, call, ana, dora):
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    recording = take_transcript(call, zoom(), file_name="call.vtt", by=ana, now=NOON)
    answer = keep(ana_client, recording)

    assert answer.status_code == 422
    assert "Nothing of this call may be used before everyone who spoke has agreed." in answer.content.decode()
    assert Proposal.objects.count() == 0


def test_the_form_starts_with_the_words_that_were_selected(ana_client, heard):
    turn, page = turn_of(heard, WORDS), reverse("desk:conversation", args=[heard.call.public_id])

    assert f"{WORDS}</textarea>" in ana_client.get(page, {"keep": turn, "words": WORDS}).content.decode()
    assert "<textarea" not in ana_client.get(page, {"keep": "99999"}).content.decode()
    assert "<textarea" not in ana_client.get(page, {"keep": "x"}).content.decode()


def test_a_seller_of_another_team_keeps_nothing(client, sam, heard):
    client.force_login(sam, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert keep(client, heard).status_code == 404
