"""Addresses of calls on the desk."""

from django.urls import URLPattern, URLResolver, path

from joinery.web.desk.views import agenda, call, calls, debrief, kept_words, plan, recording, transcript

urlpatterns: list[URLPattern | URLResolver] = [
    path("calls/", calls.calls, name="calls"),
    path("calls/new/", calls.new, name="call_new"),
    path("calls/unplanned/", calls.unplanned, name="call_unplanned"),
    path("calls/<str:public_id>/", call.call, name="call"),
    path("calls/<str:public_id>/edit/", call.edit, name="call_edit"),
    path("calls/<str:public_id>/held/", call.held, name="call_held"),
    path("calls/<str:public_id>/off/", call.off, name="call_off"),
    path("calls/<str:public_id>/days/<str:day_id>/", call.other_day, name="other_day"),
    path("calls/<str:public_id>/plan/", plan.plan, name="plan"),
    path("calls/<str:public_id>/plan/check/", plan.check, name="plan_check"),
    path("calls/<str:public_id>/agenda/", agenda.agenda, name="agenda"),
    path("calls/<str:public_id>/agenda/letter/", agenda.letter, name="agenda_letter"),
    path("calls/<str:public_id>/agenda/<str:item_id>/away/", agenda.item_away, name="agenda_item_away"),
    path("calls/<str:public_id>/calendar.ics", agenda.calendar, name="call_calendar"),
    path("calls/<str:public_id>/transcript/", transcript.transcript, name="transcript"),
    path("calls/<str:public_id>/recording/", recording.recording, name="recording"),
    path("calls/<str:public_id>/recording/state/", recording.recording_state, name="recording_state"),
    path("calls/<str:public_id>/recording/consent/", recording.recording_consent, name="recording_consent"),
    path("calls/<str:public_id>/voices/", transcript.voices, name="voices"),
    path("calls/<str:public_id>/consent/", transcript.consent, name="consent"),
    path("calls/<str:public_id>/conversation/", debrief.conversation, name="conversation"),
    path("calls/<str:public_id>/words/", kept_words.kept_words, name="kept_words"),
    path("calls/<str:public_id>/debrief/", debrief.debrief, name="debrief"),
    path("voices/<str:public_id>/", transcript.voice, name="voice"),
    path("recordings/<str:public_id>/sound/", recording.sound, name="sound"),
    path("recordings/<str:public_id>/stop/", recording.audio_stop, name="audio_stop"),
    path("recordings/<str:public_id>/again/", recording.audio_again, name="audio_again"),
    path("recordings/<str:public_id>/away/", recording.audio_away, name="audio_away"),
    path("proposals/<str:public_id>/verdict/", debrief.verdict, name="verdict"),
]
