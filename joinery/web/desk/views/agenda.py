"""The agenda: its lines, the letter as the customer will read it, the calendar entry."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.calls.actions import CannotSend, add_agenda_item, drop_agenda_item, send_agenda
from joinery.calls.invitation import calendar_of, letter_text
from joinery.calls.queries import agenda_of
from joinery.web.desk.calling import show
from joinery.web.desk.calling.forms import AgendaForm
from joinery.web.desk.views.call import find
from joinery.web.ui.visitor import reader


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, public_id: str) -> HttpResponse:
    call = find(request, public_id)
    form = AgendaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_agenda_item(call, form.cleaned_data["words"], by=reader(request), now=timezone.now())
        return redirect("desk:agenda", call.public_id)
    items, there = list(agenda_of(call)), list(call.attendances.all())
    people = [each.person for each in there if each.person]
    context = {
        "call": call,
        "form": form,
        "items": items,
        "plan": getattr(call, "plan", None),
        "readers": [person for person in people if person.email],
        "without": [person for person in people if not person.email],
        "letter": letter_text(call, people[0], there, items) if people else "",
    }
    return show(request, "desk/agenda.html", context, status=422 if form.errors else 200)


@require_POST
def item_away(request: HttpRequest, public_id: str, item_id: str) -> HttpResponse:
    call = find(request, public_id)
    try:
        drop_agenda_item(get_object_or_404(agenda_of(call), public_id=item_id), by=reader(request), now=timezone.now())
    except CannotSend as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:agenda", call.public_id)


@require_POST
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    call = find(request, public_id)
    try:
        written = send_agenda(call, by=reader(request), now=timezone.now())
    except CannotSend as refusal:
        messages.error(request, str(refusal))
    else:
        names = ", ".join(each.to_name for each in written)
        messages.success(
            request, f"The agenda is on its way to {names}." if names else "They have this agenda already."
        )
    return redirect("desk:agenda", call.public_id)


@require_safe
def calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    call = find(request, public_id)
    entry = calendar_of(call, list(call.attendances.all()), list(agenda_of(call)), sequence=0, now=timezone.now())
    answer = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="call.ics"'
    return answer
