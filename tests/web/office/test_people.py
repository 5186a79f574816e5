"""Administrators add people, who choose their own password; leaving ends every way in."""

import re

import pytest
from conftest import NOON
from django.urls import reverse

from joinery.firm.actions import make_key
from joinery.firm.models import User
from joinery.gateways.models import Letter

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def office(client, ida):
    client.force_login(ida, backend=BACKEND)
    return client


def test_somebody_new_gets_a_letter_and_chooses_a_password(office, client):
    office.post(reverse("office:new_person"), {"name": "Mia Rossi", "email": "mia@wessel.example", "role": "seller"})
    letter = Letter.objects.get()
    office.logout()
    form = client.get(re.search(r"https?://[^/]+(/\S+)", letter.text)[1], follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "towels by ten", "password2": "towels by ten"})

    assert letter.to_address == "mia@wessel.example"
    assert client.login(email="mia@wessel.example", password="towels by ten")


def test_a_seller_may_not_open_the_people_page(ana_client):
    assert ana_client.get(reverse("office:people")).status_code == 403


def test_the_last_administrator_cannot_leave(office, ida):
    office.post(reverse("office:presence", args=[ida.public_id]), {"here": "no"})

    assert User.objects.get(pk=ida.pk).is_active


def test_who_left_has_no_way_in(office, ana, client):
    other = type(client)()
    other.force_login(ana, backend=BACKEND)
    make_key(ana, "recorder", "read", now=NOON)
    office.post(reverse("office:presence", args=[ana.public_id]), {"here": "no"})

    assert other.get(reverse("office:me")).status_code == 302


def test_two_who_edit_the_firm_both_keep_their_text(office, firm):
    first = {"name": "Wessel", "zone": "Europe/Rome", "currency": "EUR", "consent_wording": "May we?", "version": 1}
    office.post(reverse("office:firm"), first)
    answer = office.post(reverse("office:firm"), first | {"name": "Wessel & Co"})

    assert answer.status_code == 409
    assert "Wessel &amp; Co" in answer.content.decode()
    assert "<dd>Wessel</dd>" in answer.content.decode()
