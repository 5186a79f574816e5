"""Who agreed to be recorded: asked by letter, answered on the call, taken back; and how long recordings stay."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from joinery.calls.actions import CannotTie, leave_out, note_consent, tie_consent
from joinery.calls.actions.keeping import CannotKeepLonger, keep_longer
from joinery.calls.queries import attendances_for, consents_for, recordings_for, requests_for, voices_for
from joinery.rooms.asking import CannotAsk, ask_consent, remind_of_consent
from joinery.steps.hear_audio import agree_to_be_heard
from joinery.steps.hear_recording import hear_recording
from joinery.web.desk.calling import show
from joinery.web.desk.calling.consenting import consents_page_of, goes_in_words
from joinery.web.desk.calling.forms import HOWS, MOMENTS, area
from joinery.web.desk.views.call import find, int_typed
from joinery.web.ui.forms import DayInput, Form, MomentInput
from joinery.web.ui.visitor import reader


class AnswersForm(Form):
    how = forms.ChoiceField(label="How they said it", choices=HOWS, initial="call")
    given_at = forms.DateTimeField(
        label="When", required=False, widget=MomentInput(), input_formats=MOMENTS, help_text="Empty: now."
    )
    wording = area("What they were asked, if it was something else", rows=2)


class LongerForm(Form):
    until = forms.DateField(label="Keep it until", required=False, widget=DayInput())
    why = forms.CharField(label="Why", max_length=300, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST notes what each of them answered."""
    user, call, now = reader(request), find(request, public_id), timezone.now()
    form = AnswersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        there = attendances_for(user).filter(call=call)
        answers = [(each, request.POST.get(f"answer-{each.public_id}", "")) for each in there]
        answers = [each for each in answers if each[1] in ("given", "refused")]
        if answers:
            agree_to_be_heard(call, answers, **form.cleaned_data, by=user, now=now)
        return redirect("desk:consents", call.public_id)
    page = consents_page_of(call, user, now)
    context = {
        "call": call,
        "page": page,
        "goes": goes_in_words(page.goes),
        "form": form,
        "longer": LongerForm(initial={"until": page.longer.until, "why": page.longer.why} if page.longer else None),
    }
    return show(request, "desk/consents.html", context, status=422 if form.errors else 200)


@require_POST
def consent_letter(request: HttpRequest, public_id: str, attendance_id: str) -> HttpResponse:
    """Asks by letter; asked already, reminds, once."""
    user, call, now = reader(request), find(request, public_id), timezone.now()
    there = get_object_or_404(attendances_for(user), call=call, public_id=attendance_id, person__isnull=False)
    asked = requests_for(user).filter(call=call, person=there.person).first()
    try:
        if asked is None and there.person:
            ask_consent(call, there.person, by=user, now=now)
            messages.success(request, f"{there.name} has a letter. The answer comes here.")
        elif asked and remind_of_consent(asked, now=now):
            messages.success(request, f"{there.name} is reminded. That was the one time.")
    except CannotAsk as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:consents", call.public_id)


@require_POST
def consent_back(request: HttpRequest, public_id: str, attendance_id: str) -> HttpResponse:
    """They told one of us that they take it back."""
    user, call = reader(request), find(request, public_id)
    there = get_object_or_404(attendances_for(user), call=call, public_id=attendance_id)
    if request.POST.get("sure"):
        note_consent(call, "withdrawn", person=there.person, user=there.user, by=user, now=timezone.now())
        messages.success(request, f"What {there.name} said is cut out.")
    return redirect("desk:consents", call.public_id)


@require_POST
def consent_place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where in the recording the yes was said."""
    user = reader(request)
    consent = get_object_or_404(consents_for(user), public_id=public_id)
    recording_id, _, turn = request.POST.get("turn", "").partition(":")
    recording = get_object_or_404(recordings_for(user), call=consent.call, public_id=recording_id)
    try:
        tie_consent(consent, recording, int_typed(turn), by=user, now=timezone.now())
    except CannotTie as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:consents", consent.call.public_id)


@require_POST
def voice_out(request: HttpRequest, public_id: str) -> HttpResponse:
    """Without what this voice said the rest may be heard."""
    user, now = reader(request), timezone.now()
    voice = get_object_or_404(voices_for(user), public_id=public_id)
    if request.POST.get("sure"):
        leave_out(voice, by=user, now=now)
        recording = recordings_for(user).get(pk=voice.recording_id)
        hear_recording(recording, now=now)
    return redirect("desk:consents", voice.recording.call.public_id)


@require_POST
def keeping(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was recorded is kept longer, for a reason; without a day the rule holds again."""
    user, call = reader(request), find(request, public_id)
    form = LongerForm(request.POST)
    try:
        if not form.is_valid():
            raise CannotKeepLonger("Write the day as 3 March 2027, or choose it.")
        keep_longer(call, form.cleaned_data["until"], form.cleaned_data["why"], by=user, now=timezone.now())
    except CannotKeepLonger as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:consents", call.public_id)
