"""The player: the whole talk with its sound, its words put right, what was listened to."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from joinery.calls.actions import CannotMend, MendedMeanwhile
from joinery.calls.listening import CannotListen, note_listening
from joinery.calls.models import Call, Recording
from joinery.calls.queries import proposals_for, recordings_for
from joinery.steps.mend_talk import confirm_and_hear, mend_and_hear, unmend_and_hear
from joinery.web.desk.calling import show
from joinery.web.desk.calling.keeping import KeepForm, form_for, kinds_to_keep
from joinery.web.desk.calling.player import player_of
from joinery.web.desk.calling.rows import with_whom
from joinery.web.desk.calling.talk_forms import ClipForm, MendForm, number_in
from joinery.web.desk.views.call import find
from joinery.web.desk.views.debrief import answer_slip
from joinery.web.ui.visitor import reader

NO_TURN = "There is no such turn in this talk."


@require_safe
def conversation(request: HttpRequest, public_id: str) -> HttpResponse:
    call = find(request, public_id)
    recording = _recording(request, call, request.GET.get("recording", ""))
    return show_talk(request, call, recording, keeping=form_for(recording, request.GET.dict()))


@require_POST
def mended(request: HttpRequest, public_id: str) -> HttpResponse:
    """A turn put right; or said to be right as it stands. A refusal shows the form again, with what was typed."""
    call, user, now = find(request, public_id), reader(request), timezone.now()
    recording = _recording(request, call, request.POST.get("recording", ""))
    voices = list(recording.voices.select_related("person", "user"))
    form, theirs = MendForm(voices, request.POST), ""
    if form.is_valid():
        given = form.cleaned_data
        voice = next(each for each in voices if each.public_id == given["who"])
        try:
            if request.POST.get("answer") == "right":
                confirm_and_hear(recording, given["turn"], by=user, now=now)
            else:
                seen, text = given["seen"], given["text"]
                mend_and_hear(recording, given["turn"], seen=seen, text=text, voice=voice, by=user, now=now)
        except CannotMend as refusal:
            form.add_error("text", str(refusal))
            theirs = refusal.text if isinstance(refusal, MendedMeanwhile) else ""
        else:
            return _there(recording, given["turn"])
    status = 409 if theirs else 422
    return show_talk(request, call, recording, mending=form, theirs=theirs, status=status)


@require_POST
def unmended(request: HttpRequest, public_id: str, number: str) -> HttpResponse:
    """The turn as it was heard."""
    recording = get_object_or_404(recordings_for(reader(request)), public_id=public_id)
    turn = number_in(number, recording)
    if turn is None:
        raise Http404
    try:
        unmend_and_hear(recording, turn, by=reader(request), now=timezone.now())
    except CannotMend as refusal:
        messages.error(request, str(refusal))
    return _there(recording, turn)


@require_POST
def listened(request: HttpRequest, public_id: str) -> HttpResponse:
    """A stretch was played to its end. With a proposal, its slip comes back as it stands now."""
    user = reader(request)
    recording = get_object_or_404(recordings_for(user), public_id=public_id)
    try:
        start, end = float(request.POST.get("start", "")), float(request.POST.get("end", ""))
        note_listening(recording, start, end, by=user, now=timezone.now())
        refusal = ""
    except (ValueError, CannotListen) as reason:
        refusal = str(reason) if isinstance(reason, CannotListen) else "That is no stretch of a recording."
    if wanted := request.POST.get("proposal"):
        get_object_or_404(proposals_for(user), public_id=wanted, recording=recording)
        return answer_slip(request, user, wanted, refusal)
    return HttpResponse(refusal, status=422 if refusal else 204, content_type="text/plain; charset=utf-8")


@require_POST
def words_right(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whoever was there says that the words of a proposal are right, as they stand."""
    user = reader(request)
    proposal = get_object_or_404(proposals_for(user), public_id=public_id)
    recording, turn, place = proposal.recording, proposal.turn, (proposal.kind, proposal.start, proposal.end)
    if hasattr(proposal, "verdict"):
        return answer_slip(request, user, public_id)
    try:
        confirm_and_hear(recording, turn, start=place[1], end=place[2], by=user, now=timezone.now())
    except CannotMend as refusal:
        return answer_slip(request, user, public_id, str(refusal))
    anew = proposals_for(user).filter(recording=recording, turn=turn, kind=place[0], start=place[1], end=place[2])
    found = anew.first()
    return answer_slip(request, user, found.public_id) if found else redirect("desk:debrief", recording.call.public_id)


def show_talk(
    request: HttpRequest,
    call: Call,
    recording: Recording,
    *,
    keeping: KeepForm | None = None,
    mending: MendForm | None = None,
    clipping: ClipForm | None = None,
    theirs: str = "",
    status: int = 200,
) -> HttpResponse:
    player, asked = player_of(recording, reader(request)), request.GET.dict()
    context = {
        "call": call,
        "recording": recording,
        "others": recordings_for(reader(request)).filter(call=call).exclude(pk=recording.pk),
        "player": player,
        "heard": player.heard,
        "with_whom": with_whom(call),
        "keeping": keeping,
        "mending": mending or MendForm.of(recording, player.voices, asked),
        "theirs": theirs,
        "clipping": clipping or ClipForm.of(recording, asked),
        "kept": kinds_to_keep().get(asked.get("kept", "")),
        "kept_at": asked.get("at", ""),
    }
    return show(request, "desk/conversation.html", context, status=status)


def _recording(request: HttpRequest, call: Call, wanted: str) -> Recording:
    recordings = list(recordings_for(reader(request)).filter(call=call))
    if not recordings:
        raise Http404
    return next((each for each in recordings if each.public_id == wanted), recordings[0])


def _there(recording: Recording, turn: int) -> HttpResponse:
    asked = urlencode({"recording": recording.public_id})
    return redirect(f"{reverse('desk:conversation', args=[recording.call.public_id])}?{asked}#turn-{turn}")
