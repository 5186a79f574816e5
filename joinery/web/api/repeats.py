"""Idempotency-Key: the same request sent again gets the same answer, and is done once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from joinery.firm.repeats import Answer, answer_once
from joinery.web.api.bodies import CannotTake
from joinery.web.api.keys import owner_of

LONGEST = 200
KEY_IN_SCHEMA: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": False,
            "description": "Made by you, new for each deed. The same key with the same request is answered again.",
            "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[!-~]+$"},
        }
    ]
}


def once(request: HttpRequest, body: bytes, make: Callable[[], Answer]) -> Answer:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return make()
    if not (0 < len(key) <= LONGEST and all("!" <= letter <= "~" for letter in key)):
        raise CannotTake("An Idempotency-Key is 1 to 200 plain characters.", where="header.Idempotency-Key")
    hashed = hashlib.sha256(f"{request.method} {request.path}\n".encode() + body).hexdigest()
    return answer_once(owner_of(request), key, hashed, make, now=timezone.now())
