"""What can be done with a call, from its plan to its recording."""

from joinery.calls.actions.agenda import CannotSend, add_agenda_item, drop_agenda_item, send_agenda
from joinery.calls.actions.audio import CannotTake, drop_audio, hear_audio_again, stop_audio, take_audio
from joinery.calls.actions.consenting import (
    CannotName,
    CannotTie,
    cut_withdrawn,
    forget_reading,
    leave_out,
    note_consent,
    tie_consent,
)
from joinery.calls.actions.holding import CannotCall, call_off, create_call, expect, hold_call, move_call
from joinery.calls.actions.planning import CannotPlan, PlannedWords, plan_call
from joinery.calls.actions.recordings import correct_voice, take_transcript

__all__ = [
    "CannotCall",
    "CannotName",
    "CannotPlan",
    "CannotSend",
    "CannotTake",
    "CannotTie",
    "PlannedWords",
    "add_agenda_item",
    "call_off",
    "correct_voice",
    "create_call",
    "cut_withdrawn",
    "drop_agenda_item",
    "drop_audio",
    "expect",
    "forget_reading",
    "hear_audio_again",
    "hold_call",
    "leave_out",
    "move_call",
    "note_consent",
    "plan_call",
    "send_agenda",
    "stop_audio",
    "take_audio",
    "take_transcript",
    "tie_consent",
]
