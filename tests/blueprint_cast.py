"""A blueprint of the laundry at Hotel Astoria, drawn by Ana; Dora is a guest of the room and signs for the hotel."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import NOON


@pytest.fixture
def blueprint(laundry, dora, ana):
    from joinery.blueprints.actions.drawing import draw_blueprint, show_blueprint
    from joinery.method.playbooks import playbooks

    drawn = draw_blueprint(laundry, playbooks()["equipment"], date(2026, 11, 20), by=ana, now=NOON)
    show_blueprint(drawn, by=ana, now=NOON)
    return drawn


@pytest.fixture
def guest(dora, ana):
    from joinery.rooms.actions import invite_guest, open_room
    from joinery.rooms.models import Guest

    open_room(dora.company, by=ana, now=NOON)
    invite_guest(dora, by=ana, now=NOON)
    return Guest.objects.get(person=dora)


@pytest.fixture
def signed(blueprint, guest, ana):
    """Signed by both sides an hour later: the first steps run."""
    from joinery.blueprints.actions.signing import Proven, name_signer, offer_version, sign
    from joinery.blueprints.agreement import newest

    later = NOON + timedelta(hours=1)
    name_signer(blueprint, guest.person, by=ana, now=NOON)
    name_signer(blueprint, ana, by=ana, now=NOON)
    offer_version(blueprint, by=ana, now=NOON)
    version = newest(blueprint)
    for who in (guest, ana):
        more = {"typed_name": who.name, "text": "I agree.", "seen": version.commitment, "proven": Proven("in a test")}
        sign(version, by=who, now=later, **more)
    return blueprint.fresh()
