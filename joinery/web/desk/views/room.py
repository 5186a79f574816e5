"""Our side of a customer's room: open it, invite people, put lines before them, read what they said."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.beliefs.queries import beliefs_with_talk_for
from joinery.customers.queries import companies_for, people_for
from joinery.firm.models import User
from joinery.rooms.actions import (
    CannotInvite,
    CannotShow,
    close_room,
    invite_guest,
    open_room,
    revoke_guest,
    withdraw_line,
)
from joinery.rooms.letters import invitation_of
from joinery.rooms.queries import guests_for, heard_lines_for, rooms_for
from joinery.steps.publish_belief import CannotPublish, publish_belief, publishable_quote, why_not
from joinery.web.desk.room_page import room_page


def room(request: HttpRequest, public_id: str) -> HttpResponse:
    user = cast(User, request.user)
    company = get_object_or_404(companies_for(user), public_id=public_id)
    if request.method == "POST":
        open_room(company, by=user, now=timezone.now())
        return redirect("desk:room", public_id)
    page = room_page(company, user, now=timezone.now())
    return render(request, "desk/room.html", {"page": page, "here": "customers"})


@require_POST
def closing(request: HttpRequest, public_id: str) -> HttpResponse:
    user = cast(User, request.user)
    close_room(get_object_or_404(rooms_for(user), company__public_id=public_id), by=user, now=timezone.now())
    return redirect("desk:room", public_id)


def guests(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET shows the letter before it goes; POST sends it."""
    user = cast(User, request.user)
    found = get_object_or_404(rooms_for(user), company__public_id=public_id, closed_at__isnull=True)
    people = people_for(user).filter(company=found.company)
    asked = request.POST.get("person") or request.GET.get("person")
    person = get_object_or_404(people, public_id=asked) if asked else None
    fault = ""
    if request.method == "POST" and person:
        try:
            invite_guest(person, by=user, now=timezone.now())
            messages.success(request, f"The letter to {person.name} is on its way.")
            return redirect("desk:room", public_id)
        except CannotInvite as reason:
            fault = str(reason)
    subject, text = invitation_of(person.name, found, user) if person else ("", "")
    page = {"company": found.company, "people": people, "person": person, "subject": subject, "text": text}
    return render(
        request,
        "desk/room_guests.html",
        {"page": page, "fault": fault, "here": "customers"},
        status=422 if fault else 200,
    )


@require_POST
def revocation(request: HttpRequest, public_id: str, guest_id: str) -> HttpResponse:
    user = cast(User, request.user)
    found = guests_for(user).filter(room__company__public_id=public_id)
    revoke_guest(get_object_or_404(found, public_id=guest_id), by=user, now=timezone.now())
    return redirect("desk:room", public_id)


def belief(request: HttpRequest, public_id: str, belief_id: str) -> HttpResponse:
    """GET shows what they will see; POST puts it before them."""
    user = cast(User, request.user)
    found = get_object_or_404(
        beliefs_with_talk_for(user),
        public_id=belief_id,
        company__public_id=public_id,
    )
    fault = why_not(found)
    if request.method == "POST":
        try:
            publish_belief(found, by=user, now=timezone.now())
            messages.success(request, "They can read it in their room now.")
            return redirect("desk:room", public_id)
        except (CannotPublish, CannotShow) as reason:
            fault = str(reason)
    page = {"company": found.company, "belief": found, "quote": publishable_quote(found), "fault": fault}
    status = 422 if fault and request.method == "POST" else 200
    return render(request, "desk/room_belief.html", {"page": page, "here": "customers"}, status=status)


@require_POST
def withdrawal(request: HttpRequest, public_id: str, line_id: str) -> HttpResponse:
    user = cast(User, request.user)
    found = heard_lines_for(user).filter(room__company__public_id=public_id)
    withdraw_line(get_object_or_404(found, public_id=line_id), by=user, now=timezone.now())
    return redirect("desk:room", public_id)
