"""Writing to one of us by name, and reading what was written."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from joinery.firm.models import User
from joinery.promises.queries import shown_promises
from joinery.rooms.letters import firm_name
from joinery.rooms.messages import CannotWrite, write_message
from joinery.rooms.queries import meetings_for, messages_in
from joinery.web.room.circle import our_people
from joinery.web.room.entry import GuestRequest, guests_only, shown, told, zone_named
from joinery.web.room.writing import MessagesPage, addressees, message_rows, messages_at

A_PAGE = 40


@require_http_methods(["GET", "HEAD", "POST"])
@guests_only
def messages(request: GuestRequest) -> HttpResponse:
    ours = our_people_of(request)
    if request.method != "POST":
        return _show(request, ours, to=request.GET.get("to", ""))
    to = next((user for user in ours if user.public_id == request.POST.get("to")), None)
    if to is None:
        raise Http404
    words = request.POST.get("words", "")[:6000]
    try:
        sent = write_message(request.room, words, by=request.guest, to=to, now=timezone.now())
    except CannotWrite as reason:
        return _show(request, ours, told(reason), words, to.public_id)
    return redirect(f"{messages_at(request.room)}#message-{sent.public_id}")


def our_people_of(request: GuestRequest) -> list[User]:
    call = meetings_for(request.guest, timezone.now()).first()
    return our_people(request.room, shown_promises(request.room.company), call)


def _show(request: GuestRequest, ours: list[User], fault: str = "", typed: str = "", to: str = "") -> HttpResponse:
    room, zone = request.room, zone_named(request.guest.person.zone).key
    newest_first = Paginator(messages_in(room).order_by("-sent_at", "-id"), A_PAGE).get_page(request.GET.get("page"))
    page = MessagesPage(
        company=room.company.name,
        firm=firm_name(),
        home=reverse("room:home", args=[room.public_id]),
        messages=message_rows(reversed(newest_first.object_list), room),
        earlier=f"?page={newest_first.next_page_number()}" if newest_first.has_next() else "",
        ours=addressees(ours, room),
        write_to=messages_at(room),
        zone=zone,
        fault=fault,
        typed=typed,
        to=to,
    )
    return shown(request, "room/messages.html", page, zone=zone, status=422 if fault else 200)
