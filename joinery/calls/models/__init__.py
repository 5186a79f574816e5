"""A call from its plan to its debrief."""

from joinery.calls.models.audio import Audio
from joinery.calls.models.call import AgendaItem, Attendance, Call
from joinery.calls.models.clips import Clip
from joinery.calls.models.debrief import Debrief, Proposal, Verdict
from joinery.calls.models.mending import Listening, Mend
from joinery.calls.models.plan import Plan, PlannedQuestion
from joinery.calls.models.recording import Consent, Recording, Voice
from joinery.calls.models.tier import FittedTier

__all__ = [
    "AgendaItem",
    "Attendance",
    "Audio",
    "Call",
    "Clip",
    "Consent",
    "Debrief",
    "FittedTier",
    "Listening",
    "Mend",
    "Plan",
    "PlannedQuestion",
    "Proposal",
    "Recording",
    "Verdict",
    "Voice",
]
