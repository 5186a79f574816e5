"""Who may open which address. Every address of the house has a row in permissions.toml; one without fails here."""

from __future__ import annotations

import re
import tomllib
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
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
    if who == "owner":
        return "open" if actor == "admin" else "sign in" if actor in ("stranger", "guest", "other guest") else "missing"
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


WRITES = re.compile(r'^(INSERT INTO|UPDATE|DELETE FROM) "(?!django_session|usersessions)', re.I)


def knock(method, address):
    """Whatever the answer does is taken back, so that each visitor finds the house as it was, and their own browser."""
    visitor = method.__self__
    kept = deepcopy(visitor.cookies)
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        response = method(address)
        transaction.set_rollback(True)
    visitor.cookies = kept
    return response, [each["sql"][:80] for each in asked if WRITES.match(each["sql"])]


@pytest.fixture
def actors(client, cast):
    def enter(actor):
        visitor = type(client)()
        if user := cast.users.get(actor):
            visitor.force_login(user, backend=BACKEND)
        cast.let_in(visitor, actor)
        return visitor

    return {
        name: enter(name)
        for name in ("stranger", "guest", "other guest", "seller", "manager", "delivery", "admin", "outsider")
    }


def faults(name, row, actor, visitor, address):
    """What is wrong with how this address answers this visitor."""
    expected = may(row["who"], actor)
    for method in (visitor.get, visitor.post):
        response, written = knock(method, address)
        said, who = seen(response), (name, actor, method.__name__, response.status_code)
        missing_is_fine = row["who"] == "anyone" or (method == visitor.post and row.get("names_another"))
        fits = {
            "open": said not in ("sign in", "no key", "forbidden") and (said != "missing" or missing_is_fine),
            "shut": response.status_code in (302, 303, 403, 404, 405),
        }.get(expected, said == expected or response.status_code == 405)
        if response.status_code >= 500 or not fits:
            yield who
        elif written and expected != "open":
            yield (*who, "was refused and still wrote", written[0])


def test_every_address_opens_to_those_who_may_and_to_nobody_else(actors, cast):
    wrong = [
        fault
        for name in ADDRESSES
        for actor, visitor in actors.items()
        for fault in faults(name, MATRIX[name], actor, visitor, reverse(name, kwargs=cast.places(MATRIX[name])))
    ]

    assert wrong == []
