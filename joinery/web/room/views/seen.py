"""See as the customer: for one of us, the page that a guest is shown, made the same way. Nothing can be pressed."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from joinery.firm.models import User
from joinery.rooms.queries import guests_in, rooms_for
from joinery.web.room.entry import zone_named
from joinery.web.room.pages import SeenBar
from joinery.web.room.views.home import page_for


@require_safe
def seen(request: HttpRequest, public_id: str) -> HttpResponse:
    rooms = rooms_for(cast(User, request.user)).select_related("company__owner", "opened_by")
    room = get_object_or_404(rooms, company__public_id=public_id, closed_at__isnull=True)
    guests = {guest.public_id: guest for guest in guests_in(room)}
    guest = guests.get(request.GET.get("guest", ""), next(iter(guests.values()), None))
    if guest is None:
        raise Http404
    others = tuple((other.name, f"?guest={other.public_id}") for other in guests.values() if other != guest)
    bar = SeenBar(guest.name, others, back=reverse("desk:room", args=[public_id]))
    page = page_for(guest)
    with timezone.override(zone_named(page.zone)):
        # Without a token no form on this page could be sent, even if its buttons were not asleep.
        words = get_template("room/seen.html").render({"page": page, "bar": bar, "csrf_token": ""})
    return HttpResponse(words)
