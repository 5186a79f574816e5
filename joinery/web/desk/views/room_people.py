"""Our side of a room's door: who may come in, who knocks, what readers by the link wrote, faces."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.rooms.actions import CannotInvite
from joinery.rooms.entering import CannotOpen, decide_knock, hide_word, set_entry
from joinery.rooms.models import Room
from joinery.rooms.queries import faces_for_user, knocks_for, rooms_for, visitor_words_for
from joinery.web.ui.sending import sent_face
from joinery.web.ui.visitor import reader


def room_entry(request: HttpRequest, public_id: str) -> HttpResponse:
    room = get_object_or_404(rooms_for(reader(request)), company__public_id=public_id)
    entry, domains, fault = room.entry, room.domains, ""
    if request.method == "POST":
        entry, domains = request.POST.get("entry", ""), request.POST.get("domains", "")[:400]
        try:
            set_entry(room, entry, domains, by=reader(request), now=timezone.now())
            return redirect("desk:room", public_id)
        except CannotOpen as reason:
            fault = str(reason)
    page = {"company": room.company, "levels": _levels(), "entry": entry, "domains": domains}
    status = 422 if fault else 200
    return render(request, "desk/room_entry.html", {"page": page, "fault": fault, "here": "customers"}, status=status)


@require_POST
def room_knock(request: HttpRequest, public_id: str, knock_id: str) -> HttpResponse:
    user = reader(request)
    found = get_object_or_404(knocks_for(user).filter(room__company__public_id=public_id), public_id=knock_id)
    try:
        decide_knock(found, lets_in=request.POST.get("answer") == "in", by=user, now=timezone.now())
    except CannotInvite as reason:
        messages.warning(request, str(reason))
    return redirect("desk:room", public_id)


@require_POST
def room_word_away(request: HttpRequest, public_id: str, word_id: str) -> HttpResponse:
    words = visitor_words_for(reader(request)).filter(line__room__company__public_id=public_id)
    hide_word(get_object_or_404(words, public_id=word_id), by=reader(request), now=timezone.now())
    return redirect("desk:room", public_id)


@require_safe
def face(request: HttpRequest, picture_id: str) -> HttpResponse:
    return sent_face(get_object_or_404(faces_for_user(reader(request)), public_id=picture_id))


def _levels() -> list[tuple[str, str, str]]:
    """From the strictest: its name, its words, what it means."""
    return [(entry.value, entry.label, MEANS[entry]) for entry in Room.Entry]


READERS = (
    "They read what you heard, promised and agreed, without any name of theirs. They cannot confirm, sign, write or "
    "open files; what they say stands there as a reader's word."
)
MEANS = {
    Room.Entry.PROVEN: "Nobody else sees anything.",
    Room.Entry.DOMAIN: "For a firm where many are part of it. Whoever proves such a mailbox becomes a guest.",
    Room.Entry.NAME: READERS,
    Room.Entry.LINK: f"{READERS} Whoever passes the link on passes on the page.",
}
