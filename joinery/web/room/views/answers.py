"""What a guest says to a line of "what we heard"."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.rooms.actions import CannotAnswer, answer_line
from joinery.rooms.queries import lines_for
from joinery.web.room.entry import GuestRequest, guests_only, told
from joinery.web.room.views.home import page_for, show_home


@require_POST
@guests_only
def answer(request: GuestRequest, line_id: str) -> HttpResponse:
    line = get_object_or_404(lines_for(request.guest), public_id=line_id)
    words, place = request.POST.get("words", "")[:4000], f"line-{line_id}"
    try:
        answer_line(line, request.guest, request.POST.get("answer", ""), words, now=timezone.now())
    except CannotAnswer as reason:
        return show_home(request, page_for(request.guest).with_line_fault(place, told(reason), words), status=422)
    return redirect(reverse("room:home", args=[request.room.public_id]) + f"#{place}")
