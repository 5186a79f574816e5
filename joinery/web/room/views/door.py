"""The door: whose room it is, an address typed in, a code, a pass. Only POST does anything."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.firm.queries import the_firm
from joinery.gateways.queries import kept_letter
from joinery.rooms.letters import firm_name, proof_key
from joinery.rooms.models import Room
from joinery.rooms.proofs import CannotProve, ask_code, new_secret, open_proofs, prove
from joinery.rooms.queries import guests_in
from joinery.web.room.entry import (
    BROWSER,
    anybody,
    browser_name,
    forget,
    keep_browser,
    keep_pass,
    shown,
    told,
    unhurried,
)
from joinery.web.room.pages import CodePage, DoorPage


@require_http_methods(["GET", "HEAD", "POST"])
@unhurried
@anybody
def code(request: HttpRequest, room: Room) -> HttpResponse:
    """Asking for a code answers the same to everybody."""
    if request.method != "POST":
        return shown(request, "room/code.html", code_of(request, room))
    address = request.POST.get("address", "").strip()
    if "@" not in address or len(address) > 254:
        page = door_of(room, fault=_("That does not look like a mail address."))
        return shown(request, "room/door.html", page, status=422)
    browser = request.COOKIES.get(BROWSER) or new_secret()
    ask_code(room, address, browser, now=timezone.now())
    answer = redirect("room:code", room.public_id)
    keep_browser(answer, room, browser)
    return answer


@require_safe
@anybody
def door(request: HttpRequest, room: Room) -> HttpResponse:
    """The same door, for whoever reads already and wants to come in."""
    return shown(request, "room/door.html", door_of(room))


@require_POST
@unhurried
@anybody
def passed(request: HttpRequest, room: Room) -> HttpResponse:
    browser = request.COOKIES.get(BROWSER, "")
    try:
        secret = prove(
            room,
            request.POST.get("code", "")[:20],
            browser,
            now=timezone.now(),
            browser_name=browser_name(request),
            name=request.POST.get("name", ""),
        )
    except CannotProve as reason:
        return shown(request, "room/code.html", code_of(request, room, fault=told(reason)), status=422)
    answer = redirect("room:home", room.public_id)
    keep_pass(answer, room, secret)
    forget(answer, room, BROWSER)
    return answer


def door_of(room: Room, fault: str = "") -> DoorPage:
    hint = ", ".join(guest.mailbox for guest in guests_in(room)[:4]) if is_demo() else ""
    at = [room.public_id]
    return DoorPage(
        room.company.name,
        firm_name(),
        code_to=reverse("room:code", args=at),
        fault=fault,
        hint=hint,
        name_to=reverse("room:name", args=at) if room.entry == Room.Entry.NAME else "",
        knock=reverse("room:knock", args=at),
        domains=", ".join(room.domains.split()),
    )


def code_of(request: HttpRequest, room: Room, fault: str = "") -> CodePage:
    return CodePage(
        room.company.name,
        firm_name(),
        pass_to=reverse("room:pass", args=[room.public_id]),
        door=reverse("room:door", args=[room.public_id]),
        fault=fault,
        demo_code=demo_code(request, room) if is_demo() else "",
        asks_name=room.entry == Room.Entry.DOMAIN,
    )


def is_demo() -> bool:
    """Only in the demo firm, and only while no mail can leave: its guests have no mailbox to look into."""
    firm = the_firm()
    return bool(firm and firm.is_demo and not settings.MAIL_URL)


def demo_code(request: HttpRequest, room: Room) -> str:
    proof = open_proofs(room, request.COOKIES.get(BROWSER, ""), timezone.now()).first()
    letter = kept_letter(proof_key(proof)) if proof else None
    return next((line for line in letter.text.splitlines() if line.isdigit()), "") if letter else ""
