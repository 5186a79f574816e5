"""Who knocks: a key in use, with the scope that the operation wants."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import AuthorizationError
from ninja.security import HttpBearer

from joinery.firm.actions import hash_of_key, note_use_of_key
from joinery.firm.models import ApiKey, User
from joinery.firm.queries import key_in_use


class Key(HttpBearer):
    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        key = key_in_use(hash_of_key(token))
        if key is None:
            return None
        if self.scope not in key.scopes.split():
            raise AuthorizationError
        note_use_of_key(key, now=timezone.now())
        return key


may_read, may_write = Key("read"), Key("write")


def owner_of(request: HttpRequest) -> User:
    key: ApiKey = request.auth  # type: ignore[attr-defined]
    return key.owner
