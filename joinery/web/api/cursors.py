"""Turning pages: a cursor says where the last page ended, sealed, so that it shows nothing and cannot be made up."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from ninja import Field, Schema

Row = TypeVar("Row", bound=Model)


class CannotTurn(Exception):
    """A cursor that we did not make, or made for another list."""


class Page(Schema):
    cursor: str = Field("", max_length=200, description="`next` of the page before")
    limit: int = Field(50, ge=1, le=100)


def cut(rows: QuerySet[Row], page: Page, name: str, shape: Callable[[Row], Any]) -> dict[str, Any]:
    """In the order in which they were made, which never changes: a walk meets each row once, whatever is added."""
    after = _open(page.cursor, name) if page.cursor else 0
    found = list(rows.order_by("pk").filter(pk__gt=after)[: page.limit + 1])
    shown = found[: page.limit]
    following = _seal(shown[-1].pk, name) if len(found) > page.limit else None
    return {"items": [shape(row) for row in shown], "next": following}


def _seal(number: int, name: str) -> str:
    salt = secrets.token_bytes(6)
    hidden = bytes(a ^ b for a, b in zip(number.to_bytes(8, "big"), _digest(salt, name, "hide"), strict=False))
    return urlsafe_b64encode(salt + hidden + _digest(salt + hidden, name, "sign")[:10]).decode()


def _open(cursor: str, name: str) -> int:
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii"))
    except ValueError:
        raw = b""
    salt, hidden, seal = raw[:6], raw[6:14], raw[14:]
    if len(raw) != 24 or not constant_time_compare(seal, _digest(salt + hidden, name, "sign")[:10]):
        raise CannotTurn("This cursor is not one of this list.")
    return int.from_bytes((a ^ b for a, b in zip(hidden, _digest(salt, name, "hide"), strict=False)), "big")


def _digest(value: bytes, name: str, use: str) -> bytes:
    return salted_hmac(f"joinery.web.api.cursors.{use}.{name}", value, algorithm="sha256").digest()
