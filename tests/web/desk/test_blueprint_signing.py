"""Versions of a blueprint and its sign-off on our side, over HTTP."""

from __future__ import annotations

import re
from datetime import date

from conftest import NOON
from django.urls import reverse

from joinery.blueprints.actions.editing import re_date
from joinery.blueprints.actions.signing import name_signer, offer_version
from joinery.blueprints.agreement import agreement_on, newest
from joinery.lib.records import Record
from joinery.opportunities.models import GateOverride


def at(name, *ids):
    return reverse(f"desk:{name}", args=[one.public_id if isinstance(one, Record) else one for one in ids])


def step(blueprint, **more):
    return blueprint.steps.filter(**more).first()


def test_versions_are_told_in_words_and_compared(ana_client, blueprint, guest):
    one = step(blueprint, is_target=True)
    re_date(one, date(2026, 11, 27), one.version, by=guest, now=NOON)
    page = ana_client.get(at("blueprint_versions", blueprint)).content.decode()
    assert "Version 2" in page
    compared = ana_client.get(at("blueprint_versions", blueprint), {"from": "1", "to": "2"}).content.decode()
    assert "moves 20 → 27 November." in compared
    was = ana_client.get(at("blueprint_version", blueprint, 1)).content.decode()
    assert "20 November 2026" in was
    assert newest(blueprint).commitment not in was
    assert ana_client.get(at("blueprint_version", blueprint, 99)).status_code == 404
    assert ana_client.get(f"/blueprints/{blueprint.public_id}/versions/{10**30}/").status_code == 404


def test_a_plan_goes_through_the_gate_to_the_signers_and_is_signed(client, ana_client, blueprint, guest, ben, ana):
    who = at("blueprint_signers", blueprint)
    ana_client.post(who, {"who": f"person:{guest.person.public_id}"})
    ana_client.post(who, {"who": f"user:{ben.public_id}"})
    assert ana_client.post(at("blueprint_offer", blueprint)).status_code == 422
    assert ana_client.post(at("blueprint_offer", blueprint), {"why": "They are in a hurry."}).status_code == 422
    client.force_login(ben, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(at("blueprint_offer", blueprint), {"why": "They are in a hurry."})
    assert GateOverride.objects.get().by == ben
    page = client.get(at("blueprint_signing", blueprint)).content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)[1]
    assert client.post(at("blueprint_signature", blueprint), {"seen": seen, "typed_name": ""}).status_code == 422
    client.post(at("blueprint_signature", blueprint), {"seen": seen, "typed_name": "Ben Okafor"})
    agreement = agreement_on(newest(blueprint))
    assert [one.typed_name for one in agreement.signed] == ["Ben Okafor"]
    assert agreement.signed[0].proof == "signed in as ben@wessel.example"
    assert [one.name for one in agreement.missing] == ["Dora Marković"]


def test_who_read_an_older_plan_is_shown_the_new_one(ana_client, blueprint, guest, ana):
    name_signer(blueprint, guest.person, by=ana, now=NOON)
    name_signer(blueprint, ana, by=ana, now=NOON)
    read = newest(blueprint)
    one = step(blueprint, is_target=True)
    re_date(one, date(2026, 11, 27), one.version, by=guest, now=NOON)
    offer_version(blueprint, by=ana, now=NOON)
    more = {"seen": read.commitment, "typed_name": "Ana Lindqvist"}
    answer = ana_client.post(at("blueprint_signature", blueprint), more)
    assert answer.status_code == 409
    assert newest(blueprint).commitment in answer.content.decode()
    assert 'value="Ana Lindqvist"' in answer.content.decode()


def test_an_offer_is_taken_back_with_a_word(ana_client, blueprint, guest, ana):
    name_signer(blueprint, guest.person, by=ana, now=NOON)
    offer_version(blueprint, by=ana, now=NOON)
    ana_client.post(at("blueprint_offer", blueprint), {"withdraw": "1", "why": "A price changes."})
    assert not agreement_on(newest(blueprint)).is_open_for_signing
