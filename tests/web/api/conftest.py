"""Programs with keys, and how they call."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.test import Client

from joinery.firm.actions import make_key

NOON = datetime(2026, 9, 2, 12, 0, tzinfo=UTC)


class Program:
    """Calls /api/v1 with a key; a fault of ours is an answer, not an exception in the test."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.client = Client(raise_request_exception=False)

    def get(self, address, query=None):
        return self.client.get(f"/api/v1/{address}", query or {}, headers=self._headers())

    def post(self, address, body, *, once="", content_type="application/json"):
        body = body if isinstance(body, (str, bytes)) else json.dumps(body)
        more = {"Idempotency-Key": once} if once else {}
        return self.client.post(f"/api/v1/{address}", body, content_type, headers=self._headers() | more)

    def put_in_file(self, address, file, *, once=""):
        more = {"Idempotency-Key": once} if once else {}
        return self.client.post(f"/api/v1/{address}", {"file": file}, headers=self._headers() | more)

    def _headers(self):
        return {"Authorization": f"Bearer {self.key}"}


@pytest.fixture
def key_of():
    return lambda user, scopes="read write": make_key(user, "the telephone", scopes, now=NOON)[1]


@pytest.fixture
def program(ana, key_of):
    return Program(key_of(ana))


@pytest.fixture
def sams_program(sam, key_of):
    return Program(key_of(sam))


@pytest.fixture
def new_call(astoria):
    return {"company": astoria.public_id, "title": "The floor, measured", "starts_at": "2026-09-02T09:00:00Z"}
