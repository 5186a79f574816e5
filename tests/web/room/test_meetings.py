"""Meetings in the room: to come and past; another day asked for, taken, or not possible."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from room_cast import newest_letter

from joinery.calls.actions import create_call, send_agenda
from joinery.calls.models import Call
from joinery.gateways.models import Letter
from joinery.rooms.models import OtherDay

WISH = {"day": "2036-01-17", "hour": "10:00", "words": "The  night team is free."}


@pytest.fixture
def meeting(astoria, dora, ana):
    at = datetime(2036, 1, 15, 8, 30, tzinfo=UTC)
    call = create_call(astoria, "The site walk", starts_at=at, people=[dora], by=ana, now=timezone.now())
    send_agenda(call, by=ana, now=timezone.now())
    return call


@pytest.fixture
def desk(ana):
    client = Client()
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def decide(desk, meeting, **said):
    asked = OtherDay.objects.order_by("id").first()
    version = Call.objects.get(pk=meeting.pk).version
    return desk.post(reverse("desk:other_day", args=[meeting.public_id, asked.public_id]), {"version": version, **said})


def test_the_page_tells_what_is_to_come_and_what_this_guest_was_at(dora_client, meeting, to, astoria, dora, ana):
    then = timezone.now() - timedelta(days=3)
    for title, people in (("We were both there", [dora]), ("Without Dora", [])):
        held = create_call(astoria, title, starts_at=then, people=people, by=ana, now=then)
        Call.objects.filter(pk=held.pk).update(held_at=then, agenda_sent_at=then)
    page = dora_client.get(to("meetings")).content.decode()

    assert "The site walk" in page
    assert "We were both there" in page
    assert "Without Dora" not in page


def test_a_call_that_was_not_announced_is_not_there(dora_client, meeting, to):
    Call.objects.update(agenda_sent_at=None)

    assert "The site walk" not in dora_client.get(to("meetings")).content.decode()
    assert dora_client.post(to("other_day", meeting), WISH).status_code == 404


def test_another_day_is_asked_for_in_the_readers_own_time(dora_client, meeting, to, dora):
    dora.zone = "Asia/Tokyo"
    dora.save()
    answer = dora_client.post(to("other_day", meeting), WISH)
    asked = OtherDay.objects.get()

    assert answer.url == to("meetings") + f"#meeting-{meeting.public_id}"
    assert asked.starts_at == datetime(2036, 1, 17, 1, 0, tzinfo=UTC)
    assert asked.words == "The night team is free."
    letter = newest_letter("other_day")
    assert letter.to_address == "ana@wessel.example"
    assert "The night team is free." in letter.text
    page = dora_client.get(to("meetings")).content.decode()
    assert "We have not answered yet." in page


def test_asking_twice_is_asking_once(dora_client, meeting, to):
    for _ in range(2):
        dora_client.post(to("other_day", meeting), WISH)

    assert OtherDay.objects.count() == 1
    assert Letter.objects.filter(kind="other_day").count() == 1


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"day": "", "hour": "10:00"}, "Choose a day and an hour."),
        ({"day": "2020-01-01", "hour": "10:00"}, "Choose a day that is still to come."),
        ({"day": "9999-12-31", "hour": "23:59"}, "Choose a day that is nearer."),
        ({"day": "2036-01-17", "hour": "nonsense"}, "Choose a day and an hour."),
    ],
)
def test_a_day_that_is_none_keeps_what_was_typed_and_says_why(dora_client, meeting, to, wish, why):
    Call.objects.update(starts_at=timezone.now() + timedelta(days=1))
    answer = dora_client.post(to("other_day", meeting), {**wish, "words": "The night team"})

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert "The night team" in answer.content.decode()
    assert OtherDay.objects.count() == 0


def test_a_day_taken_moves_the_call_and_tells_both_sides(dora_client, desk, meeting, to):
    wanted = (timezone.now() + timedelta(days=9)).replace(hour=9, minute=0, second=0, microsecond=0)
    dora_client.post(to("other_day", meeting), {"day": f"{wanted:%Y-%m-%d}", "hour": "10:00", "words": ""})
    asked = OtherDay.objects.get()
    assert "They ask for another day" in desk.get(reverse("desk:call", args=[meeting.public_id])).content.decode()
    decide(desk, meeting, answer="take")

    assert Call.objects.get(pk=meeting.pk).starts_at == asked.starts_at
    assert "Ana said yes: we meet on this day." in dora_client.get(to("meetings")).content.decode()
    assert newest_letter("other_day_answer").to_address == "dora@astoria.example"


def test_not_possible_needs_words_which_they_read(dora_client, desk, meeting, to):
    soon = timezone.now() + timedelta(days=9)
    dora_client.post(to("other_day", meeting), {"day": f"{soon:%Y-%m-%d}", "hour": "10:00"})
    decide(desk, meeting, answer="no", words=" ")
    assert OtherDay.objects.get().decided_at is None

    decide(desk, meeting, answer="no", words="The lorry is in Graz. Friday would be.")
    assert "Not possible, Ana says: The lorry is in Graz." in dora_client.get(to("meetings")).content.decode()
    assert "The lorry is in Graz." in newest_letter("other_day_answer").text
    assert "could not meet on" in dora_client.get(to("log")).content.decode()


def test_a_call_that_changed_meanwhile_is_not_moved_blindly(dora_client, desk, meeting, to):
    soon = timezone.now() + timedelta(days=9)
    dora_client.post(to("other_day", meeting), {"day": f"{soon:%Y-%m-%d}", "hour": "10:00"})
    decide(desk, meeting, answer="take", version="0")

    assert OtherDay.objects.get().decided_at is None
    assert Call.objects.get(pk=meeting.pk).starts_at == meeting.starts_at


def test_taking_one_day_answers_the_others(dora_client, desk, meeting, to):
    for days in (9, 10):
        soon = timezone.now() + timedelta(days=days)
        dora_client.post(to("other_day", meeting), {"day": f"{soon:%Y-%m-%d}", "hour": "10:00"})
    decide(desk, meeting, answer="take")

    assert sorted(OtherDay.objects.values_list("was_taken", flat=True)) == [False, True]
    assert not OtherDay.objects.filter(decided_at__isnull=True).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    dora_client, to, astoria, dora, ana, rows, django_assert_num_queries
):
    for number in range(rows):
        at = timezone.now() + timedelta(days=number + 1)
        call = create_call(astoria, f"C{number}", starts_at=at, people=[dora], by=ana, now=timezone.now())
        send_agenda(call, by=ana, now=timezone.now())
        dora_client.post(to("other_day", call), {"day": f"{at + timedelta(days=4):%Y-%m-%d}", "hour": "10:00"})
    dora_client.get(to("meetings"))

    with django_assert_num_queries(7):
        dora_client.get(to("meetings"))
