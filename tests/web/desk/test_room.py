"""Our side of a room."""

import pytest
from django.urls import reverse
from django.utils import timezone
from room_cast import invited

from joinery.beliefs.actions import Heard, believe
from joinery.calls.models import Recording
from joinery.gateways.models import Letter
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, Room

SAID = "I want the towels on the floors by ten."


@pytest.fixture
def recording(call, ana):
    talk = {"speakers": [{"name": "Dora", "side": "customer"}], "turns": [{"speaker": 0, "text": SAID}]}
    return Recording.objects.create(
        call=call,
        source="zoom",
        sha256="0" * 64,
        original=b"",
        conversation=talk,
        added_by=ana,
        added_at=timezone.now(),
    )


def heard(recording, dora):
    return Heard(recording, 0, 0, len(SAID), SAID, timezone.now(), dora)


def at(name, *ids):
    return reverse(f"desk:{name}", args=ids)


def test_a_room_is_opened_from_the_customers_page(ana_client, astoria):
    assert "Open the room" in ana_client.get(at("room", astoria.public_id)).content.decode()
    ana_client.post(at("room", astoria.public_id))

    assert Room.objects.get().company == astoria


def test_the_letter_is_shown_before_it_goes(ana_client, astoria, dora):
    ana_client.post(at("room", astoria.public_id))
    place = at("room_guests", astoria.public_id)
    page = ana_client.get(place, {"person": dora.public_id}).content.decode()
    assert "Dear Dora Marković" in page
    assert Letter.objects.count() == 0

    ana_client.post(place, {"person": dora.public_id})
    assert Letter.objects.get().to_address == "dora@astoria.example"


def test_an_invitation_that_cannot_go_says_why(ana_client, astoria, dora):
    dora.email = ""
    dora.save()
    ana_client.post(at("room", astoria.public_id))
    answer = ana_client.post(at("room_guests", astoria.public_id), {"person": dora.public_id})

    assert answer.status_code == 422
    assert "There is no mail address of Dora Marković." in answer.content.decode()


def test_a_line_is_previewed_published_and_taken_back(ana_client, astoria, dora, ana, recording):
    invited(dora, ana)
    belief = believe(astoria, "concept", SAID, by=ana, now=timezone.now(), heard=heard(recording, dora))
    place = at("room_belief", astoria.public_id, belief.public_id)
    assert SAID in ana_client.get(place).content.decode()
    assert HeardLine.objects.count() == 0

    ana_client.post(place)
    line = HeardLine.objects.get()
    ana_client.post(at("room_withdrawal", astoria.public_id, line.public_id))
    assert HeardLine.objects.get().withdrawn_at is not None


def test_a_guess_cannot_be_put_before_them(ana_client, astoria, dora, ana):
    invited(dora, ana)
    guess = believe(astoria, "concept", "Cheap", by=ana, now=timezone.now())

    assert ana_client.post(at("room_belief", astoria.public_id, guess.public_id)).status_code == 422


def test_their_answer_is_read_here(ana_client, astoria, dora, ana):
    guest = invited(dora, ana)
    line = HeardLine.objects.create(
        room=guest.room, kind="need", words=SAID, person=dora, published_by=ana, published_at=timezone.now()
    )
    HeardAnswer.objects.create(
        line=line, guest=guest, answer="not_quite", words="By eleven.", answered_at=timezone.now()
    )
    page = ana_client.get(at("room", astoria.public_id)).content.decode()

    assert "They put it right" in page
    assert "By eleven." in page


def test_an_invitation_is_taken_back(ana_client, astoria, dora, ana):
    guest = invited(dora, ana)
    ana_client.post(at("room_revocation", astoria.public_id, guest.public_id))

    assert Guest.objects.get().revoked_at is not None


def test_a_seller_of_another_team_finds_nothing(client, sam, astoria, dora, ana):
    guest = invited(dora, ana)
    client.force_login(sam, backend="allauth.account.auth_backends.AuthenticationBackend")
    answers = [
        client.get(at("room", astoria.public_id)),
        client.post(at("room", astoria.public_id)),
        client.post(at("room_closing", astoria.public_id)),
        client.get(at("room_guests", astoria.public_id)),
        client.post(at("room_revocation", astoria.public_id, guest.public_id)),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert Guest.objects.get().revoked_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    ana_client, astoria, dora, ana, recording, rows, django_assert_num_queries
):
    guest = invited(dora, ana)
    for number in range(rows):
        line = HeardLine.objects.create(
            room=guest.room, kind="need", words=str(number), person=dora, published_by=ana, published_at=timezone.now()
        )
        HeardAnswer.objects.create(line=line, guest=guest, answer="yes", answered_at=timezone.now())
        believe(astoria, "need", SAID, by=ana, now=timezone.now(), heard=heard(recording, dora))

    with django_assert_num_queries(15):
        ana_client.get(at("room", astoria.public_id))
