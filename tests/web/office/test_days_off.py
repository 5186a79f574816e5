"""When nobody works: a place, and days of our own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from joinery.blueprints.actions.drawing import draw_blueprint
from joinery.firm.models import Firm
from joinery.method.playbooks import playbooks

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def office(client, ben):
    client.force_login(ben, backend=BACKEND)
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=UTC), tick=False):
        yield client


def post(office, **fields):
    return office.post(reverse("office:days_off"), fields)


def test_a_place_brings_its_holidays(office):
    post(office, place="DE-BY")
    page = office.get(reverse("office:days_off")).content.decode()

    assert Firm.objects.get().place == "DE-BY"
    assert "<dt>25 December</dt><dd>Christmas Day, Friday</dd>" in page
    assert "6 January 2027" in page


def test_a_place_that_is_none_is_refused(office):
    assert post(office, place="XX").status_code == 422
    assert Firm.objects.get().place == ""


def test_days_of_our_own_are_put_in_and_taken_out_again(office):
    post(office, first="2026-12-28", last="2026-12-30")
    post(office, first="2026-12-31")
    page = office.get(reverse("office:days_off")).content.decode()

    assert Firm.objects.get().days_off == ["2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"]
    assert "Monday, 28 December to Thursday, 31 December" in page

    post(office, first="2026-12-28", last="2026-12-31", gone="yes")
    assert Firm.objects.get().days_off == []


@pytest.mark.parametrize(
    "days",
    [
        {"first": "2026-12-28", "last": "2026-12-27"},
        {"first": "2026-01-01", "last": "2999-01-01"},
        {"first": "soon"},
        {"first": ""},
        {},
    ],
)
def test_days_that_are_none_are_refused(office, days):
    assert post(office, **days).status_code == 422
    assert Firm.objects.get().days_off == []


def test_a_seller_may_not_change_them(ana_client):
    assert ana_client.post(reverse("office:days_off"), {"place": "NL"}).status_code == 403


def test_a_plan_that_runs_goes_around_new_days_off_and_says_so_in_a_version(office, ana, ben, laundry):
    now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    plan = draw_blueprint(laundry, playbooks()["equipment"], date(2027, 3, 12), by=ana, now=now)
    before = plan.steps.filter(due_on__range=("2027-02-22", "2027-03-11")).count()
    answer = office.post(reverse("office:days_off"), {"first": "2027-02-22", "last": "2027-03-11"}, follow=True)

    assert before > 0
    assert plan.steps.filter(due_on__range=("2027-02-22", "2027-03-11")).count() == 0
    assert [version.number for version in plan.versions.all()] == [1, 2]
    assert plan.versions.last().by_name == ben.name
    assert f"Days moved in “{plan.title}”" in answer.content.decode()


def test_days_off_that_no_plan_meets_make_no_version(office, ana, laundry):
    now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    plan = draw_blueprint(laundry, playbooks()["equipment"], date(2027, 3, 12), by=ana, now=now)
    post(office, first="2028-03-08")

    assert plan.versions.count() == 1


def test_a_place_that_is_no_longer_known_stops_no_plan(office, ana, laundry):
    Firm.objects.update(place="ZZ-NOWHERE")
    now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    plan = draw_blueprint(laundry, playbooks()["equipment"], date(2027, 3, 12), by=ana, now=now)

    assert plan.steps.filter(due_on__isnull=True).count() == 0
    assert "No holidays are known any more" in office.get(reverse("office:days_off")).content.decode()
