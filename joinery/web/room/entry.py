"""Who stands at the door: the pass in this browser's cookie, the guest it belongs to, and the way a page is shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import get_template
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from joinery.customers.models import Person
from joinery.firm.models import Firm
from joinery.firm.queries import the_firm
from joinery.lib.tongues import language_asked, read_in
from joinery.lib.zones import zone_names
from joinery.rooms.entering import VISIT, visitor_with
from joinery.rooms.models import Guest, Pass, Room, Visitor
from joinery.rooms.proofs import LIFE, PASS_LIFE, pass_with
from joinery.rooms.queries import open_room_at
from joinery.web.ui.look import look_now

PASS = "__Secure-room" if settings.HTTPS else "room"
BROWSER = "__Secure-room-browser" if settings.HTTPS else "room-browser"
VISITOR = "__Secure-room-visitor" if settings.HTTPS else "room-visitor"
PACE = 0.25  # seconds that every answer at the door takes, so that its time tells nothing

View = Callable[..., HttpResponseBase]


class GuestRequest(HttpRequest):
    """A request by a proven guest."""

    room: Room
    guest: Guest
    guest_pass: Pass


def anybody(view: View) -> View:
    """The door and what is before it. A wrong address and a closed room are the same 404."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, room_id: str, *args: Any, **more: Any) -> HttpResponseBase:
        room = _room_at(room_id, _held(request))
        if room is None:
            raise Http404
        with read_in(language_of(request, guest_of(request, room))):
            return _quiet(view(request, room, *args, **more))

    return opened


def guests_only(view: View) -> View:
    """Inner pages. Without a pass: to the door; with the pass of another room: nothing is here."""

    @login_not_required
    @wraps(view)
    def guarded(request: GuestRequest, room_id: str, *args: Any, **more: Any) -> HttpResponseBase:
        held = _held(request)
        room = _room_at(room_id, held)
        if room is None:
            raise Http404
        if held is None:
            return _quiet(redirect("room:home", room_id))
        if held.guest.room_id != room.pk:
            raise Http404
        request.room, request.guest, request.guest_pass = room, held.guest, held
        with read_in(language_of(request, held.guest)):
            return _quiet(view(request, *args, **more))

    return guarded


def guest_of(request: HttpRequest, room: Room) -> Guest | None:
    held = _held(request)
    return held.guest if held and held.guest.room_id == room.pk else None


def _held(request: HttpRequest) -> Pass | None:
    """Looked up once a request."""
    if not hasattr(request, "held_pass"):
        request.held_pass = pass_with(request.COOKIES.get(PASS, ""), timezone.now())  # type: ignore[attr-defined]
    held: Pass | None = request.held_pass  # type: ignore[attr-defined]
    return held


def _room_at(room_id: str, held: Pass | None) -> Room | None:
    """A pass brings its room along."""
    return held.guest.room if held and held.guest.room.public_id == room_id else open_room_at(room_id)


def visitor_of(request: HttpRequest, room: Room) -> Visitor | None:
    """Whoever gave a name in this browser. It proves nothing."""
    return visitor_with(request.COOKIES.get(VISITOR, ""), room, timezone.now())


def language_of(request: HttpRequest, guest: Guest | None) -> str:
    """A guest's own; at the door what the browser asks for."""
    return guest.person.language if guest else language_asked(request.headers.get("Accept-Language", ""))


def in_language_of(person: Person) -> AbstractContextManager[None]:
    """Of whoever a letter was written to: its address is opened without a pass."""
    return read_in(person.language)


def told(reason: Exception) -> str:
    """Why something was refused, in the reader's language."""
    return gettext(str(reason)) if str(reason) else ""


def unhurried(view: View) -> View:
    """Known or unknown, right or wrong: the same time."""

    @wraps(view)
    def paced(*args: Any, **more: Any) -> HttpResponseBase:
        begun = time.monotonic()
        try:
            return view(*args, **more)
        finally:
            time.sleep(max(0.0, PACE - (time.monotonic() - begun)))

    return paced


def shown(request: HttpRequest, template: str, page: Any, *, zone: str = "", status: int = 200) -> HttpResponse:
    """Nothing reaches a customer's template but the page, the firm's look and the form's token: nothing of the desk."""
    with timezone.override(zone_named(zone)):
        words = get_template(template).render({"page": page, "look": look_now(), "csrf_token": get_token(request)})
    return HttpResponse(words, status=status)


def zone_named(name: str, firm: Firm | None = None) -> ZoneInfo:
    """The reader's own; else the firm's."""
    if name in zone_names():
        return ZoneInfo(name)
    firm = firm or the_firm()
    return ZoneInfo(firm.zone if firm and firm.zone in zone_names() else "UTC")


def keep_pass(answer: HttpResponse, room: Room, secret: str) -> None:
    _keep(answer, PASS, secret, room, int(PASS_LIFE.total_seconds()))


def keep_visitor(answer: HttpResponse, room: Room, secret: str) -> None:
    _keep(answer, VISITOR, secret, room, int(VISIT.total_seconds()))


def keep_browser(answer: HttpResponse, room: Room, secret: str) -> None:
    """Alive as long as the code: it ties the code to the browser that asked."""
    _keep(answer, BROWSER, secret, room, int(LIFE.total_seconds()))


def forget(answer: HttpResponse, room: Room, *names: str) -> None:
    for name in names:
        answer.delete_cookie(name, path=_path(room))


def browser_name(request: HttpRequest) -> str:
    """Enough to tell one's own browsers apart, and no more."""
    said = request.headers.get("User-Agent", "")
    browsers = [("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari")]
    machines = [("iPhone", _("an iPhone")), ("iPad", _("an iPad")), ("Android", "Android"), ("Windows", "Windows")]
    machines += [("Mac OS", _("a Mac")), ("Linux", "Linux")]
    browser = next((name for mark, name in browsers if mark in said), _("A browser"))
    machine = next((name for mark, name in machines if mark in said), "")
    return _("{browser} on {machine}").format(browser=browser, machine=machine) if machine else browser


def _keep(answer: HttpResponse, name: str, secret: str, room: Room, seconds: int) -> None:
    answer.set_cookie(
        name, secret, max_age=seconds, path=_path(room), secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def _path(room: Room) -> str:
    """Each room has its own pass: a person may be a guest of two."""
    return f"/room/{room.public_id}/"


def _quiet(answer: HttpResponseBase) -> HttpResponseBase:
    """Kept by no cache. "same-origin" and not "no-referrer": with the latter browsers send forms with the origin
    "null", which the check against forged forms must refuse. No address here holds a secret."""
    answer.headers.setdefault("Cache-Control", "no-store")
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    patch_vary_headers(answer, ["Cookie", "Accept-Language"])
    return answer
