"""Our side of a room's door."""

import pytest
from django.urls import reverse
from django.utils import timezone
from room_cast import invited

from joinery.rooms.actions import publish_line
from joinery.rooms.entering import come_in_by_name, knock, say_as_visitor, set_entry, visitor_with
from joinery.rooms.models import Guest, Room, VisitorWord


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


def at(name, guest, *more):
    return reverse(f"desk:{name}", args=[guest.room.company.public_id, *more])


def test_the_level_is_chosen_and_said(ana_client, guest):
    ana_client.post(at("room_entry", guest), {"entry": "domain", "domains": "astoria.example"})

    assert Room.objects.get().domains == "astoria.example"
    assert "astoria.example" in ana_client.get(at("room", guest)).content.decode()


def test_a_level_that_lacks_something_says_what(ana_client, guest):
    answer = ana_client.post(at("room_entry", guest), {"entry": "domain", "domains": "gmail.com"})

    assert answer.status_code == 422
    assert "Invite those people one by one." in answer.content.decode()
    assert Room.objects.get().entry == "proven"


def test_whoever_knocks_is_let_in_from_the_desk(ana_client, guest):
    knock(guest.room, "Jonas", "jonas@astoria.example", "<b>Hello</b>", now=timezone.now())
    page = ana_client.get(at("room", guest)).content.decode()
    assert "“&lt;b&gt;Hello&lt;/b&gt;”" in page

    ana_client.post(at("room_knock", guest, guest.room.knocks.get().public_id), {"answer": "in"})
    assert Guest.objects.filter(mailbox="jonas@astoria.example").count() == 1


def test_somebody_of_ours_who_knocks_is_not_let_in_as_a_guest(ana_client, guest):
    knock(guest.room, "Sam", "sam@wessel.example", "", now=timezone.now())
    place = at("room_knock", guest, guest.room.knocks.get().public_id)
    answer = ana_client.post(place, {"answer": "in"}, follow=True)

    assert "That is an address of ours." in answer.content.decode()
    assert guest.room.knocks.get().decided_at is None


def test_what_a_reader_wrote_is_taken_off(ana_client, guest, ana, dora):
    now = timezone.now()
    set_entry(guest.room, "link", by=ana, now=now)
    line = publish_line(guest.room, "need", "Towels by ten.", person=dora, by=ana, now=now)
    visitor = visitor_with(come_in_by_name(guest.room, "Lea", now=now), guest.room, now)
    word = say_as_visitor(line, visitor, "not_quite", "Buy pills", now=now)
    assert "Buy pills" in ana_client.get(at("room", guest)).content.decode()

    ana_client.post(at("room_word_away", guest, word.public_id))
    assert "Buy pills" not in ana_client.get(at("room", guest)).content.decode()
    assert VisitorWord.objects.count() == 1
