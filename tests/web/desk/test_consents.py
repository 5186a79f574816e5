"""The page of consents on the desk: who is where, what to say, answers with their time, taken back, kept longer."""

from datetime import timedelta

import pytest
from astoria_talk import zoom
from conftest import NOON
from django.urls import reverse
from django.utils import timezone

from joinery.calls.actions import create_call, expect, note_consent, take_transcript
from joinery.calls.models import Audio, Consent, ConsentRequest, KeptLonger
from joinery.gateways.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def to_come(astoria, dora, ana):
    now = timezone.now()
    return create_call(astoria, "The site walk", starts_at=now + timedelta(days=3), people=[dora], by=ana, now=now)


def at(name, *ids):
    return reverse(f"desk:{name}", args=ids)


def shown(client, call):
    return client.get(at("consents", call.public_id)).content.decode()


def test_the_page_says_where_they_are_and_what_to_say_in_their_language(ana_client, to_come, dora):
    dora.place, dora.language = "DE", "de"
    dora.save()
    page = shown(ana_client, to_come)

    assert "up to three years in prison" in page
    assert "https://www.gesetze-im-internet.de/stgb/__201.html" in page
    assert "Bevor wir anfangen" in page


def test_answers_are_noted_with_their_time_and_the_sentence(ana_client, to_come, ana, dora):
    theirs, ours = to_come.attendances.get(person=dora), to_come.attendances.get(user=ana)
    answers = {f"answer-{theirs.public_id}": "given", f"answer-{ours.public_id}": "refused"}
    ana_client.post(at("consents", to_come.public_id), {**answers, "how": "call", "given_at": "2026-09-01T10:05"})

    given = Consent.objects.get(person=dora)
    assert (given.answer, given.how, given.noted_by) == ("given", "call", ana)
    assert given.given_at.isoformat().startswith("2026-09-01T")
    assert given.wording.startswith("Before we start: I would like to record this")
    assert Consent.objects.get(user=ana).answer == "refused"


def test_asking_by_letter_and_reminding_once(ana_client, to_come, dora):
    there = to_come.attendances.get(person=dora)
    place = at("consent_letter", to_come.public_id, there.public_id)
    for _ in range(3):
        ana_client.post(place)

    assert Letter.objects.filter(kind="consent").count() == 2
    assert ConsentRequest.objects.get().reminded_at is not None
    assert "no answer yet" in shown(ana_client, to_come)


def test_a_colleague_is_not_asked_by_letter(ana_client, to_come, ana):
    ours = to_come.attendances.get(user=ana)

    assert ana_client.post(at("consent_letter", to_come.public_id, ours.public_id)).status_code == 404


@pytest.fixture
def heard(call, ana, dora):
    from joinery.steps.hear_recording import hear_recording

    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    recording = take_transcript(call, zoom(), by=ana, now=NOON)
    for who in ({"person": dora}, {"user": ana}):
        note_consent(call, "given", by=ana, now=NOON, **who)
    hear_recording(recording, now=NOON)
    return recording


def test_taking_back_for_somebody_wants_to_be_sure(ana_client, heard, dora):
    there = heard.call.attendances.get(person=dora)
    place = at("consent_back", heard.call.public_id, there.public_id)
    ana_client.post(place)
    assert heard.cuts.count() == 0

    ana_client.post(place, {"sure": "yes"})
    assert heard.cuts.count() == 1
    assert "Took it back" in shown(ana_client, heard.call)


def test_a_yes_is_tied_to_the_line_in_which_it_was_said(ana_client, heard, dora, ana):
    consent = Consent.objects.get(person=dora)
    number = heard.voices.get(person=dora).number
    turn = next(place for place, each in enumerate(heard.conversation["turns"]) if each["speaker"] == number)
    other = next(place for place, each in enumerate(heard.conversation["turns"]) if each["speaker"] != number)
    place = at("consent_place", consent.public_id)
    ana_client.post(place, {"turn": f"{heard.public_id}:{other}"})
    consent.refresh_from_db()
    assert consent.quote == ""

    ana_client.post(place, {"turn": f"{heard.public_id}:{turn}"})
    consent.refresh_from_db()
    assert (consent.turn, consent.quote) == (turn, heard.conversation["turns"][turn]["text"])

    note_consent(heard.call, "withdrawn", person=dora, by=ana, now=NOON)
    consent.refresh_from_db()
    assert (consent.turn, consent.quote) == (None, "")


def test_the_call_shows_the_day_and_a_reason_keeps_it_longer(ana_client, call, ana):
    Audio.objects.create(call=call, kind="wav", size=1, sha256="0", added_by=ana, added_at=NOON, heard_at=NOON)
    assert "The sound goes on Tuesday 1 December" in ana_client.get(
        at("call", call.public_id)
    ).content.decode().replace(",", "")

    until = (timezone.localdate() + timedelta(days=400)).isoformat()
    ana_client.post(at("keeping", call.public_id), {"until": until, "why": ""})
    assert KeptLonger.objects.count() == 0
    ana_client.post(at("keeping", call.public_id), {"until": until, "why": "The court wants it."})
    assert "kept longer: The court wants it." in shown(ana_client, call)


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_the_same_however_many_are_there(
    people, to_come, astoria, ana, ana_client, django_assert_max_num_queries
):
    from joinery.customers.models import Person

    more = [Person.objects.create(company=astoria, name=f"P {n}", created_at=NOON) for n in range(people)]
    expect(to_come, people=more, users=[ana], by=ana, now=NOON)
    with django_assert_max_num_queries(22):
        ana_client.get(at("consents", to_come.public_id))


def test_the_office_sets_days_and_only_the_office(client, ida, ben):
    from joinery.calls.keeping import days_kept

    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(ben, backend=backend)
    assert client.get(reverse("office:keeping")).status_code == 403
    client.force_login(ida, backend=backend)
    bad = client.post(reverse("office:keeping"), {"sound": 0, "transcript": 0, "unused": 5})
    assert (bad.status_code, days_kept()["sound"]) == (422, 90)

    client.post(reverse("office:keeping"), {"sound": 14, "transcript": 0, "unused": 5})
    assert days_kept() == {"sound": 14, "transcript": 0, "unused": 5}
