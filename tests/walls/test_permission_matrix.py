"""Who may open which address. Every address of the house has a row in permissions.toml; one without fails here."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

MATRIX = tomllib.loads(Path(__file__).with_name("permissions.toml").read_text())
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OURS = ("seller", "colleague", "manager", "delivery", "admin", "outsider")


def addresses(resolver=None, space=""):
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLResolver):
            yield from addresses(part, f"{space}{part.namespace}:" if part.namespace else space)
        elif isinstance(part, URLPattern):
            yield f"{space}{part.name}"


ADDRESSES = sorted({name for name in addresses() if not name.startswith(("account_", "mfa_", "usersessions_"))})


def test_every_address_has_a_row_and_every_row_an_address():
    assert sorted(MATRIX) == ADDRESSES


def may(who: str, actor: str) -> str:
    """What the matrix expects of an actor: "open", "sign in", "missing" or "forbidden"."""
    if who == "anyone":
        return "open"
    if actor in ("stranger", "guest", "other guest") and who in ("signed in", "team", "manager", "admin"):
        return "sign in"
    if who == "signed in":
        return "open"
    if who == "team":
        return "open" if actor in ("seller", "manager", "admin") else "missing"
    if who == "manager":
        return "open" if actor in ("manager", "admin") else "forbidden"
    if who == "admin":
        return "open" if actor == "admin" else "forbidden"
    if who == "guest":
        return "open" if actor == "guest" else "shut"
    if who == "key":
        return "no key"
    raise AssertionError(f"The matrix says {who!r}, which this test does not know.")


def seen(response) -> str:
    if response.status_code == 404:
        return "missing"
    if response.status_code == 401:
        return "no key"
    if response.status_code == 403:
        return "forbidden"
    if response.status_code == 302 and response.headers["Location"].startswith("/sign-in/"):
        return "sign in"
    return "open"


def counts():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model.__module__.startswith("joinery.")}


@pytest.fixture
def actors(client, cast):
    def enter(actor):
        visitor = type(client)()
        if user := cast.users.get(actor):
            visitor.force_login(user, backend=BACKEND)
        cast.let_in(visitor, actor)
        return visitor

    return {name: enter(name) for name in ("stranger", "guest", "other guest", "seller", "manager", "delivery", "admin", "outsider")}


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_opens_to_those_who_may_and_to_nobody_else(name, actors, cast):
    row = MATRIX[name]
    address = reverse(name, kwargs=cast.places(name, row))
    for actor, visitor in actors.items():
        expected = may(row["who"], actor)
        for method in (visitor.get, visitor.post):
            before = counts()
            response = method(address)
            said = seen(response)
            assert response.status_code < 500, (actor, method.__name__)
            if expected == "open":
                assert said not in ("sign in", "no key"), (actor, method.__name__, said)
                assert said != "forbidden" or response.wsgi_request.method == "POST", (actor, method.__name__)
                if row["who"] != "anyone":
                    assert said != "missing" or row.get("may_be_missing"), (actor, method.__name__)
            elif expected == "shut":
                assert response.status_code in (302, 303, 403, 404, 405), (actor, method.__name__, response.status_code)
                assert counts() == before, (actor, "was refused and still changed something")
            else:
                assert said in (expected, "open") if response.status_code == 405 else said == expected, (actor, method.__name__, said)
                assert counts() == before, (actor, "was refused and still changed something")
