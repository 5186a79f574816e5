"""Dora is inside the room of Hotel Astoria, in which a plan of the laundry lies."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from room_cast import code_in, invited, let_in, newest_letter


@pytest.fixture(autouse=True)
def no_pace(monkeypatch):
    monkeypatch.setattr("joinery.web.room.entry.PACE", 0)


@pytest.fixture
def blueprint(laundry, dora, ana):
    from joinery.blueprints.actions.drawing import draw_blueprint, show_blueprint
    from joinery.method.playbooks import playbooks

    now = timezone.now()
    day = timezone.localdate() + timedelta(days=70)
    drawn = draw_blueprint(laundry, playbooks()["equipment"], day, by=ana, now=now)
    show_blueprint(drawn, by=ana, now=now)
    return drawn


@pytest.fixture
def dora_guest(dora, ana):
    return invited(dora, ana)


@pytest.fixture
def dora_client(client, dora_guest):
    return let_in(client, dora_guest)


@pytest.fixture
def offered(blueprint, dora_guest, ana):
    """Put before Dora and Ana to sign."""
    from joinery.blueprints.actions.signing import name_signer, offer_version

    name_signer(blueprint, dora_guest.person, by=ana, now=timezone.now())
    offer_version(blueprint, by=ana, now=timezone.now())
    return blueprint.fresh()


@pytest.fixture
def started(offered, dora_client, to):
    """Signed by Dora over the page: the first steps run."""
    sign(dora_client, offered, to)
    return offered.fresh()


@pytest.fixture
def to(dora_guest):
    """An address of Dora's room by its name."""

    def address(name, *args):
        return reverse(f"room:{name}", args=[dora_guest.room.public_id, *(one.public_id for one in args)])

    return address


def sign(client, blueprint, to, **more):
    """As a signer does it: the code asked for, read in the mailbox, typed in."""
    from joinery.blueprints.agreement import newest

    client.post(to("sign_code", blueprint))
    letter = newest_letter("proof")
    form = {"seen": newest(blueprint).commitment, "name": "Dora Marković", "code": code_in(letter) if letter else ""}
    return client.post(to("sign", blueprint), form | more)
