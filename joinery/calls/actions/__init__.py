"""What can be done with a call, from its plan to its recording."""

from joinery.calls.actions.agenda import CannotSend, add_agenda_item, drop_agenda_item, send_agenda
from joinery.calls.actions.audio import CannotTake, drop_audio, hear_audio_again, stop_audio, take_audio
from joinery.calls.actions.clips import CannotClip, Place, drop_clip, drop_clips_in, make_clip, retell_clips
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
from joinery.calls.actions.mending import (
    CannotMend,
    Change,
    MendedMeanwhile,
    confirm_words,
    forget_mends,
    mend_turn,
    take_mends_back,
)
from joinery.calls.actions.planning import CannotPlan, PlannedWords, plan_call
from joinery.calls.actions.recordings import correct_voice, take_transcript

__all__ = [
    "CannotCall",
    "CannotClip",
    "CannotMend",
    "CannotName",
    "CannotPlan",
    "CannotSend",
    "CannotTake",
    "Change",
    "MendedMeanwhile",
    "Place",
    "CannotTie",
    "PlannedWords",
    "add_agenda_item",
    "call_off",
    "confirm_words",
    "correct_voice",
    "create_call",
    "cut_withdrawn",
    "drop_agenda_item",
    "drop_audio",
    "drop_clip",
    "drop_clips_in",
    "expect",
    "forget_mends",
    "hear_audio_again",
    "hold_call",
    "make_clip",
    "mend_turn",
    "forget_reading",
    "leave_out",
    "move_call",
    "note_consent",
    "plan_call",
    "retell_clips",
    "send_agenda",
    "stop_audio",
    "take_audio",
    "take_mends_back",
    "take_transcript",
    "tie_consent",
]
