"""A recording of a call: put in, agreed to, heard, played, stopped, dropped."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.calls import audio_files
from joinery.calls.actions import CannotCall, CannotTake, drop_audio, hear_audio_again, stop_audio, take_audio
from joinery.calls.keeping import what_goes
from joinery.calls.listening import is_playable
from joinery.calls.models import Audio
from joinery.calls.queries import attendances_for, audios_for, uploads_for
from joinery.speech.copying import MEDIA_TYPE
from joinery.speech.transcribers import Choice
from joinery.steps.hear_audio import agree_to_be_heard
from joinery.web.desk.calling import show
from joinery.web.desk.calling.audio import sounds_of
from joinery.web.desk.calling.consenting import goes_in_words
from joinery.web.desk.calling.forms import ConsentForm, RecordingForm
from joinery.web.desk.views.call import find
from joinery.web.ui.ranges import sound_response
from joinery.web.ui.visitor import reader


@require_http_methods(["GET", "HEAD", "POST"])
def recording(request: HttpRequest, public_id: str) -> HttpResponse:
    user, call = reader(request), find(request, public_id)
    form = RecordingForm(request.POST, request.FILES) if request.method == "POST" else RecordingForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        given = {"size": file.size, "file_name": file.name, "voices": form.cleaned_data["voices"]}
        try:
            take_audio(call, file.chunks(), by=user, now=timezone.now(), **given)
        except (CannotTake, CannotCall) as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("desk:recording", call.public_id)
    sounds = sounds_of(call, user, timezone.now())
    context = {
        "call": call,
        "form": form,
        "service": Choice.of_environment().service,
        "sounds": sounds,
        "goes": goes_in_words(what_goes(call, sounds.audios, [])),
        "uploads": uploads_for(user).filter(call=call),
    }
    return show(request, "desk/recording.html", context, status=422 if form.errors else 200)


@require_safe
def recording_state(request: HttpRequest, public_id: str) -> HttpResponse:
    """The piece of a page that says how far it is; asked for again while it moves."""
    call = find(request, public_id)
    sounds = sounds_of(call, reader(request), timezone.now())
    answer = show(request, "desk/pieces/sounds.html", {"call": call, "sounds": sounds})
    if request.GET.get("moving") and not sounds.is_moving:
        answer["HX-Refresh"] = "true"  # what was heard stands elsewhere on the page
    return answer


@require_POST
def recording_consent(request: HttpRequest, public_id: str) -> HttpResponse:
    """What each of those who should be there answered."""
    user, call = reader(request), find(request, public_id)
    form = ConsentForm(request.POST)
    there = attendances_for(user).filter(call=call)
    answers = [(each, request.POST.get(f"answer-{each.public_id}", "")) for each in there]
    answers = [each for each in answers if each[1] in ("given", "refused", "withdrawn")]
    if form.is_valid() and answers:
        given = form.cleaned_data
        agree_to_be_heard(call, answers, how=given["how"], wording=given["wording"], by=user, now=timezone.now())
    return redirect("desk:recording", call.public_id)


@require_POST
def audio_stop(request: HttpRequest, public_id: str) -> HttpResponse:
    audio = _find(request, public_id)
    stop_audio(audio, by=reader(request), now=timezone.now())
    return redirect("desk:recording", audio.call.public_id)


@require_POST
def audio_again(request: HttpRequest, public_id: str) -> HttpResponse:
    audio = _find(request, public_id)
    hear_audio_again(audio, by=reader(request), now=timezone.now())
    return redirect("desk:recording", audio.call.public_id)


@require_POST
def audio_away(request: HttpRequest, public_id: str) -> HttpResponse:
    audio = _find(request, public_id)
    drop_audio(audio, by=reader(request), now=timezone.now())
    messages.success(request, "The sound is gone for good.")
    return redirect("desk:recording", audio.call.public_id)


@require_safe
def sound(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """For a player on our pages. Our own copy, never the file as it came; and only while everyone agrees."""
    audio = _find(request, public_id)
    if not is_playable(audio):
        raise Http404
    return sound_response(request, audio_files.copy_of(audio.public_id), MEDIA_TYPE, f"recording-{audio.public_id}.ogg")


def _find(request: HttpRequest, public_id: str) -> Audio:
    return get_object_or_404(audios_for(reader(request)), public_id=public_id)
