"""A recording that comes in parts. Asked where to go on, told; a part is sent; whole, it is put in.

POST calls/<id>/uploads/ {size, name, mark, voices} -> {"at", "received", "part"}; POST uploads/<id>/ with the bytes of
one part as the body and where it begins in Upload-Offset -> {"received"} or, whole, {"done"}: where to look. 409 says
where to go on, 422 why it is not taken.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from joinery.calls.actions import CannotCall, CannotTake
from joinery.calls.actions.uploads import PART, OutOfStep, add_part, begin_upload, finish_upload, received_of
from joinery.calls.queries import uploads_for
from joinery.web.desk.views.call import find, int_typed
from joinery.web.ui.visitor import reader

AT_ONCE = 64 * 1024
MOST_VOICES = 8


@require_POST
def uploads(request: HttpRequest, public_id: str) -> JsonResponse:
    """Begins one, or finds the one that broke off."""
    call, said = find(request, public_id), request.POST
    size = said.get("size", "")
    if not (size.isascii() and size.isdecimal() and len(size) < 16):
        return JsonResponse({"why": "Say how large it is."}, status=422)
    voices = int_typed(said.get("voices", "")) or None
    try:
        begun = begin_upload(
            call,
            size=int(size),
            file_name=said.get("name", "")[:4096],
            mark=said.get("mark", "")[:1000],
            voices=min(voices, MOST_VOICES) if voices else None,
            by=reader(request),
            now=timezone.now(),
        )
    except CannotTake as refusal:
        return JsonResponse({"why": str(refusal)}, status=422)
    at = reverse("desk:upload", args=[begun.public_id])
    return JsonResponse({"at": at, "received": begun.received, "part": PART}, status=201)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, public_id: str) -> JsonResponse:
    user, now = reader(request), timezone.now()
    coming = get_object_or_404(uploads_for(user), public_id=public_id)
    if request.method != "POST":
        return JsonResponse({"received": received_of(coming), "size": coming.size})
    try:
        received = add_part(coming, _offset(request), _chunks(request), now=now)
        if received < coming.size:
            return JsonResponse({"received": received})
        finish_upload(coming, by=user, now=now)
    except OutOfStep as refusal:
        return JsonResponse({"received": refusal.received, "why": str(refusal)}, status=409)
    except (CannotTake, CannotCall) as refusal:
        return JsonResponse({"why": str(refusal)}, status=422)
    return JsonResponse({"done": reverse("desk:recording", args=[coming.call.public_id])})


def _offset(request: HttpRequest) -> int:
    said = request.headers.get("Upload-Offset", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else -1


def _chunks(request: HttpRequest) -> Iterator[bytes]:
    """As they come. Where the line breaks, what came so far is a part, and the browser asks where to go on."""
    while True:
        try:
            chunk = request.read(AT_ONCE)
        except OSError:
            return
        if not chunk:
            return
        yield chunk
