"""Putting in what was said, and saying who said it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.calls.actions import CannotCall, CannotName
from joinery.calls.queries import recordings_for, voices_for
from joinery.customers.queries import people_for
from joinery.engine.conversation import CannotRead
from joinery.firm.queries import colleagues_for, the_firm
from joinery.steps.hear_recording import agree_and_hear, name_and_hear, take_and_hear
from joinery.web.desk.calling import show
from joinery.web.desk.calling.debriefing import heard_of
from joinery.web.desk.calling.forms import ConsentForm, TranscriptForm
from joinery.web.desk.views.call import find
from joinery.web.ui.visitor import reader


@require_http_methods(["GET", "HEAD", "POST"])
def transcript(request: HttpRequest, public_id: str) -> HttpResponse:
    call = find(request, public_id)
    form = TranscriptForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _, was_heard = take_and_hear(
                call, form.content, file_name=form.file_name, by=reader(request), now=timezone.now()
            )
        except CannotRead as refusal:
            form.add_error("file" if form.cleaned_data.get("file") else "text", str(refusal))
        except CannotCall as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk:debrief" if was_heard else "desk:voices", call.public_id)
    return show(request, "desk/transcript.html", {"call": call, "form": form}, status=422 if form.errors else 200)


@require_safe
def voices(request: HttpRequest, public_id: str) -> HttpResponse:
    user, call = reader(request), find(request, public_id)
    firm = the_firm()
    context = {
        "call": call,
        "recordings": [heard_of(each, []) for each in recordings_for(user).filter(call=call)],
        "people": people_for(user).filter(company=call.company_id),
        "users": colleagues_for(user),
        "form": ConsentForm(initial={"wording": firm.consent_wording if firm else ""}),
    }
    return show(request, "desk/voices.html", context)


@require_POST
def voice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who one voice is: "person:…", "user:…", or only a side."""
    user = reader(request)
    spoken = get_object_or_404(voices_for(user), public_id=public_id)
    kind, _, wanted = request.POST.get("who", "").partition(":")
    people, users = people_for(user), colleagues_for(user)
    person = get_object_or_404(people, public_id=wanted) if kind == "person" else None
    colleague = get_object_or_404(users, public_id=wanted) if kind == "user" else None
    side = wanted if kind == "side" and wanted in ("seller", "customer", "unknown") else ""
    try:
        name_and_hear(spoken, person=person, user=colleague, side=side, by=user, now=timezone.now())
    except CannotName as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:voices", spoken.recording.call.public_id)


@require_POST
def consent(request: HttpRequest, public_id: str) -> HttpResponse:
    """What each of them answered, in one go: a field for each voice."""
    user, call = reader(request), find(request, public_id)
    form = ConsentForm(request.POST)
    voices = list(voices_for(user).filter(recording__call=call))
    answers = [(each, request.POST.get(f"answer-{each.public_id}", "")) for each in voices]
    answers = [each for each in answers if each[1] in ("given", "refused", "withdrawn")]
    if form.is_valid() and answers:
        given = form.cleaned_data
        agree_and_hear(call, answers, how=given["how"], wording=given["wording"], by=user, now=timezone.now())
    recordings = recordings_for(user).filter(call=call)
    heard = [each for each in recordings if each.reading is not None]
    return redirect("desk:debrief" if heard and len(heard) == len(recordings) else "desk:voices", call.public_id)
