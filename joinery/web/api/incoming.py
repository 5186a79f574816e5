"""Where a mail program hands a reply in: POST /post/in/ with the raw letter as its body, signed.

X-Joinery-Time: seconds since 1970 · X-Joinery-Event: an id of its own · X-Joinery-Signature: HMAC-SHA256, in hex, of
"<time>.<event>.<body>" with JOINERY_INCOMING_SECRET.
"""

from __future__ import annotations

import hmac
import time
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from joinery.gateways.incoming import MOST_BYTES
from joinery.rooms.incoming import SeenBefore, take_in

MINUTES = 5
LONGEST_EVENT = 100


@csrf_exempt
@login_not_required
@require_POST
def letter_in(request: HttpRequest) -> JsonResponse:
    """401 without a good signature, 409 for an event that was here, 413 for what is too large."""
    if not settings.INCOMING_SECRET or not settings.INCOMING_ADDRESS:
        raise Http404
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return JsonResponse({"error": "The letter is too large."}, status=413)
    raw, event = request.read(MOST_BYTES + 1), request.headers.get("X-Joinery-Event", "")
    if len(raw) > MOST_BYTES:
        return JsonResponse({"error": "The letter is too large."}, status=413)
    if not is_signed(
        request.headers.get("X-Joinery-Time", ""), event, raw, request.headers.get("X-Joinery-Signature", "")
    ):
        return JsonResponse({"error": "The signature does not fit, or its time is over."}, status=401)
    try:
        letter = take_in(raw, now=timezone.now(), event=event)
    except SeenBefore:
        return JsonResponse({"error": "This event was handed in before."}, status=409)
    return JsonResponse({"id": letter.public_id})


def is_signed(at: str, event: str, raw: bytes, given: str) -> bool:
    if not (at.isascii() and at.isdigit() and len(at) < 12) or abs(time.time() - int(at)) > MINUTES * 60:
        return False
    if not (0 < len(event) <= LONGEST_EVENT and event.isascii() and event.isprintable() and given.isascii()):
        return False
    return hmac.compare_digest(given.removeprefix("sha256="), signature_of(at, event, raw))


def signature_of(at: str, event: str, raw: bytes) -> str:
    return hmac.new(settings.INCOMING_SECRET.encode(), f"{at}.{event}.".encode() + raw, sha256).hexdigest()
