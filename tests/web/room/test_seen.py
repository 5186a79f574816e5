"""See as the customer: what is signed, sealed, delivered and welcomed looks to us as it does to them."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from joinery.blueprints.actions.paying import record_payment


@pytest.fixture
def desk(ana):
    client = Client()
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def paid(started, ana):
    money = {"amount": 100, "currency": "EUR", "paid_on": timezone.now().date(), "reference": "17", "way": "hand"}
    record_payment(started, by=ana, now=timezone.now(), **money)
    return started


def body_of(answer):
    words = answer.content.decode()
    inside = words[words.index("<main") : words.index("</main>")]
    return re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", inside)


def seen(blueprint, name):
    return reverse(f"seen:{name}", args=[blueprint.company.public_id, blueprint.public_id])


@pytest.mark.parametrize("name", ["seal", "delivery", "package"])
def test_the_seller_sees_what_the_signer_sees(desk, dora_client, paid, to, name):
    answer = desk.get(seen(paid, name))

    assert body_of(answer) == body_of(dora_client.get(to(name, paid)))
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert '<fieldset class="as-customer" disabled>' in answer.content.decode()


def test_the_seller_sees_the_page_to_sign_and_cannot_sign_there(desk, dora_client, offered, to):
    assert body_of(desk.get(seen(offered, "sign"))) == body_of(dora_client.get(to("sign", offered)))
    assert desk.post(seen(offered, "sign"), {"name": "Dora Marković"}).status_code == 405


def test_what_is_not_there_yet_is_not_found(desk, dora_guest, blueprint):
    assert [desk.get(seen(blueprint, name)).status_code for name in ("seal", "package")] == [302, 404]


def test_the_bar_leads_to_each_page_of_the_same_guest(desk, paid, dora_guest):
    words = desk.get(seen(paid, "plan")).content.decode()
    links = re.findall(r'href="([^"]+\?guest=[^"]+)"', words[: words.index("<main")])

    assert len(links) == 6
    assert {desk.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("name", ["sign", "seal", "delivery", "package"])
def test_a_seller_of_another_team_finds_nothing(paid, sam, name):
    other = Client()
    other.force_login(sam, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert other.get(seen(paid, name)).status_code == 404
