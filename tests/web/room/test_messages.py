"""Writing to each other, from the room and from the desk."""

import pytest
from django.urls import reverse
from django.utils import timezone
from room_cast import home_of, invited, let_in

from joinery.rooms.messages import write_message
from joinery.rooms.models import RoomMessage


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


@pytest.fixture
def inside(client, guest):
    return let_in(client, guest)


def place(guest):
    return reverse("room:messages", args=[guest.room.public_id])


def desk(guest):
    return reverse("desk:room_messages", args=[guest.room.company.public_id])


def test_there_and_back_again(inside, guest, ana):
    inside.post(place(guest), {"to": ana.public_id, "words": "When do you come?"})
    asked = RoomMessage.objects.get()
    inside.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "When do you come?" in inside.get(desk(guest)).content.decode()
    inside.post(desk(guest), {"to": guest.public_id, "words": "On Thursday.", "answer_to": asked.public_id})

    assert RoomMessage.objects.last().answer_to == asked
    assert "On Thursday." in inside.get(home_of(guest)).content.decode()


def test_to_somebody_who_is_not_in_the_room_is_nowhere(inside, guest, sam):
    assert inside.post(place(guest), {"to": sam.public_id, "words": "Hello"}).status_code == 404
    assert RoomMessage.objects.count() == 0


def test_what_was_typed_stays_when_it_is_refused(inside, guest, ana):
    answer = inside.post(place(guest), {"to": ana.public_id, "words": "y" * 4500})

    assert answer.status_code == 422
    assert "y" * 4500 in answer.content.decode()


def test_markup_is_shown_as_words(inside, guest, ana):
    inside.post(place(guest), {"to": ana.public_id, "words": "<img src=x onerror=alert(1)>"})

    assert "<img src=x" not in inside.get(place(guest)).content.decode()


def test_the_desk_says_how_long_they_waited(ana_client, guest, ana):
    now = timezone.now()
    write_message(guest.room, "When?", by=guest, to=ana, now=now)
    assert "They wait for a word of ours" in ana_client.get(desk(guest)).content.decode()
    write_message(guest.room, "Thursday.", by=ana, to=guest, now=now + timezone.timedelta(minutes=7))

    assert "after 7 minutes (median of 1)" in ana_client.get(desk(guest)).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_same_number_of_questions(inside, guest, ana, many, django_assert_num_queries):
    for number in range(many):
        write_message(guest.room, f"{number}", by=guest, to=ana, now=timezone.now())

    with django_assert_num_queries(6):
        inside.get(place(guest))
