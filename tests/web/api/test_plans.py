"""Blueprints and payments for programs."""

from __future__ import annotations

import hmac
import json
import time
from datetime import date

import pytest
from conftest import NOON

from joinery.blueprints.actions.drawing import draw_blueprint
from joinery.blueprints.actions.signing import Proven, name_signer, offer_version, sign
from joinery.blueprints.agreement import newest
from joinery.blueprints.models import Package, Payment
from joinery.method.playbooks import playbooks
from joinery.rooms.actions import invite_guest, open_room
from joinery.rooms.models import Guest

PAID = {"amount": 250000, "currency": "EUR", "paid_on": "2026-09-04", "reference": "2026-17"}


@pytest.fixture
def plan(laundry, ana):
    return draw_blueprint(laundry, playbooks()["equipment"], date(2026, 11, 20), by=ana, now=NOON)


@pytest.fixture
def signed(plan, dora, ana):
    open_room(dora.company, by=ana, now=NOON)
    invite_guest(dora, by=ana, now=NOON)
    name_signer(plan, dora, by=ana, now=NOON)
    offer_version(plan, by=ana, now=NOON)
    version = newest(plan)
    more = {"typed_name": "Dora Marković", "text": "Yes.", "seen": version.commitment, "proven": Proven("in a test")}
    sign(version, by=Guest.objects.get(), now=NOON, **more)
    return plan.fresh()


def test_a_program_reads_the_plan_with_its_days(program, plan):
    listed = program.get("blueprints").json()["items"]
    assert [one["id"] for one in listed] == [plan.public_id]
    whole = program.get(f"blueprints/{plan.public_id}").json()
    assert [step["due_on"] for step in whole["steps"] if step["is_target"]] == ["2026-11-20"]


def test_a_program_of_another_team_finds_nothing(sams_program, plan):
    assert sams_program.get("blueprints").json()["items"] == []
    assert sams_program.get(f"blueprints/{plan.public_id}").status_code == 404
    assert sams_program.post(f"blueprints/{plan.public_id}/payments", PAID).status_code == 404


def test_a_payment_twice_is_one_and_puts_the_package_into_the_room(program, signed):
    for _ in range(2):
        assert program.post(f"blueprints/{signed.public_id}/payments", PAID).status_code == 201
    assert (Payment.objects.count(), Package.objects.count()) == (1, 1)


def test_a_payment_before_the_signature_is_refused(program, plan):
    answer = program.post(f"blueprints/{plan.public_id}/payments", PAID)
    assert answer.status_code == 409
    assert "Nobody has signed yet" in answer.json()["error"]["says"]


@pytest.mark.parametrize("wrong", [{"amount": 0}, {"currency": "eur"}, {"reference": " "}, {"paid_on": "9999-12-31"}])
def test_what_is_no_payment_is_refused_by_name(program, signed, wrong):
    answer = program.post(f"blueprints/{signed.public_id}/payments", PAID | wrong)
    assert (answer.status_code, Payment.objects.count()) == (422, 0)


def handed_in(client, body, *, event="e1", secret="shared secret"):
    raw, at = json.dumps(body).encode(), str(int(time.time()))
    signed_with = hmac.new(secret.encode(), f"{at}.{event}.".encode() + raw, "sha256").hexdigest()
    heads = {"X-Joinery-Time": at, "X-Joinery-Event": event, "X-Joinery-Signature": signed_with}
    return client.post("/payments/in/", raw, "application/json", headers=heads)


def test_a_payment_program_hands_in_the_same_payment_ten_times_with_one_effect(client, signed, settings):
    settings.INCOMING_SECRET = "shared secret"
    for count in range(10):
        answer = handed_in(client, PAID | {"blueprint": signed.public_id}, event=f"e{count}")
        assert answer.status_code == 200
    assert (Payment.objects.count(), Package.objects.count()) == (1, 1)


def test_a_payment_with_a_wrong_signature_changes_nothing(client, signed, settings):
    settings.INCOMING_SECRET = "shared secret"
    assert handed_in(client, PAID | {"blueprint": signed.public_id}, secret="a guess").status_code == 401
    assert handed_in(client, {"blueprint": signed.public_id}).status_code == 422
    assert handed_in(client, PAID | {"blueprint": "nothing"}).status_code == 404
    assert Payment.objects.count() == 0
