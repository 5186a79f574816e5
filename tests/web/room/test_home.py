"""The room: their words, their answers, promises both ways, the next meeting."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from room_cast import home_of, invited, let_in

from joinery.calls.models import AgendaItem, Call, Plan
from joinery.customers.models import Person
from joinery.firm.models import Deed
from joinery.promises.actions import make_promise, step_promise
from joinery.promises.life import State
from joinery.promises.models import Promise
from joinery.rooms.actions import publish_line, withdraw_line
from joinery.rooms.models import HeardAnswer


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


@pytest.fixture
def inside(client, guest):
    return let_in(client, guest)


@pytest.fixture
def line(guest, dora, ana):
    return publish_line(guest.room, "need", "Towels by ten.", person=dora, by=ana, now=timezone.now())


@pytest.fixture
def meeting(call, ana):
    Call.objects.filter(pk=call.pk).update(
        agenda_sent_at=timezone.now(), starts_at=datetime(2036, 1, 15, 8, 30, tzinfo=UTC)
    )
    Plan.objects.create(
        call=call, purpose="advance", benefit="You see it run.", planned_by=ana, planned_at=timezone.now()
    )
    return call


def answer_to(guest, line):
    return reverse("room:answer", args=[guest.room.public_id, line.public_id])


def words_of(client, guest):
    return client.get(home_of(guest)).content.decode()


def test_a_line_is_answered_with_yes(inside, guest, line):
    answer = inside.post(answer_to(guest, line), {"answer": "yes"})

    assert answer.url == f"{home_of(guest)}#line-{line.public_id}"
    assert "You said yes" in words_of(inside, guest)


def test_a_correction_stands_below_the_line_it_corrects(inside, guest, line):
    inside.post(answer_to(guest, line), {"answer": "not_quite", "words": "Sheets may be noon."})
    page = words_of(inside, guest)

    assert page.index("Towels by ten.") < page.index("Sheets may be noon.")
    assert "as we had noted it" in page


def test_not_quite_without_words_keeps_the_form_and_says_why(inside, guest, line):
    answer = inside.post(answer_to(guest, line), {"answer": "not_quite", "words": " "})

    assert answer.status_code == 422
    assert "Please put it right in your own words." in answer.content.decode()
    assert HeardAnswer.objects.count() == 0


def test_a_double_click_is_one_answer(inside, guest, line):
    for _ in range(2):
        inside.post(answer_to(guest, line), {"answer": "yes"})

    assert HeardAnswer.objects.count() == 1


def test_a_line_taken_back_is_gone(inside, guest, line, ana):
    withdraw_line(line, by=ana, now=timezone.now())

    assert "Towels by ten." not in words_of(inside, guest)
    assert inside.post(answer_to(guest, line), {"answer": "yes"}).status_code == 404


def test_words_are_shown_as_words(inside, guest, dora, ana):
    publish_line(guest.room, "need", "<script>alert(1)</script>", person=dora, by=ana, now=timezone.now())

    assert "<script>" not in words_of(inside, guest)


def promise_to(guest, promise):
    return reverse("room:promise", args=[guest.room.public_id, promise.public_id])


def test_the_receiver_says_that_a_promise_is_kept(inside, guest, astoria, ana, dora):
    promise = make_promise(astoria, "The seals", side="ours", by=ana, theirs=dora, now=timezone.now())
    step_promise(promise, State.REPORTED, by=ana, now=timezone.now())
    for _ in range(2):
        inside.post(promise_to(guest, promise), {"state": "accepted"})

    assert [event.state for event in promise.events.all()] == ["promised", "reported", "accepted"]
    assert Deed.objects.get(verb="promise_accepted").by_kind == "guest"


def test_not_yet_opens_it_again(inside, guest, astoria, ana, dora):
    promise = make_promise(astoria, "The seals", side="ours", by=ana, theirs=dora, now=timezone.now())
    step_promise(promise, State.REPORTED, by=ana, now=timezone.now())
    inside.post(promise_to(guest, promise), {"state": "promised"})

    assert "not yet" in words_of(inside, guest)


def test_they_say_that_theirs_is_done_but_not_that_it_is_kept(inside, guest, astoria, ana, dora):
    promise = make_promise(astoria, "The corridor", side="theirs", by=ana, theirs=dora, now=timezone.now())
    kept = inside.post(promise_to(guest, promise), {"state": "accepted"})
    assert (kept.status_code, Promise.objects.get().state) == (409, "promised")

    inside.post(promise_to(guest, promise), {"state": "reported"})
    assert Promise.objects.get().state == "reported"


def test_the_meeting_is_told_in_the_readers_own_zone(inside, guest, meeting, dora):
    Person.objects.filter(pk=dora.pk).update(zone="America/New_York")

    assert "03:30 to 04:15" in words_of(inside, guest)


def test_a_meeting_that_we_did_not_announce_is_not_there(inside, guest, call):
    Call.objects.filter(pk=call.pk).update(starts_at=timezone.now() + timedelta(days=2))

    assert call.title not in words_of(inside, guest)
    assert inside.get(reverse("room:calendar", args=[guest.room.public_id, call.public_id])).status_code == 404


def test_they_add_to_the_agenda(inside, guest, meeting):
    place = reverse("room:agenda", args=[guest.room.public_id, meeting.public_id])
    inside.post(place, {"words": "How loud it is"})

    assert AgendaItem.objects.get().person == guest.person
    assert "added to the agenda: How loud it is" in words_of(inside, guest)
    assert inside.post(place, {"words": ""}).status_code == 422


def test_the_meeting_goes_into_their_calendar(inside, guest, meeting):
    leaf = inside.get(reverse("room:calendar", args=[guest.room.public_id, meeting.public_id]))
    event = Calendar.from_ical(leaf.content).walk("VEVENT")[0]

    assert leaf["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["dtstart"].dt == datetime(2036, 1, 15, 8, 30, tzinfo=UTC)
    assert event["summary"] == "The basement, step by step, with Wessel Laundry Works"


def test_the_page_holds_no_way_to_our_own_pages(inside, guest, line, meeting):
    page = words_of(inside, guest)

    assert "/customers/" not in page
    assert "/office/" not in page
    assert "<script" not in page


def test_looking_again_within_the_hour_changes_nothing(inside, guest, line):
    from room_cast import house_as_it_is

    inside.get(home_of(guest))
    before = house_as_it_is()
    inside.get(home_of(guest))

    assert house_as_it_is() == before


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_room_asks_the_database_no_more_questions_however_much_is_in_it(
    inside, guest, meeting, dora, ana, rows, django_assert_max_num_queries
):
    for number in range(rows):
        line = publish_line(guest.room, "need", f"Line {number}", person=dora, by=ana, now=timezone.now())
        HeardAnswer.objects.create(line=line, guest=guest, answer="yes", answered_at=timezone.now())
        make_promise(guest.room.company, f"P{number}", side="ours", by=ana, theirs=dora, now=timezone.now())
        make_promise(guest.room.company, f"T{number}", side="theirs", by=ana, theirs=dora, now=timezone.now())
        AgendaItem.objects.create(call=meeting, words=f"A{number}", person=dora, added_at=timezone.now())
    inside.get(home_of(guest))

    with django_assert_max_num_queries(20):
        inside.get(home_of(guest))


def test_an_empty_room_says_what_will_be_here(inside, guest):
    assert "Here will stand what you want, as you said it." in words_of(inside, guest)


def main_part(page):
    import re

    page = re.sub(r'<input type="hidden" name="csrfmiddlewaretoken" value="[^"]*">', "", page)
    return page[page.index("<main") : page.index("</main>")]


def test_the_seller_sees_what_the_customer_sees(inside, guest, line, meeting, astoria, ana, dora):
    make_promise(astoria, "The seals", side="ours", by=ana, theirs=dora, now=timezone.now())
    inside.get(home_of(guest))
    seller = Client()
    seller.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    seen = seller.get(reverse("seen:room", args=[astoria.public_id])).content.decode()

    assert main_part(seen) == main_part(words_of(inside, guest))
    assert "csrfmiddlewaretoken" not in seen
    assert '<fieldset class="as-customer" disabled>' in seen


def test_the_seller_cannot_answer_for_the_customer(guest, line, ana):
    seller = Client()
    seller.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    seller.post(answer_to(guest, line), {"answer": "yes"})

    assert HeardAnswer.objects.count() == 0


def test_a_seller_of_another_team_sees_no_room(guest, sam, client):
    client.force_login(sam, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(reverse("seen:room", args=[guest.room.company.public_id])).status_code == 404
    assert client.get(reverse("desk:room", args=[guest.room.company.public_id])).status_code == 404
