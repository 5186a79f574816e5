"""What is written to each other in a room, read and answered from the desk."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from joinery.lib.median import median
from joinery.rooms.letter_queries import letters_in_for
from joinery.rooms.messages import CannotWrite, waiting_since, waits_for_answer, write_message
from joinery.rooms.models import Room, RoomMessage
from joinery.rooms.queries import face_ids, guests_in, messages_in, rooms_for
from joinery.web.ui.visitor import reader

A_PAGE = 40
LOOKED_AT = 400  # so many of the newest are counted for the time to an answer


def room_messages(request: HttpRequest, public_id: str) -> HttpResponse:
    room = get_object_or_404(rooms_for(reader(request)), company__public_id=public_id)
    if request.method != "POST":
        return _show(request, room)
    guests = {guest.public_id: guest for guest in guests_in(room)}
    words, to = request.POST.get("words", "")[:6000], request.POST.get("to", "")
    if to not in guests:
        return _show(request, room, "Choose whom it is for.", words)
    answered = messages_in(room).filter(public_id=request.POST.get("answer_to", "")).first()
    try:
        write_message(room, words, by=reader(request), to=guests[to], now=timezone.now(), answer_to=answered)
    except CannotWrite as reason:
        return _show(request, room, str(reason), words, to)
    return redirect("desk:room_messages", public_id)


def _show(request: HttpRequest, room: Room, fault: str = "", typed: str = "", to: str = "") -> HttpResponse:
    newest = messages_in(room).order_by("-sent_at", "-id")
    shown = Paginator(newest, A_PAGE).get_page(request.GET.get("page"))
    counted = list(newest[:LOOKED_AT])[::-1]
    waits, last = waits_for_answer(counted), next((each for each in reversed(counted) if each.by_guest_id), None)
    page = {
        "company": room.company,
        "room": room,
        "messages": _with_faces(list(shown)[::-1]),
        "shown": shown,
        "guests": guests_in(room),
        "waits": len(waits),
        "minutes": round(median(waits)) if waits else None,
        "since": waiting_since(counted),
        "to": to or (last.by_guest.public_id if last and last.by_guest else ""),
        "answer_to": last.public_id if last else "",
        "typed": typed,
        "letters_in": letters_in_for(reader(request)).filter(room=room)[:A_PAGE],
    }
    status = 422 if fault else 200
    return render(
        request, "desk/room_messages.html", {"page": page, "fault": fault, "here": "customers"}, status=status
    )


def _with_faces(messages: list[RoomMessage]) -> list[tuple[RoomMessage, str]]:
    """Each with the address of who wrote it, as a picture; "" when they have none."""
    faces = face_ids(message.by for message in messages)
    return [(message, faces.get(message.by.photo_id or 0, "")) for message in messages]
