"""Who can come in, a guest's invitation to a colleague, one's own face."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.firm.pictures import CannotTakePicture
from joinery.rooms.actions import CannotInvite
from joinery.rooms.entering import invite_as_guest, set_guest_photo
from joinery.rooms.letters import firm_name
from joinery.rooms.queries import face_ids, faces_for, guests_in
from joinery.web.room.circle import PeoplePage, face_at, guest_rows, invitations_left, level_words
from joinery.web.room.entry import GuestRequest, guests_only, shown, told, zone_named
from joinery.web.ui.sending import sent_face


@require_http_methods(["GET", "HEAD", "POST"])
@guests_only
def people(request: GuestRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request)
    name, address = request.POST.get("name", "")[:200], request.POST.get("address", "")[:254]
    try:
        invite_as_guest(request.guest, name, address, now=timezone.now())
    except CannotInvite as reason:
        return _show(request, told(reason), name, address)
    return redirect("room:people", request.room.public_id)


@require_POST
@guests_only
def photo(request: GuestRequest) -> HttpResponse:
    """With a picture it is set, without one it is taken away."""
    try:
        set_guest_photo(request.guest, request.FILES.get("photo"), now=timezone.now())
    except CannotTakePicture as reason:
        return _show(request, told(reason))
    return redirect("room:people", request.room.public_id)


@require_safe
@guests_only
def face(request: GuestRequest, picture_id: str) -> HttpResponse:
    return sent_face(get_object_or_404(faces_for(request.guest), public_id=picture_id))


def _show(request: GuestRequest, fault: str = "", name: str = "", address: str = "") -> HttpResponse:
    room, guest = request.room, request.guest
    guests, at, zone = list(guests_in(room)), [room.public_id], zone_named(guest.person.zone).key
    page = PeoplePage(
        company=room.company.name,
        firm=firm_name(),
        home=reverse("room:home", args=at),
        level=level_words(room),
        guests=guest_rows(guests, guest),
        invite_to=reverse("room:people", args=at),
        left=invitations_left(guests, guest),
        photo_to=reverse("room:photo", args=at),
        my_face=face_at(room, guest, face_ids([guest])),
        zone=zone,
        fault=fault,
        name=name,
        address=address,
    )
    return shown(request, "room/people.html", page, zone=zone, status=422 if fault else 200)
