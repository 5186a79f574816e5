"""Our side of a value case: lines in their figures, put before them by an act of its own, taken back."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.customers.queries import people_for
from joinery.rooms.case_queries import value_cases_for, value_lines_for_user
from joinery.rooms.models import Room, ValueLine
from joinery.rooms.queries import heard_lines_for, rooms_for
from joinery.rooms.value import (
    CannotWriteCase,
    add_line_from_room,
    add_value_line,
    drop_value_line,
    publish_case,
    take_case_back,
)
from joinery.web.ui.visitor import reader

TYPED = ("side", "words", "figure", "source", "quote", "person", "said_on")


def room_value(request: HttpRequest, public_id: str) -> HttpResponse:
    room = get_object_or_404(rooms_for(reader(request)), company__public_id=public_id)
    if request.method != "POST":
        return _show(request, room)
    try:
        _add(request, room)
    except CannotWriteCase as reason:
        return _show(request, room, str(reason), 422)
    return redirect("desk:room_value", public_id)


@require_POST
def room_value_sharing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put before them, or with `back` taken back."""
    user = reader(request)
    room = get_object_or_404(rooms_for(user), company__public_id=public_id)
    case = value_cases_for(user).filter(room=room).first()
    try:
        if case and request.POST.get("answer") == "back":
            take_case_back(case, by=user, now=timezone.now())
        elif case:
            publish_case(case, by=user, now=timezone.now())
            messages.success(request, "They can read it in their room now.")
    except CannotWriteCase as reason:
        return _show(request, room, str(reason), 422)
    return redirect("desk:room_value", public_id)


@require_POST
def room_value_away(request: HttpRequest, public_id: str, figure_id: str) -> HttpResponse:
    user = reader(request)
    room = get_object_or_404(rooms_for(user), company__public_id=public_id)
    line = get_object_or_404(value_lines_for_user(user).filter(case__room=room), public_id=figure_id)
    try:
        drop_value_line(line, by=user, now=timezone.now())
    except CannotWriteCase as reason:
        return _show(request, room, str(reason), 422)
    return redirect("desk:room_value", public_id)


def _add(request: HttpRequest, room: Room) -> None:
    user, now, said = reader(request), timezone.now(), {name: request.POST.get(name, "") for name in TYPED}
    if said["source"]:
        heard = _heard(request, room).filter(public_id=said["source"]).first()
        if heard is None:
            raise CannotWriteCase("That line is no longer in the room. Choose another, or type their words.")
        add_line_from_room(heard, said["side"], said["words"], said["figure"], by=user, now=now)
        return
    person = people_for(user).filter(company=room.company, public_id=said["person"]).first()
    try:
        said_on = date.fromisoformat(said["said_on"]) if said["said_on"] else None
    except ValueError:
        raise CannotWriteCase("Choose the day on which they said it, or none.") from None
    words = (said["side"], said["words"], said["figure"], said["quote"])
    add_value_line(room, *words, by=user, now=now, person=person, said_on=said_on)


def _heard(request: HttpRequest, room: Room):  # type: ignore[no-untyped-def]
    return heard_lines_for(reader(request)).filter(room=room, withdrawn_at__isnull=True)


def _show(request: HttpRequest, room: Room, fault: str = "", status: int = 200) -> HttpResponse:
    user = reader(request)
    lines = list(value_lines_for_user(user).filter(case__room=room))
    page = {
        "company": room.company,
        "is_closed": room.closed_at is not None,
        "case": value_cases_for(user).filter(room=room).first(),
        "sides": [
            (side, label, [each for each in lines if each.side == side]) for side, label in ValueLine.Side.choices
        ],
        "heard": list(_heard(request, room)),
        "people": people_for(user).filter(company=room.company),
        "typed": {name: request.POST.get(name, "")[:1000] for name in TYPED} if status != 200 else {},
    }
    return render(request, "desk/room_value.html", {"page": page, "fault": fault, "here": "customers"}, status=status)
