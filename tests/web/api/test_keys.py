"""A key may do what its owner may, within its scopes, while both are in use."""

import pytest
from django.test import Client

from joinery.firm.actions import end_key
from joinery.firm.models import ApiKey, User

from .conftest import NOON, Program

ADDRESSES = [
    "companies",
    "people",
    "opportunities",
    "calls",
    "promises",
    "search?q=a",
    "companies/x",
    "calls/x/findings",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_key_nothing_is_said(client, firm, address):
    answer = client.get(f"/api/v1/{address}")

    assert (answer.status_code, answer.json()["error"]["where"]) == (401, "")


def test_a_house_without_a_firm_answers_programs_too(client, db):
    assert client.get("/api/v1/companies").status_code == 401


def test_a_session_is_no_key(ana_client):
    assert ana_client.get("/api/v1/companies").status_code == 401
    assert ana_client.post("/api/v1/calls", "{}", "application/json").status_code == 401


@pytest.mark.parametrize("header", ["Bearer jnr_guess", "Bearer ", "Basic YTpi", "Bearer \u00fc", "x" * 5000])
def test_a_wrong_key_is_told_so(client, firm, header):
    assert client.get("/api/v1/companies", headers={"Authorization": header}).status_code == 401


def test_an_ended_key_is_no_key(program, ana):
    end_key(ApiKey.objects.get(), by=ana, now=NOON)

    assert program.get("companies").status_code == 401


def test_the_key_of_a_colleague_who_left_is_no_key(program, ana):
    User.objects.filter(pk=ana.pk).update(is_active=False)

    assert program.get("companies").status_code == 401


def test_a_key_to_read_does_not_write(ana, key_of, new_call):
    answer = Program(key_of(ana, "read")).post("calls", new_call)

    assert (answer.status_code, ana.calls.count()) == (403, 0)


def test_a_key_to_write_alone_does_not_read(ana, key_of):
    assert Program(key_of(ana, "write")).get("companies").status_code == 403


def test_when_a_key_was_used_is_kept_to_the_minute(program, django_assert_num_queries, astoria):
    program.get("companies")
    used = ApiKey.objects.get().last_used_at

    with django_assert_num_queries(2):
        program.get("companies")
    assert used is not None
    assert ApiKey.objects.get().last_used_at == used


@pytest.mark.parametrize("override", [{"X-HTTP-Method-Override": "POST"}, {"X-Method-Override": "DELETE"}])
def test_a_method_is_what_was_sent(program, astoria, override):
    answer = Client().get("/api/v1/companies", headers={"Authorization": f"Bearer {program.key}", **override})

    assert answer.status_code == 200


def test_a_method_that_is_not_taken_says_which_are(program, firm):
    answer = program.client.delete("/api/v1/calls", headers={"Authorization": f"Bearer {program.key}"})

    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert list(answer.json()) == ["error"]
