"""In the room: what was not kept is said, a plan is agreed to, and only they say that it is put right."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from room_cast import home_of, house_as_it_is, invited, let_in

from joinery.firm.models import Deed
from joinery.promises.actions import make_promise, step_promise
from joinery.promises.life import State
from joinery.promises.recoveries import say_to_recovery
from joinery.promises.recovery_life import Said


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


@pytest.fixture
def inside(client, guest):
    return let_in(client, guest)


@pytest.fixture
def late(astoria, ana, dora):
    yesterday = timezone.localdate() - timedelta(days=1)
    return make_promise(astoria, "The seals", side="ours", by=ana, theirs=dora, due_on=yesterday, now=timezone.now())


@pytest.fixture
def recovery(late, ana):
    return step_promise(late, State.REVOKED, by=ana, now=timezone.now()).recoveries.get()


def page_of(client, guest):
    return client.get(home_of(guest)).content.decode()


def say(client, guest, recovery, said, words=""):
    place = reverse("room:recovery", args=[guest.room.public_id, recovery.public_id])
    return client.post(place, {"said": said, "words": words})


def ours(recovery, said, ana, words=""):
    return say_to_recovery(recovery, said, words=words, cause="We forgot.", by=ana, now=timezone.now())


def test_a_late_promise_can_be_called_not_kept_and_then_somebody_puts_it_right(inside, guest, late, ana):
    place = reverse("room:promise", args=[guest.room.public_id, late.public_id])
    assert 'value="broken">It was not kept' in page_of(inside, guest)
    inside.post(place, {"state": "broken", "words": "The machine drips."})
    inside.post(place, {"state": "broken", "words": "The machine drips."})
    page = page_of(inside, guest)

    assert [(row.found_by, row.owner) for row in late.recoveries.all()] == [("theirs", ana)]
    assert "Ana Lindqvist puts this right, and writes here how." in page
    assert page.count('<p class="promise__words">“The machine drips.”') == 1


def test_a_promise_whose_day_is_to_come_cannot_be_called_not_kept(inside, guest, astoria, ana, dora):
    to_come = timezone.localdate() + timedelta(days=9)
    promise = make_promise(astoria, "The seals", side="ours", by=ana, theirs=dora, due_on=to_come, now=timezone.now())
    place = reverse("room:promise", args=[guest.room.public_id, promise.public_id])

    assert "It was not kept" not in page_of(inside, guest)
    assert inside.post(place, {"state": "broken"}).status_code == 409
    assert promise.recoveries.count() == 0


def test_they_say_what_it_cost_in_their_words(inside, guest, recovery):
    answer = say(inside, guest, recovery, "cost", "Half a day for two of us.")
    recovery.refresh_from_db()

    assert answer.url == f"{home_of(guest)}#promise-{recovery.promise.public_id}"
    assert recovery.cost == "Half a day for two of us."
    assert "“Half a day for two of us.”" in page_of(inside, guest)


def test_from_the_plan_to_their_yes(inside, guest, recovery, ana, dora):
    ours(recovery, Said.PLAN, ana, "New seals on Monday.")
    assert "Ana wrote how we put it right. You say whether you agree." in page_of(inside, guest)
    say(inside, guest, recovery, "agree")
    ours(recovery, Said.FIXED, ana)
    assert "Ana says it is put right. You say whether it is." in page_of(inside, guest)
    say(inside, guest, recovery, "not_yet", "It still drips.")
    ours(recovery, Said.PLAN, ana, "Other seals on Tuesday.")
    ours(recovery, Said.FIXED, ana)
    say(inside, guest, recovery, "yes", "Dry at last.")
    recovery.refresh_from_db()
    page = page_of(inside, guest)

    assert (recovery.stage, recovery.closed_by, recovery.answer) == ("closed", dora, "Dry at last.")
    assert "Dora Marković said it is put right" in page
    assert f'/recoveries/{recovery.public_id}/"' not in page
    assert "We forgot." not in page
    assert Deed.objects.filter(about="recovery", by_kind="guest").count() == 3


def test_a_yes_pressed_twice_is_one_yes(inside, guest, recovery):
    answers = [say(inside, guest, recovery, "yes") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert recovery.events.filter(said="yes").count() == 1


@pytest.mark.parametrize("said", ["plan", "fixed", "opened", "nonsense", "agree", ""])
def test_what_is_not_theirs_to_say_now_changes_nothing_and_their_words_stay_on_the_page(inside, guest, recovery, said):
    page_of(inside, guest)
    before = house_as_it_is()
    answer = say(inside, guest, recovery, said, "Please hurry.")

    assert answer.status_code == 409
    assert "You wrote: “Please hurry.”" in answer.content.decode()
    assert house_as_it_is() == before


def test_not_yet_needs_words(inside, guest, recovery, ana):
    ours(ours(recovery, Said.PLAN, ana, "New seals."), Said.FIXED, ana)
    answer = say(inside, guest, recovery, "not_yet", "  ")

    assert (answer.status_code, "Say in your words what is not right yet." in answer.content.decode()) == (409, True)


def test_a_guest_of_another_customer_finds_nothing(guest, recovery, emil, sam):
    other = invited(emil, sam)
    neighbour = let_in(Client(), other)

    assert say(neighbour, other, recovery, "yes").status_code == 404
    recovery.refresh_from_db()
    assert recovery.stage == "open"


def test_what_is_put_right_stands_before_all_else_and_never_counts_as_kept(inside, guest, astoria, recovery, ana, dora):
    for number in range(7):
        step_promise(
            make_promise(astoria, f"P{number}", side="ours", by=ana, theirs=dora, now=timezone.now()),
            State.ACCEPTED,
            by=dora,
            now=timezone.now(),
        )
    page = page_of(inside, guest).split('id="promises"')[1]

    assert page.index("The seals") < page.index("P6")
    say(inside, guest, recovery, "yes")
    assert "7 kept, you said so" in page_of(inside, guest)
