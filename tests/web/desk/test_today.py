"""The first page says how things stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from conftest import NOON

from joinery.beliefs.actions import change_light, notice_light
from joinery.calls.models import Debrief, Plan
from joinery.promises.actions import make_promise
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, Room


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def today(client):
    return client.get("/").content.decode()


def test_a_clean_bench_says_what_to_do(ana_client):
    page = today(ana_client)

    assert "The bench is clean" in page
    assert 'href="/customers/new/"' in page


def test_nothing_pressing_is_said_so(astoria, ana_client):
    assert "<h1>Nothing presses today.</h1>" in today(ana_client)


def test_the_headline_counts_in_words(astoria, dora, ana, ana_client):
    for what in ("One", "Two"):
        make_promise(astoria, what, side="ours", theirs=dora, due_on=NOON.date(), by=ana, now=NOON)
    notice_light(astoria, "I would have to see", by=ana, now=NOON)

    assert "<h1>Two promises fall due today, and one light is yellow.</h1>" in today(ana_client)


def test_a_light_that_was_asked_about_no_longer_makes_the_headline(astoria, ana, ana_client):
    light = notice_light(astoria, "I would have to see", by=ana, now=NOON)
    change_light(light, "asked", by=ana, now=NOON)
    page = today(ana_client)

    assert "<h1>Nothing presses today.</h1>" in page
    assert "We asked about it." in page


def test_a_call_shows_what_its_plan_lacks(call, ana, ana_client):
    call.starts_at = NOON + timedelta(hours=2)
    call.save()
    assert "No plan yet" in today(ana_client)

    plan = Plan.objects.create(call=call, purpose="advance", benefit="She sees it", planned_by=ana, planned_at=NOON)
    assert "What do we ask them to do, and by when?" in today(ana_client)
    plan.action_what, plan.action_by = "Dora walks the basement", NOON.date()
    plan.save()
    assert "The plan is whole" in today(ana_client)


def test_a_call_that_was_waits_for_its_debrief_until_it_is_done(call, ana, ana_client):
    call.starts_at = call.held_at = NOON - timedelta(days=1)
    call.save()
    page = today(ana_client)
    assert "<h1>One call waits for a debrief.</h1>" in page
    assert f'href="/calls/{call.public_id}/debrief/"' in page

    Debrief.objects.create(call=call, begun_at=NOON, done_at=NOON, by=ana)
    assert "debrief/" not in today(ana_client)


def test_an_answer_from_a_room_is_shown_in_their_words(astoria, dora, ana, ana_client):
    room = Room.objects.create(company=astoria, opened_by=ana, opened_at=NOON)
    guest = Guest.objects.create(room=room, person=dora, invited_by=ana, invited_at=NOON)
    line = HeardLine.objects.create(room=room, kind="need", words="By ten", published_by=ana, published_at=NOON)
    HeardAnswer.objects.create(line=line, guest=guest, answer="not_quite", words="By noon.", answered_at=NOON)
    page = today(ana_client)

    assert "Not quite. By noon." in page
    assert "Dora Marković was in the room today at 14:00, and put right one thing that we had heard." in page


def test_what_is_anothers_is_not_mine(quicklime, emil, sam, ana_client):
    make_promise(quicklime, "SENTINEL", side="ours", theirs=emil, due_on=NOON.date(), by=sam, now=NOON)
    notice_light(quicklime, "SENTINEL", by=sam, now=NOON)

    assert "SENTINEL" not in today(ana_client)


def test_every_light_that_the_headline_counts_is_on_the_page(ana_client, ana, astoria):
    for number in range(5):
        notice_light(astoria, f"Doubt number {number}", by=ana, now=NOON)

    page = today(ana_client)

    assert "five lights are yellow" in page.lower()
    assert [number for number in range(5) if f"Doubt number {number}" not in page] == []
    assert "Show 2 more" in page
