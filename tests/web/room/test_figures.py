"""The value case: written by us in their figures, read only once it is put before them, answered line by line."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from room_cast import home_of

from joinery.rooms.actions import answer_line, publish_line
from joinery.rooms.models import ValueAnswer, ValueCase, ValueLine
from joinery.rooms.value import add_value_line, publish_case

LINE = {
    "side": "costs",
    "figure": "two hours each night",
    "words": "waiting for towels",
    "quote": "We lose two hours each night, waiting for towels.",
}


@pytest.fixture
def desk(ana):
    client = Client()
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def value(astoria):
    return reverse("desk:room_value", args=[astoria.public_id])


@pytest.fixture
def shown(dora_guest, ana):
    line = add_value_line(
        dora_guest.room, LINE["side"], LINE["words"], LINE["figure"], LINE["quote"], by=ana, now=timezone.now()
    )
    publish_case(line.case, by=ana, now=timezone.now())
    return line


def page_of(client, guest):
    return client.get(home_of(guest)).content.decode()


def test_a_line_is_ours_alone_until_it_is_put_before_them(desk, value, dora_client, dora_guest):
    desk.post(value, LINE)
    line = ValueLine.objects.get()
    address = reverse("room:figure_answer", args=[dora_guest.room.public_id, line.public_id])

    assert "two hours each night" not in page_of(dora_client, dora_guest)
    assert dora_client.post(address, {"answer": "yes"}).status_code == 404

    desk.post(f"{value}sharing/", {"answer": "show"})
    assert "two hours each night" in page_of(dora_client, dora_guest)
    assert "put down what it is worth to you" in page_of(dora_client, dora_guest)

    desk.post(f"{value}sharing/", {"answer": "back"})
    assert "two hours each night" not in page_of(dora_client, dora_guest)


@pytest.mark.parametrize("missing", ["figure", "words", "quote"])
def test_a_figure_without_their_words_is_refused_and_nothing_typed_is_lost(desk, value, dora_guest, missing):
    answer = desk.post(value, {**LINE, missing: " "})

    assert answer.status_code == 422
    assert "Write " in answer.content.decode()
    assert all(said in answer.content.decode() for name, said in LINE.items() if name != missing)
    assert ValueLine.objects.count() == 0


def test_what_they_said_in_the_room_is_the_source_in_their_newest_words(desk, value, dora_guest, ana):
    heard = publish_line(dora_guest.room, "impact", "Two hours a night.", by=ana, now=timezone.now())
    answer_line(heard, dora_guest, "not_quite", "Three hours on Saturdays.", now=timezone.now())
    desk.post(value, {**LINE, "quote": "", "source": heard.public_id})
    line = ValueLine.objects.get()

    assert (line.quote, line.person) == ("Three hours on Saturdays.", dora_guest.person)


def test_a_line_that_was_taken_back_is_no_source(desk, value, dora_guest, ana):
    heard = publish_line(dora_guest.room, "impact", "Two hours.", by=ana, now=timezone.now())
    heard.withdrawn_at = timezone.now()
    heard.save()

    assert desk.post(value, {**LINE, "source": heard.public_id}).status_code == 422


def test_while_they_read_it_nobody_changes_it(desk, value, shown):
    away = reverse("desk:room_value_away", args=[shown.case.room.company.public_id, shown.public_id])

    assert desk.post(value, LINE).status_code == 422
    assert desk.post(away).status_code == 422
    assert ValueLine.objects.count() == 1


def test_an_empty_case_is_not_put_before_them(desk, value, dora_guest):
    ValueCase.objects.create(room=dora_guest.room, made_at=timezone.now())

    assert desk.post(f"{value}sharing/", {"answer": "show"}).status_code == 422
    assert ValueCase.objects.get().published_at is None


def test_they_say_yes_to_a_line_and_we_read_it(dora_client, dora_guest, shown, desk, value):
    address = reverse("room:figure_answer", args=[dora_guest.room.public_id, shown.public_id])
    for _ in range(2):
        assert dora_client.post(address, {"answer": "yes"}).url == f"{home_of(dora_guest)}#figure-{shown.public_id}"

    assert ValueAnswer.objects.count() == 1
    assert "You said yes" in page_of(dora_client, dora_guest)
    assert "Dora Marković said yes" in desk.get(value).content.decode()


def test_not_quite_needs_words(dora_client, dora_guest, shown, desk, value):
    address = reverse("room:figure_answer", args=[dora_guest.room.public_id, shown.public_id])
    refused = dora_client.post(address, {"answer": "not_quite", "words": ""})
    assert refused.status_code == 422
    assert "Please say what it is in your figures." in refused.content.decode()

    dora_client.post(address, {"answer": "not_quite", "words": "Three on Saturdays."})
    assert "Not quite: “Three on Saturdays.”" in page_of(dora_client, dora_guest)
    assert "not quite: “Three on Saturdays.”" in desk.get(value).content.decode()


def test_a_guest_of_another_room_meets_nothing(shown, emil, sam):
    from room_cast import invited, let_in

    other = let_in(Client(), invited(emil, sam))
    address = reverse("room:figure_answer", args=[shown.case.room.public_id, shown.public_id])

    assert other.post(address, {"answer": "yes"}).status_code == 404
    assert ValueAnswer.objects.count() == 0


def test_a_reader_by_the_link_does_not_see_it(shown):
    room = shown.case.room
    room.entry = "link"
    room.save()

    assert "two hours each night" not in Client().get(reverse("room:home", args=[room.public_id])).content.decode()
