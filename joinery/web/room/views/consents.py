"""Whether a talk may be recorded: through the address in a letter, or in the room. Only a button answers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.calls.models import Consent
from joinery.rooms.asking import CannotAgree, answer_consent, calls_asked, request_with
from joinery.rooms.models import Room
from joinery.web.room.consenting import page_of_guest, page_of_request
from joinery.web.room.entry import GuestRequest, anybody, guests_only, in_language_of, shown


@require_http_methods(["GET", "HEAD", "POST"])
@anybody
def consent(request: HttpRequest, room: Room, ask_token: str) -> HttpResponse:
    """A GET shows, whatever it says; programs that open every address of a letter answer nothing."""
    asked = request_with(room, ask_token)
    if asked is None:
        raise Http404
    with in_language_of(asked.person):
        if request.method != "POST":
            return shown(
                request, "room/consent.html", page_of_request(room, asked, leaning=request.GET.get("answer", ""))
            )
        if _wants_to_be_sure(request):
            return shown(request, "room/consent.html", page_of_request(room, asked, asks_sure=True))
        try:
            answer_consent(asked.call, asked.person, request.POST.get("answer", ""), now=timezone.now())
        except CannotAgree:
            return shown(request, "room/consent.html", page_of_request(room, asked), status=422)
    return redirect(reverse("room:consent", args=[room.public_id, ask_token]))


@require_safe
@guests_only
def consents(request: GuestRequest) -> HttpResponse:
    return shown(request, "room/consents.html", page_of_guest(request.guest), zone=request.guest.person.zone)


@require_POST
@guests_only
def answer(request: GuestRequest, asked_id: str) -> HttpResponse:
    call = get_object_or_404(calls_asked(request.guest.person), public_id=asked_id)
    page, status = page_of_guest(request.guest, sure_of=asked_id), 200
    if not _wants_to_be_sure(request):
        try:
            answer_consent(call, request.guest.person, request.POST.get("answer", ""), now=timezone.now())
        except CannotAgree:
            page, status = page_of_guest(request.guest), 422
        else:
            return redirect(reverse("room:consents", args=[request.room.public_id]) + f"#call-{asked_id}")
    return shown(request, "room/consents.html", page, zone=request.guest.person.zone, status=status)


def _wants_to_be_sure(request: HttpRequest) -> bool:
    """What is cut out does not come back: it is asked once more."""
    return request.POST.get("answer") == Consent.Answer.WITHDRAWN and "sure" not in request.POST
