"""Words that a person marks in the talk: kept like what was heard, in one step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from joinery.calls.queries import recordings_for
from joinery.steps.accepted_words import CannotAccept
from joinery.steps.debrief_call import CannotDecide
from joinery.steps.keep_words import CannotKeep, keep_words
from joinery.web.desk.calling.keeping import KeepForm
from joinery.web.desk.views.call import find
from joinery.web.desk.views.conversation import show_talk
from joinery.web.ui.visitor import reader


@require_POST
def kept_words(request: HttpRequest, public_id: str) -> HttpResponse:
    """A refusal shows the turn again, with what was typed still in the form."""
    user, call = reader(request), find(request, public_id)
    recordings, wanted = recordings_for(user).filter(call=call), request.POST.get("recording", "")
    recording = get_object_or_404(recordings, public_id=wanted) if wanted else recordings.first()
    if recording is None:
        return redirect("desk:call", public_id)
    form = KeepForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            keep_words(recording, by=user, now=timezone.now(), **given)
        except (CannotKeep, CannotAccept, CannotDecide) as refusal:
            form.add_error("words", str(refusal))
        else:
            asked = urlencode({"recording": recording.public_id, "kept": given["kind"], "at": given["turn"]})
            return redirect(f"{reverse('desk:conversation', args=[public_id])}?{asked}#turn-{given['turn']}")
    return show_talk(request, call, recording, keeping=form, status=422)
