"""What every request passes on its way in and out."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

from joinery.firm.queries import the_firm
from joinery.lib.once import one_page
from joinery.lib.zones import zone_names
from joinery.web.ui.faults import bad_request, too_heavy

Answer = Callable[[HttpRequest], HttpResponse]
ROOM_LOAD = 26 * 1024 * 1024
PACKED_FROM = 500  # bytes; what is smaller fits into one parcel anyway
PACKED = ("text/", "application/json")


def refuse_broken_text(get_response: Answer) -> Answer:
    """A NUL or bytes that are no UTF-8 in an address never reach the database, where they would be a 500."""

    def middleware(request: HttpRequest) -> HttpResponse:
        raw = unquote_to_bytes(request.META.get("QUERY_STRING", "").replace("+", " "))
        if b"\0" in raw or "\0" in request.path or "\ufffd" in request.path:
            return bad_request(request)
        try:
            raw.decode()
        except UnicodeDecodeError:
            return bad_request(request)
        return get_response(request)

    return middleware


def refuse_heavy_loads(get_response: Answer) -> Answer:
    """In a room a body larger than any file there may be is refused before a byte of it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if request.path.startswith("/room/") and (not said.isdigit() or int(said) > ROOM_LOAD):
            return too_heavy(request)
        return get_response(request)

    return middleware


def ask_once(get_response: Answer) -> Answer:
    """What a page that is only read wants to know twice is asked once."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with one_page():
            return get_response(request)

    return middleware


def own_zone(get_response: Answer) -> Answer:
    """Dates are shown in the reader's own zone, else in the firm's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = getattr(request.user, "zone", "")
        if request.user.is_authenticated and not name:
            name = getattr(the_firm(), "zone", "")
        if name in zone_names():
            timezone.activate(name)
        else:
            timezone.deactivate()
        return get_response(request)

    return middleware


def never_keep(get_response: Answer) -> Answer:
    """Pages are for one reader: no cache on the way keeps them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        if "Cache-Control" not in answer:
            answer["Cache-Control"] = "no-store"
        return answer

    return middleware


def pack_pages(get_response: Answer) -> Answer:
    """Pages cross the wire compressed. A length that varies by chance hides what an attacker could learn from it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        if answer.streaming or len(answer.content) < PACKED_FROM or {"Content-Encoding", "ETag"} & set(answer.headers):
            return answer
        if not answer.get("Content-Type", "").startswith(PACKED):
            return answer
        patch_vary_headers(answer, ("Accept-Encoding",))
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            answer.content = compress_string(answer.content, max_random_bytes=100)
            answer["Content-Encoding"], answer["Content-Length"] = "gzip", str(len(answer.content))
        return answer

    return middleware
