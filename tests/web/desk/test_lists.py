"""Lists and the board: narrowed, sorted, summed, and never more questions for more rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from conftest import NOON
from django.db import connection
from django.test.utils import CaptureQueriesContext

from joinery.beliefs.actions import believe, notice_light
from joinery.calls.models import Attendance, Call
from joinery.customers.actions import add_company, add_person
from joinery.method.stages import on_the_board
from joinery.opportunities.actions import add_decision_person, add_opportunity
from joinery.opportunities.models import Opportunity
from joinery.promises.actions import make_promise
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, Room


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def fill(count, ana):
    """Customers with all that a list may show beside them."""
    for number in range(count):
        company = add_company(f"House {number}", by=ana, now=NOON)
        person = add_person(company, f"Person {number}", by=ana, now=NOON)
        deal = add_opportunity(company, f"Deal {number}", by=ana, now=NOON, amount=100_000)
        for days in (-1, 1):
            moment = NOON + timedelta(days=days)
            call = Call.objects.create(
                company=company,
                opportunity=deal,
                owner=ana,
                title="Talk",
                starts_at=moment,
                created_at=NOON,
                held_at=moment if days < 0 else None,
            )
            Attendance.objects.create(call=call, person=person)
        believe(company, "timing", "Soon", opportunity=deal, by=ana, now=NOON - timedelta(days=2))
        notice_light(company, "Hm", opportunity=deal, by=ana, now=NOON)
        make_promise(company, "A drawing", side="ours", theirs=person, due_on=NOON.date(), by=ana, now=NOON)
        add_decision_person(deal, person, "user", by=ana, now=NOON)
        room = Room.objects.create(company=company, opened_by=ana, opened_at=NOON)
        guest = Guest.objects.create(room=room, person=person, invited_by=ana, invited_at=NOON)
        line = HeardLine.objects.create(room=room, kind="need", words="x", published_by=ana, published_at=NOON)
        HeardAnswer.objects.create(line=line, guest=guest, answer="yes", answered_at=NOON)


LISTS = [
    "/",
    "/customers/",
    "/customers/?only=mine&only=open&only=late&sort=-new&q=house",
    "/people/",
    "/opportunities/",
    "/opportunities/?view=board",
    "/promises/",
    "/search/?q=house",
]


@pytest.mark.parametrize("address", LISTS)
def test_more_rows_ask_the_database_no_more_questions(address, ana, ana_client):
    counts = []
    for rows in (1, 2):  # one row, then three
        fill(rows, ana)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert ana_client.get(address).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1], address
    assert counts[1] <= 12, address


@pytest.mark.parametrize("part", ["", "?see=know", "?see=people", "?see=opportunities", "?see=promises", "?see=notes"])
def test_a_record_asks_no_more_than_a_dozen_questions(part, ana, ana_client):
    fill(1, ana)
    deal = Opportunity.objects.get()
    for address in (f"/customers/{deal.company.public_id}/{part}", f"/opportunities/{deal.public_id}/"):
        with CaptureQueriesContext(connection) as asked:
            ana_client.get(address)
        assert len(asked) <= 13, (address, [query["sql"][:90] for query in asked])


def test_a_full_board_is_asked_for_in_a_few_questions(astoria, ana, ana_client):
    stages = [stage.key for stage in on_the_board()]
    Opportunity.objects.bulk_create(
        Opportunity(
            company=astoria, name=f"{key} {number}", stage=key, owner=ana, stage_since=NOON, created_at=NOON, amount=100
        )
        for key in stages
        for number in range(41)
    )
    with CaptureQueriesContext(connection) as asked:
        page = ana_client.get("/opportunities/?view=board").content.decode()

    assert len(asked) < 12
    assert page.count('class="board__card"') == 6 * 40
    assert page.count(">1 more</a>") == 6


def test_a_chip_and_a_word_narrow_the_list_and_the_sum(ana, sam, ana_client):
    fill(2, ana)
    add_company("Haus Edelweiss", by=ana, now=NOON)
    add_company("Not ours", by=sam, now=NOON)

    everything = ana_client.get("/customers/").content.decode()
    assert ("1 to 3 of 3, together €2,000" in everything, "Not ours" in everything) == (True, False)
    narrowed = ana_client.get("/customers/?only=open&q=house+1").content.decode()
    assert "1 to 1 of 1, together €1,000" in narrowed
    assert ("House 1" in narrowed, "House 0" in narrowed) == (True, False)


def test_sums_of_different_money_are_never_added_up(astoria, ana, ana_client):
    add_opportunity(astoria, "One", by=ana, now=NOON, amount=100_000, currency="EUR")
    add_opportunity(astoria, "Two", by=ana, now=NOON, amount=100_000, currency="CHF")

    assert "together CHF 1,000 and €1,000" in ana_client.get("/opportunities/").content.decode()


def names(page):
    return [row.split("</a>")[0].split(">")[-1] for row in page.content.decode().split('class="list__name"')[1:]]


def test_columns_turn_both_ways(ana, ana_client):
    fill(3, ana)

    assert names(ana_client.get("/customers/?sort=name")) == ["House 0", "House 1", "House 2"]
    assert names(ana_client.get("/customers/?sort=-name")) == ["House 2", "House 1", "House 0"]


@pytest.mark.parametrize("asked", ["sort=owner__password", "sort=-", "sort=worth", "page=0", "page=x", "page=999999999",
                                   "page=-1", "only=nothing", "sort=%27%20OR%201=1"])  # fmt: skip
def test_what_a_list_does_not_know_is_passed_over(asked, ana, ana_client):
    fill(1, ana)

    assert ana_client.get(f"/customers/?{asked}").status_code == 200


def test_fifty_rows_make_a_page(ana, ana_client):
    for number in range(51):
        add_company(f"House {number:02}", by=ana, now=NOON)

    assert len(names(ana_client.get("/customers/"))) == 50
    assert names(ana_client.get("/customers/?page=2")) == ["House 50"]


def test_an_empty_list_says_what_to_do(ana_client):
    assert "Add the first one" in ana_client.get("/customers/").content.decode()
    assert "No opportunity yet" in ana_client.get("/opportunities/").content.decode()
    assert "Nothing is owed, either way" in ana_client.get("/promises/").content.decode()
