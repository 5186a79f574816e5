"""The cast: Ana sells, Ben manages, Cara builds, Ida administers; Dora (Hotel Astoria), Emil (Quicklime Video) buy."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

# How long it takes to make an example says how busy the machine is, and nothing about the code.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")

# Tests start Python many times. Where it may not keep what it compiled, each start would compile Django anew.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    os.environ["PYTHONPYCACHEPREFIX"] = str(Path(__file__).parent.parent / ".pytest_cache" / "compiled")

NOON = datetime(2026, 9, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def firm(db):
    from joinery.firm.models import Firm

    return Firm.objects.create(name="Wessel Laundry Works", mail_domain="wessel.example", set_up_at=NOON)


@pytest.fixture
def hotels(firm):
    from joinery.firm.models import Team

    return Team.objects.create(name="Hotels")


def _colleague(name, role, team):
    from joinery.firm.models import User

    return User.objects.create_user(f"{name.split()[0].lower()}@wessel.example", None, name=name, role=role, team=team)


@pytest.fixture
def ana(hotels):
    return _colleague("Ana Lindqvist", "seller", hotels)


@pytest.fixture
def ben(hotels):
    return _colleague("Ben Okafor", "manager", hotels)


@pytest.fixture
def cara(hotels):
    return _colleague("Cara Voss", "delivery", hotels)


@pytest.fixture
def ida(hotels):
    return _colleague("Ida Berg", "admin", hotels)


@pytest.fixture
def sam(firm):
    """A seller of another team: must never see what is Ana's."""
    from joinery.firm.models import Team

    return _colleague("Sam Keane", "seller", Team.objects.create(name="Hospitals"))


@pytest.fixture
def astoria(ana):
    from joinery.customers.models import Company

    return Company.objects.create(
        name="Hotel Astoria", domain="astoria.example", owner=ana, team=ana.team, created_at=NOON
    )


@pytest.fixture
def dora(astoria):
    from joinery.customers.models import Person

    return Person.objects.create(
        company=astoria, name="Dora Marković", title="Owner", email="dora@astoria.example", created_at=NOON
    )


@pytest.fixture
def quicklime(sam):
    from joinery.customers.models import Company

    return Company.objects.create(name="Quicklime Video", owner=sam, team=sam.team, created_at=NOON)


@pytest.fixture
def emil(quicklime):
    from joinery.customers.models import Person

    return Person.objects.create(company=quicklime, name="Emil Brandt", email="emil@quicklime.example", created_at=NOON)


@pytest.fixture
def laundry(astoria, ana):
    from joinery.opportunities.models import Opportunity

    return Opportunity.objects.create(
        company=astoria, name="The laundry", owner=ana, stage_since=NOON, created_at=NOON, amount=7_500_000
    )


@pytest.fixture
def call(astoria, laundry, ana):
    from joinery.calls.models import Call

    return Call.objects.create(
        company=astoria,
        opportunity=laundry,
        owner=ana,
        title="The basement, step by step",
        starts_at=NOON,
        created_at=NOON,
    )


@pytest.fixture
def ana_client(client, ana):
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
