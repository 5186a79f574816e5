"""The door at each level, through its pages."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from room_cast import code_in, home_of, invited, let_in, newest_letter, photo

from joinery.firm.models import Picture
from joinery.rooms.actions import publish_line
from joinery.rooms.entering import set_entry
from joinery.rooms.models import Guest, HeardAnswer, Knock, VisitorWord

PRIVATE = ("Dora", "dora@astoria.example")


@pytest.fixture(autouse=True)
def no_pace(monkeypatch):
    monkeypatch.setattr("joinery.web.room.entry.PACE", 0)


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


@pytest.fixture
def line(guest, dora, ana):
    return publish_line(guest.room, "need", "Towels by ten.", person=dora, by=ana, now=timezone.now())


def level(guest, ana, entry, domains=""):
    set_entry(guest.room, entry, domains, by=ana, now=timezone.now())


def at(name, guest, *more):
    return reverse(f"room:{name}", args=[guest.room.public_id, *more])


def words(answer):
    return answer.content.decode()


@pytest.mark.parametrize(("entry", "reads"), [("link", True), ("name", False), ("proven", False)])
def test_what_a_stranger_with_the_link_sees(client, guest, line, ana, entry, reads):
    level(guest, ana, entry)

    assert ("Towels by ten." in words(client.get(home_of(guest)))) == reads


def test_a_reader_sees_no_name_of_any_of_theirs(client, guest, line, ana):
    level(guest, ana, "link")
    page = words(client.get(home_of(guest)))

    assert [name for name in PRIVATE if name in page] == []


def test_with_a_name_the_page_opens_and_says_so(client, guest, line, ana):
    level(guest, ana, "name")
    client.post(at("name", guest), {"name": "Lea"})
    page = words(client.get(home_of(guest)))

    assert "as Lea" in page
    assert "Towels by ten." in page


def test_a_reader_says_something_and_both_sides_read_that_it_is_unproven(client, guest, line, ana):
    level(guest, ana, "link")
    client.post(at("word", guest, line.public_id), {"name": "Lea", "answer": "not_quite", "words": "By noon."})
    inside = let_in(Client(), guest)

    assert "You said “By noon.”" in words(client.get(home_of(guest)))
    assert "A reader who gave the name Lea" in words(inside.get(home_of(guest)))
    assert (VisitorWord.objects.count(), HeardAnswer.objects.count()) == (1, 0)


def test_without_a_name_the_words_stay_in_the_form(client, guest, line, ana):
    level(guest, ana, "link")
    answer = client.post(at("word", guest, line.public_id), {"answer": "not_quite", "words": "By noon."})

    assert answer.status_code == 422
    assert "Please give your name." in words(answer)
    assert "By noon." in words(answer)


@pytest.mark.parametrize("place", ["files", "people", "passes"])
def test_a_reader_comes_no_further(client, guest, line, ana, place):
    level(guest, ana, "link")
    client.post(at("word", guest, line.public_id), {"name": "Lea", "answer": "yes"})

    assert client.get(at(place, guest)).url == home_of(guest)
    assert client.post(at("answer", guest, line.public_id), {"answer": "yes"}).url == home_of(guest)
    assert HeardAnswer.objects.count() == 0


def test_where_mailboxes_are_proven_a_readers_word_is_nowhere(client, guest, line):
    answer = client.post(at("word", guest, line.public_id), {"name": "Lea", "answer": "yes"})

    assert answer.status_code == 404
    assert VisitorWord.objects.count() == 0


def test_somebody_of_their_firm_comes_in_with_a_code_and_a_name(client, guest, ana):
    level(guest, ana, "domain", "astoria.example")
    client.post(at("code", guest), {"address": "piet@astoria.example"})
    assert "Your name" in words(client.get(at("code", guest)))
    client.post(at("pass", guest), {"code": code_in(newest_letter("proof")), "name": "Piet Aerts"})

    assert "Piet Aerts" in words(client.get(home_of(guest)))


def test_whoever_knocks_reads_the_same(client, guest):
    answers = [
        client.post(at("knock", guest), {"name": "X", "address": address, "words": ""})
        for address in ("dora@astoria.example", "x@evil.example", "x@evil.example")
    ]

    assert len({answer.content for answer in answers}) == 1
    assert Knock.objects.count() == 1


def test_a_knock_without_a_name_keeps_what_was_typed(client, guest):
    answer = client.post(at("knock", guest), {"name": " ", "address": "x@evil.example", "words": "Hello"})

    assert answer.status_code == 422
    assert 'value="Hello"' in words(answer)


def test_a_guest_asks_a_colleague_in_and_everybody_reads_it(client, guest):
    inside = let_in(client, guest)
    inside.post(at("people", guest), {"name": "Piet Aerts", "address": "piet@astoria.example"})
    page = words(inside.get(at("people", guest)))

    assert "invited by Dora Marković" in page
    assert "You may invite 4 more." in page
    assert Guest.objects.count() == 2


def test_a_face_is_seen_by_guests_of_this_room_only(client, guest, emil, sam):
    inside, neighbour = let_in(client, guest), let_in(Client(), invited(emil, sam))
    inside.post(at("photo", guest), {"photo": photo()})
    picture = Picture.objects.get().public_id
    other = Guest.objects.get(person=emil)

    assert inside.get(at("face", guest, picture)).headers["Content-Type"] == "image/webp"
    assert neighbour.get(at("face", other, picture)).status_code == 404
    assert at("face", guest, picture) in words(inside.get(at("people", guest)))


def test_a_picture_that_is_none_is_refused_with_a_reason(client, guest):
    from django.core.files.base import ContentFile

    answer = let_in(client, guest).post(at("photo", guest), {"photo": ContentFile(b"<svg>", name="a.jpg")})

    assert answer.status_code == 422
    assert "no picture that we can read" in words(answer)
