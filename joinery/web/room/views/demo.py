"""The way into a room of the demo firm, in place of the code in a mailbox that nobody has."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from joinery.firm.queries import the_firm
from joinery.rooms.proofs import let_in
from joinery.rooms.queries import open_guest
from joinery.web.room.entry import browser_name, keep_pass


@login_not_required
def demo(request: HttpRequest, token: str) -> HttpResponse:
    """It exists only while the firm is the demo, and only from this machine."""
    firm = the_firm()
    if not firm or not firm.is_demo or request.META.get("REMOTE_ADDR") not in ("127.0.0.1", "::1", "", None):
        raise Http404
    try:
        guest = open_guest(signing.loads(token, salt="demo room"))
    except signing.BadSignature:
        raise Http404 from None
    if guest is None:
        raise Http404
    answer = redirect("room:home", guest.room.public_id)
    keep_pass(answer, guest.room, let_in(guest, now=timezone.now(), browser_name=browser_name(request)))
    return answer
