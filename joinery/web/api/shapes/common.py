"""What the shapes share: a name with its id, and the shape of every error."""

from __future__ import annotations

from typing import Any

from ninja import Schema


class Named(Schema):
    id: str
    name: str


def named(record: Any) -> Named | None:
    return Named(id=record.public_id, name=str(record)) if record else None


class Fault(Schema):
    says: str
    where: str


class Error(Schema):
    error: Fault


ON_LISTS: dict[int, Any] = {400: Error, 401: Error, 403: Error, 422: Error}
ON_ONE: dict[int, Any] = {400: Error, 401: Error, 403: Error, 404: Error}
ON_WRITES: dict[int, Any] = {400: Error, 401: Error, 403: Error, 404: Error, 409: Error, 413: Error, 422: Error}
