"""A guest says how often we write; one click in a letter ends it, and looking ends nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from room_cast import home_of, house_as_it_is, invited, let_in

from joinery.rooms.models import LetterWish
from joinery.rooms.wishes import stop_address


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


@pytest.fixture
def inside(client, guest):
    return let_in(client, guest)


@pytest.fixture
def place(guest):
    return reverse("room:letters", args=[guest.room.public_id])


def stop_of(guest):
    return stop_address(guest).removeprefix("http://127.0.0.1:8000")


def test_a_guest_chooses_how_often_when_and_where(inside, place):
    said = {"often": "weekly", "hour": "9", "weekday": "3", "zone": "Europe/Zagreb"}
    answer = inside.post(place, said, follow=True)

    assert "Kept. We write as you wish." in answer.content.decode()
    wish = LetterWish.objects.get()
    assert (wish.often, wish.hour, wish.weekday, wish.zone) == ("weekly", 9, 3, "Europe/Zagreb")


@pytest.mark.parametrize(
    "wrong", [{"often": "hourly"}, {"hour": "3"}, {"hour": "x"}, {"weekday": "9"}, {"zone": "Mars/One"}]
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(inside, place, wrong):
    answer = inside.post(place, {"often": "daily", "hour": "9", "weekday": "0", "zone": "Europe/Zagreb"} | wrong)

    assert answer.status_code == 422
    assert wrong.get("zone", "Europe/Zagreb") in answer.content.decode()
    assert LetterWish.objects.count() == 0


def test_a_stranger_is_led_to_the_door(place, guest):
    assert Client().get(place).url == home_of(guest)


def test_one_click_ends_the_letters_without_a_cookie(guest):
    answer = Client(enforce_csrf_checks=True).post(stop_of(guest), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert LetterWish.objects.get().often == "off"


def test_looking_at_the_address_changes_nothing_however_often(guest):
    before = house_as_it_is()
    for _ in range(3):
        page = Client().get(stop_of(guest))
        Client().head(stop_of(guest))

    assert "Shall we stop writing to you?" in page.content.decode()
    assert house_as_it_is() == before


def test_the_address_names_nobody_and_opens_nothing(guest):
    page = Client().get(stop_of(guest)).content.decode()

    assert guest.name not in page
    assert guest.mailbox not in page


def test_a_changed_address_is_nothing(guest):
    good = stop_of(guest)
    changed = good[:-2] + ("x/" if good[-2] != "x" else "y/")

    assert Client().post(changed).status_code == 404
    assert Client().post(good[:-40] + "/").status_code == 404
    assert LetterWish.objects.count() == 0
