"""The first run sets up a firm and its administrator, once, for whoever holds the code."""

import pytest
from django.urls import reverse

from joinery.firm.models import Firm, User
from joinery.web.office.views.first_run import set_up_code


@pytest.fixture
def answers(db):
    return {
        "firm_name": "Wessel Laundry Works",
        "name": "Ida Berg",
        "email": "ida@wessel.example",
        "password": "a long enough secret",
        "zone": "Europe/Rome",
        "currency": "EUR",
        "code": set_up_code(),
    }


def test_a_house_without_a_firm_leads_to_the_first_run(client, db):
    assert client.get("/customers/").headers["Location"] == reverse("office:first_run")


def test_the_first_run_makes_a_firm_and_signs_its_administrator_in(client, answers):
    client.post(reverse("office:first_run"), answers)

    assert [firm.name for firm in Firm.objects.all()] == ["Wessel Laundry Works"]
    assert client.get(reverse("office:people")).status_code == 200


def test_without_the_code_nothing_is_set_up(client, answers):
    answer = client.post(reverse("office:first_run"), answers | {"code": "guess"})

    assert answer.status_code == 422
    assert (Firm.objects.count(), User.objects.count()) == (0, 0)


def test_a_second_first_run_changes_nothing(client, firm, answers):
    client.post(reverse("office:first_run"), answers | {"firm_name": "Another"})

    assert [firm.name for firm in Firm.objects.all()] == ["Wessel Laundry Works"]
