"""What can be done with a call, from its plan to its recording."""

from joinery.calls.actions.agenda import CannotSend, add_agenda_item, drop_agenda_item, send_agenda
from joinery.calls.actions.audio import CannotTake, drop_audio, hear_audio_again, stop_audio, take_audio
from joinery.calls.actions.holding import CannotCall, call_off, create_call, expect, hold_call, move_call
from joinery.calls.actions.planning import CannotPlan, PlannedWords, plan_call
from joinery.calls.actions.recordings import CannotName, correct_voice, note_consent, take_transcript

__all__ = [
    "CannotCall",
    "CannotName",
    "CannotPlan",
    "CannotSend",
    "CannotTake",
    "PlannedWords",
    "add_agenda_item",
    "call_off",
    "correct_voice",
    "create_call",
    "drop_agenda_item",
    "drop_audio",
    "expect",
    "hear_audio_again",
    "hold_call",
    "move_call",
    "note_consent",
    "plan_call",
    "send_agenda",
    "stop_audio",
    "take_audio",
    "take_transcript",
]
