"""The way into a room of the demo firm, in place of the code in a mailbox that nobody has."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from joinery.rooms.proofs import let_in
from joinery.rooms.queries import open_guest
from joinery.web.room.entry import browser_name, keep_pass
from joinery.web.ui.demo_ways import ROOM, named_by


@login_not_required
def demo(request: HttpRequest, token: str) -> HttpResponse:
    guest = open_guest(named_by(token, ROOM, request))
    if guest is None:
        raise Http404
    answer = redirect("room:home", guest.room.public_id)
    keep_pass(answer, guest.room, let_in(guest, now=timezone.now(), browser_name=browser_name(request)))
    return answer
