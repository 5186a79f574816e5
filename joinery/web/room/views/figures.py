"""What a guest says to a figure of the value case."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.rooms.case_queries import value_lines_for
from joinery.rooms.value import CannotSay, answer_value_line
from joinery.web.room.entry import GuestRequest, guests_only, told
from joinery.web.room.views.home import page_for, show_home


@require_POST
@guests_only
def answer(request: GuestRequest, figure_id: str) -> HttpResponse:
    line = get_object_or_404(value_lines_for(request.guest), public_id=figure_id)
    words, place = request.POST.get("words", "")[:1000], f"figure-{figure_id}"
    try:
        answer_value_line(line, request.guest, request.POST.get("answer", ""), words, now=timezone.now())
    except CannotSay as reason:
        return show_home(request, page_for(request.guest).with_figure_fault(place, told(reason), words), status=422)
    return redirect(reverse("room:home", args=[request.room.public_id]) + f"#{place}")
