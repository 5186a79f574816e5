"""The ways into the demo firm: signed links that work only while the firm is the demo, and only from this machine."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest

from joinery.firm.queries import the_firm

DESK, ROOM = "demo desk", "demo room"
HERE = ("127.0.0.1", "::1", "", None)


def token_for(public_id: str, way: str) -> str:
    return signing.dumps(public_id, salt=way)


def named_by(token: str, way: str, request: HttpRequest) -> Any:
    """Whose public id the token holds; a 404 anywhere but in a demo on this machine."""
    firm = the_firm()
    if not firm or not firm.is_demo or request.META.get("REMOTE_ADDR") not in HERE:
        raise Http404
    try:
        return signing.loads(token, salt=way)
    except signing.BadSignature:
        raise Http404 from None
