"""The door of a room: the address opens nothing, only POST does anything, and nothing is learned from outside."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from room_cast import code_in, home_of, house_as_it_is, invited, let_in, newest_letter

from joinery.gateways.models import Letter
from joinery.promises.actions import make_promise
from joinery.rooms.actions import close_room, publish_line, revoke_guest

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


@pytest.fixture
def line(guest, dora, ana):
    return publish_line(guest.room, "concept", "Towels by ten.", person=dora, by=ana, now=timezone.now())


@pytest.fixture(autouse=True)
def no_pace(monkeypatch):
    monkeypatch.setattr("joinery.web.room.entry.PACE", 0)


def ask(client, guest, address="dora@astoria.example"):
    return client.post(reverse("room:code", args=[guest.room.public_id]), {"address": address})


def give(client, guest, code):
    return client.post(reverse("room:pass", args=[guest.room.public_id]), {"code": code})


def test_a_guest_comes_in_with_the_code_from_the_mailbox(client, guest):
    ask(client, guest)
    answer = give(client, guest, code_in(newest_letter("proof")))

    assert (answer.status_code, answer.url) == (302, home_of(guest))
    assert "Whom to ask" in client.get(home_of(guest)).content.decode()


def test_the_cookie_is_for_this_room_and_no_script(client, guest, settings):
    ask(client, guest)
    cookie = give(client, guest, code_in(newest_letter("proof"))).cookies["room"]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", home_of(guest))
    assert cookie["max-age"] == 30 * 24 * 3600


def test_the_letter_opened_in_another_browser_asks_who_that_is(guest):
    words = Client().get(home_of(guest)).content.decode()

    assert "Which of you are you?" in words
    assert "Whom to ask" not in words


def test_a_code_is_of_no_use_in_another_browser(client, guest):
    ask(client, guest)
    other = Client()
    ask(other, guest, "nobody@astoria.example")

    assert give(other, guest, code_in(newest_letter("proof"))).status_code == 422


def test_a_code_used_again_asks_for_a_new_one(client, guest):
    ask(client, guest)
    code = code_in(newest_letter("proof"))
    give(client, guest, code)
    again = give(client, guest, code)

    assert again.status_code == 422
    assert "ask for a new one" in again.content.decode()


def test_a_code_older_than_ten_minutes_asks_for_a_new_one(client, guest):
    ask(client, guest)
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert give(client, guest, code_in(newest_letter("proof"))).status_code == 422


def test_a_mail_scanner_that_opens_everything_a_hundred_times_changes_nothing(client, guest, line):
    ask(client, guest)
    code, before, scanner = code_in(newest_letter("proof")), house_as_it_is(), Client()
    for _ in range(100):
        scanner.get(home_of(guest))
        scanner.head(reverse("room:code", args=[guest.room.public_id]))
        scanner.get(reverse("room:pass", args=[guest.room.public_id]), {"code": code})

    assert house_as_it_is() == before
    assert give(client, guest, code).status_code == 302


def test_known_and_unknown_addresses_read_the_same(guest):
    pages = []
    for address in ("dora@astoria.example", "nobody@astoria.example"):
        browser = Client()
        answer = ask(browser, guest, address)
        page = browser.get(answer.url).content.decode()
        pages.append((answer.status_code, answer.url, sorted(answer.cookies), TOKEN.sub("", page)))

    assert pages[0] == pages[1]


def test_known_and_unknown_addresses_take_the_same_time(client, guest, monkeypatch):
    slept = []
    monkeypatch.setattr("joinery.web.room.entry.PACE", 10)
    monkeypatch.setattr("joinery.web.room.entry.time.sleep", lambda seconds: slept.append(round(seconds)))
    ask(client, guest)
    ask(client, guest, "nobody@astoria.example")

    assert slept == [10, 10]


def test_a_wrong_room_and_a_closed_one_are_the_same_nothing(client, guest, ana):
    close_room(guest.room, by=ana, now=timezone.now())
    closed, wrong = client.get(home_of(guest)), client.get(reverse("room:home", args=["nosuchroom"]))

    assert (closed.status_code, wrong.status_code) == (404, 404)
    assert closed.content == wrong.content
    assert "Astoria" not in closed.content.decode()


def test_who_is_sent_away_is_out_with_the_next_click(client, guest, ana):
    let_in(client, guest)
    assert "Whom to ask" in client.get(home_of(guest)).content.decode()
    revoke_guest(guest, by=ana, now=timezone.now())

    assert "Which of you are you?" in client.get(home_of(guest)).content.decode()
    assert client.get(reverse("room:passes", args=[guest.room.public_id])).status_code == 302


@pytest.fixture
def places(guest, line, astoria, ana, dora):
    promise = make_promise(astoria, "The seals", side="ours", by=ana, theirs=dora, now=timezone.now())
    room = guest.room.public_id
    return {
        reverse("room:answer", args=[room, line.public_id]): {"answer": "yes"},
        reverse("room:promise", args=[room, promise.public_id]): {"state": "accepted"},
        reverse("room:agenda", args=[room, "nocall"]): {"words": "x"},
        reverse("room:leave", args=[room]): {},
        reverse("room:passes", args=[room]): {},
        reverse("room:end_pass", args=[room, "nopass"]): {},
        reverse("room:calendar", args=[room, "nocall"]): {},
    }


def test_a_guest_of_another_room_finds_nothing_and_changes_nothing(client, places, emil, sam):
    let_in(client, invited(emil, sam))
    before = house_as_it_is()
    found = [client.post(place, sent).status_code for place, sent in places.items()]

    assert set(found) <= {404, 405}
    assert house_as_it_is() == before


def test_without_a_pass_nothing_can_be_changed(client, places):
    before = house_as_it_is()
    found = {client.post(place, sent).status_code for place, sent in places.items()}

    assert found <= {302, 405}
    assert house_as_it_is() == before


def test_things_of_another_room_are_not_found_in_mine(client, guest, emil, sam, quicklime):
    theirs = invited(emil, sam)
    line = publish_line(theirs.room, "concept", "Films.", person=emil, by=sam, now=timezone.now())
    promise = make_promise(quicklime, "The film", side="ours", by=sam, theirs=emil, now=timezone.now())
    hidden = make_promise(guest.room.company, "Ours", side="ours", by=sam, is_shown=False, now=timezone.now())
    let_in(client, guest)
    client.get(home_of(guest))
    before, room = house_as_it_is(), guest.room.public_id
    answers = [
        client.post(reverse("room:answer", args=[room, line.public_id]), {"answer": "yes"}),
        client.post(reverse("room:promise", args=[room, promise.public_id]), {"state": "accepted"}),
        client.post(reverse("room:promise", args=[room, hidden.public_id]), {"state": "accepted"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert house_as_it_is() == before


def test_a_form_from_elsewhere_is_refused_and_changes_nothing(guest, line):
    strict = let_in(Client(enforce_csrf_checks=True), guest)
    before = house_as_it_is()
    answer = strict.post(reverse("room:answer", args=[guest.room.public_id, line.public_id]), {"answer": "yes"})

    assert answer.status_code == 403
    assert house_as_it_is() == before


@pytest.mark.parametrize("aim", ["//evil.example", "/\\evil.example", "javascript:alert(1)", "https://evil.example"])
def test_coming_in_never_leads_to_another_house(client, guest, aim):
    ask(client, guest)
    place = reverse("room:pass", args=[guest.room.public_id])
    answer = client.post(f"{place}?next={aim}", {"code": code_in(newest_letter("proof")), "next": aim})

    assert answer.url == home_of(guest)


def test_links_in_letters_come_from_the_settings_whatever_the_request_says(client, guest, settings):
    settings.ALLOWED_HOSTS = ["*"]
    place = reverse("room:code", args=[guest.room.public_id])
    client.post(
        place, {"address": "dora@astoria.example"}, HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example"
    )

    assert all("evil." not in letter.text for letter in Letter.objects.all())


def test_pages_are_kept_by_nobody_and_tell_no_other_house_where_one_was(client, guest):
    let_in(client, guest)
    answer = client.get(home_of(guest))

    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Cookie" in answer["Vary"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_pass_is_a_new_secret_each_time(client, guest):
    ask(client, guest)
    first = give(client, guest, code_in(newest_letter("proof"))).cookies["room"].value
    ask(client, guest)
    second = give(client, guest, code_in(newest_letter("proof"))).cookies["room"].value

    assert first != second


def test_one_can_sign_out_elsewhere_and_leave(client, guest):
    let_in(client, guest)
    left_behind = let_in(Client(), guest, "Chrome on Windows")
    place = reverse("room:passes", args=[guest.room.public_id])
    ends = re.findall(r'action="([^"]*/end/)"', client.get(place).content.decode())
    client.post(ends[0])
    assert "Which of you are you?" in left_behind.get(home_of(guest)).content.decode()

    client.post(reverse("room:leave", args=[guest.room.public_id]))
    assert "Which of you are you?" in client.get(home_of(guest)).content.decode()


def test_only_the_demo_shows_its_codes(client, guest, firm, settings):
    place = reverse("room:code", args=[guest.room.public_id])
    ask(client, guest)
    code = code_in(newest_letter("proof"))
    assert code not in client.get(place).content.decode()

    firm.is_demo = True
    firm.save()
    assert code in client.get(place).content.decode()
    settings.MAIL_URL = "smtp://localhost"
    assert code not in client.get(place).content.decode()
