"""The search page: groups, said words with their speaker, and nothing that belongs to others."""

from __future__ import annotations

import pytest
from conftest import NOON

from joinery.calls.actions import note_consent
from joinery.calls.models import Recording, Voice
from joinery.calls.said import index_call, index_said
from joinery.customers.actions import add_company
from joinery.promises.actions import make_promise


@pytest.fixture
def talk(call, ana, dora):
    recording = Recording.objects.create(
        call=call,
        source="zoom",
        sha256="a",
        original=b"",
        conversation={"turns": [{"text": "The towels by ten.", "speaker": 0, "start": 84.0}]},
        added_by=ana,
        added_at=NOON,
    )
    Voice.objects.create(recording=recording, number=0, name="D", person=dora, side="customer")
    note_consent(call, "given", person=dora, by=ana, now=NOON)
    index_said(recording, NOON)
    index_call(call, NOON)
    return recording


def test_said_words_are_quoted_with_speaker_and_place(talk, call, ana_client):
    page = ana_client.get("/search/?q=towels").content.decode()

    assert "The <mark>towels</mark> by ten." in page
    assert '<span class="quote__speaker">Dora Marković</span>' in page
    assert f'href="/calls/{call.public_id}/conversation/#turn-0"' in page
    assert "1:24" in page


def test_hits_stand_in_groups_and_lead_to_their_records(talk, astoria, dora, ana, call, ana_client):
    promise = make_promise(astoria, "Basement drawing", side="ours", theirs=dora, by=ana, now=NOON)
    page = ana_client.get("/search/?q=basement").content.decode()

    assert f'<a href="/promises/{promise.public_id}/">Basement drawing</a>' in page
    assert f'<a href="/calls/{call.public_id}/">The basement, step by step</a>' in page


def test_what_belongs_to_others_is_not_found(talk, sam, client):
    client.force_login(sam, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/search/?q=towels").content.decode()

    assert "Nothing holds all of these words" in page
    assert "Dora" not in page


def test_htmx_gets_the_piece_only(talk, ana_client):
    page = ana_client.get("/search/?q=towels", headers={"HX-Request": "true"}).content.decode()

    assert ("<mark>towels</mark>" in page, "<html" in page) == (True, False)


@pytest.mark.parametrize("typed", ['"', "NEAR(", "*", "<script>", "%25%25", "a" * 5000])
def test_whatever_is_typed_is_answered(typed, ana, ana_client):
    add_company("Haus Edelweiss", by=ana, now=NOON)
    answer = ana_client.get("/search/", {"q": typed})

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()
