"""A guest's own calendar address: what it tells, whom it tells it to, and how it ends."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from joinery.blueprints.models import Step
from joinery.calls.actions import create_call, send_agenda
from joinery.customers.models import Person
from joinery.firm.models import Deed
from joinery.rooms.actions import revoke_guest
from joinery.rooms.feeds import feed_address
from joinery.rooms.models import CalendarFeed


@pytest.fixture
def meeting(astoria, dora, ana):
    at = datetime(2036, 1, 15, 8, 30, tzinfo=UTC)
    call = create_call(astoria, "The site walk", starts_at=at, people=[dora], by=ana, now=timezone.now())
    send_agenda(call, by=ana, now=timezone.now())
    return call


@pytest.fixture
def address(dora_client, dora_guest, to):
    """As a calendar program asks for it: without a cookie."""
    dora_client.post(to("feed"))
    return feed_address(dora_guest).removeprefix(settings.BASE_URL)


def days(address):
    answer = Client().get(address)
    return {str(event["summary"]): event["dtstart"].dt for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_it_tells_the_meetings_and_this_guests_steps(address, dora_client, meeting, started, dora, ana):
    piet = Person.objects.create(
        company=dora.company, name="Piet", email="p@astoria.example", created_at=timezone.now()
    )
    mine, anothers, ours = started.steps.filter(state="ahead", due_on__isnull=False)[:3]
    Step.objects.exclude(pk=mine.pk).filter(side="theirs").update(owner_person=piet)
    Step.objects.filter(pk=mine.pk).update(side="theirs", owner_person=dora)
    Step.objects.filter(pk=anothers.pk).update(side="theirs", owner_person=piet)
    Step.objects.filter(pk=ours.pk).update(side="ours", owner_person=None)

    assert days(address) == {
        "The site walk, with Wessel Laundry Works": datetime(2036, 1, 15, 8, 30, tzinfo=UTC),
        f"Your step: {mine.title}": mine.due_on,
    }


def test_a_step_that_moves_moves_in_the_calendar_and_keeps_its_name_there(address, started, dora):
    step = started.steps.filter(state="ahead", due_on__isnull=False).first()
    Step.objects.filter(pk=step.pk).update(side="theirs", owner_person=dora, due_on="2036-02-01")
    before = Client().get(address).content.decode()
    Step.objects.filter(pk=step.pk).update(due_on="2036-02-03")
    after = Client().get(address).content.decode()

    assert [f"UID:{step.public_id}@" in words for words in (before, after)] == [True, True]
    assert ["DTSTART;VALUE=DATE:20360201" in before, "DTSTART;VALUE=DATE:20360203" in after] == [True, True]


def test_it_is_told_in_the_guests_language(address, meeting, started, dora):
    Person.objects.filter(pk=dora.pk).update(language="de")

    assert "The site walk\\, mit Wessel Laundry Works" in Client().get(address).content.decode()


def test_the_answer_says_what_it_is_and_is_kept_by_nobody(address):
    answer = Client().get(address)

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/calendar; charset=utf-8", "no-store")
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert Client().post(address).status_code == 405


def test_a_new_address_ends_the_one_before(address, dora_client, dora_guest, to):
    dora_client.post(to("feed"), {"renew": "1"})
    newer = feed_address(dora_guest).removeprefix(settings.BASE_URL)

    assert newer != address
    assert (Client().get(address).status_code, Client().get(newer).status_code) == (404, 200)


def test_an_ended_address_is_nothing_until_a_new_one_is_made(address, dora_client, dora_guest, to):
    dora_client.post(to("feed"), {"end": "1"})
    assert (Client().get(address).status_code, feed_address(dora_guest)) == (404, "")

    dora_client.post(to("feed"))
    assert Client().get(address).status_code == 404
    assert Client().get(feed_address(dora_guest).removeprefix(settings.BASE_URL)).status_code == 200
    assert list(Deed.objects.filter(verb__in=("make_feed", "end_feed")).values_list("says", flat=True)) == [
        "made a new calendar address",
        "ended their calendar address",
        "made a calendar address",
    ]


def test_a_guest_who_is_sent_away_takes_the_address_along(address, dora_guest, ana):
    revoke_guest(dora_guest, by=ana, now=timezone.now())

    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("change", [lambda token: token[:-1] + "0", lambda token: token[:18], lambda token: "é" * 58])
def test_an_address_that_was_guessed_is_nothing(address, change):
    before, token, leaf = address.rsplit("/", 2)
    wrong = change(token) if change(token) != token else token[:-1] + "1"

    assert Client().get(f"{before}/{wrong}/{leaf}").status_code == 404


def test_the_address_opens_no_other_room(address, emil, sam):
    from room_cast import invited

    other = invited(emil, sam).room.public_id

    assert Client().get(address.replace(address.split("/")[2], other)).status_code == 404


def test_the_database_alone_does_not_tell_the_address(address):
    feed = CalendarFeed.objects.get()

    assert feed.nonce not in address
    assert len(address.split("/")[-2]) == 58


@pytest.mark.parametrize("page", ["meetings", "letters"])
def test_it_is_offered_where_meetings_and_letters_are(dora_client, dora_guest, to, page):
    assert "Make my calendar address" in dora_client.get(to(page)).content.decode()

    answer = dora_client.post(to("feed"), {"back": page})
    assert answer["Location"] == f"{to(page)}#feed"
    shown = dora_client.get(to(page)).content.decode()
    assert feed_address(dora_guest) in shown
    assert f'href="webcal{feed_address(dora_guest).removeprefix("http")}' in shown


@pytest.mark.parametrize("rows", [1, 5])
def test_it_asks_the_same_number_of_questions(address, started, astoria, dora, ana, rows, django_assert_num_queries):
    for number in range(rows):
        at = datetime(2036, 2, 1 + number, 9, tzinfo=UTC)
        call = create_call(astoria, f"Walk {number}", starts_at=at, people=[dora], by=ana, now=timezone.now())
        send_agenda(call, by=ana, now=timezone.now())
    with django_assert_num_queries(12):
        Client().get(address)
