"""A call from its plan to its debrief."""

from joinery.calls.models.audio import Audio
from joinery.calls.models.call import AgendaItem, Attendance, Call
from joinery.calls.models.clips import Clip
from joinery.calls.models.consent import Consent, ConsentRequest, Cut
from joinery.calls.models.debrief import Debrief, Proposal, Verdict
from joinery.calls.models.keeping import KeepingRule, KeptLonger, Removal, Upload
from joinery.calls.models.mending import Listening, Mend
from joinery.calls.models.plan import Plan, PlannedQuestion
from joinery.calls.models.recording import Recording, Voice
from joinery.calls.models.tier import FittedTier

__all__ = [
    "AgendaItem",
    "Attendance",
    "Audio",
    "Call",
    "Clip",
    "Consent",
    "ConsentRequest",
    "Cut",
    "Debrief",
    "FittedTier",
    "Listening",
    "Mend",
    "KeepingRule",
    "KeptLonger",
    "Plan",
    "PlannedQuestion",
    "Proposal",
    "Recording",
    "Removal",
    "Upload",
    "Verdict",
    "Voice",
]
