"""Sending a file that somebody brought: never as something that a browser would run, never in our name."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from joinery.firm.models import Picture
from joinery.gateways.storage import path_of
from joinery.rooms.contents import NAMED

if TYPE_CHECKING:
    from joinery.rooms.models import FileVersion

ALONE = "sandbox; default-src 'none'; img-src 'self'; style-src 'none'"
A_WHILE = "private, max-age=600"

Answer = TypeVar("Answer", bound=HttpResponseBase)


def sent_file(version: FileVersion) -> HttpResponseBase:
    """To be saved, whatever it is."""
    kind = version.kind if version.kind in NAMED else "application/octet-stream"
    return _sent(version.place, kind, content_disposition_header(True, version.name))


def sent_picture(version: FileVersion, *, is_small: bool = False) -> HttpResponseBase:
    """Shown on the page: only pictures that we drew anew ourselves."""
    if not version.is_picture:
        raise Http404
    place, kind = (version.small_place, "image/webp") if is_small else (version.place, version.kind)
    return _sent(place, kind, content_disposition_header(False, version.name))


def sent_face(picture: Picture) -> HttpResponse:
    answer = HttpResponse(bytes(picture.content), content_type=picture.kind)
    answer["Cache-Control"] = A_WHILE
    return _guarded(answer, "inline")


def _sent(place: str, kind: str, disposition: str | None) -> HttpResponseBase:
    try:
        answer = FileResponse(path_of(place).open("rb"), content_type=kind)
    except (OSError, ValueError):
        raise Http404 from None
    return _guarded(answer, disposition or "attachment")


def _guarded(answer: Answer, disposition: str) -> Answer:
    answer["Content-Disposition"] = disposition
    answer["Content-Security-Policy"] = ALONE
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers.setdefault("Cache-Control", "no-store")  # taken back is gone, also from a browser's memory
    return answer
