"""The debrief on one screen: the plan at the left, what happened at the right, the ribbon above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from joinery.calls.consents import VoiceConsent, consents_of
from joinery.calls.models import Call, FittedTier, Plan, PlannedQuestion, Proposal, Recording
from joinery.calls.queries import proposals_for, recordings_for
from joinery.calls.stored import reading_of
from joinery.engine.reading import Reading
from joinery.firm.models import User
from joinery.firm.queries import the_firm
from joinery.web.desk.calling.slips import Slip, slip_of
from joinery.web.desk.calling.unclear import unclear_for
from joinery.web.desk.calling.unsure import Unsure, unsure_of
from joinery.web.ui.measures import cannot_tell_in_words, measures_in_words
from joinery.web.ui.ribbon import Ribbon, draw_ribbon


@dataclass(frozen=True)
class Heard:
    """One recording as the debrief shows it."""

    recording: Recording
    ribbon: Ribbon | None
    measures: list[str]
    cannot_tell: list[str]
    silent: list[str]  # who has not consented yet
    consents: list[VoiceConsent]


@dataclass(frozen=True)
class Debriefing:
    heard: list[Heard]
    slips: list[Slip]
    questions: list[tuple[PlannedQuestion, str]]  # with the words that asked it
    unsure: list[Unsure]
    own_verdicts: int  # of ours, to which the tiers are fitted

    @property
    def left(self) -> int:
        return sum(slip.verdict is None for slip in self.slips)


def debriefing_of(call: Call, plan: Plan | None, user: User) -> Debriefing:
    recordings = list(recordings_for(user).filter(call=call))
    proposals = list(proposals_for(user).filter(recording__in=recordings))
    by_id = {recording.pk: recording for recording in recordings}
    for proposal in proposals:
        proposal.recording = by_id[proposal.recording_id]  # one transcript in memory, not one for each slip
    heard = [heard_of(each, [one for one in proposals if one.recording_id == each.pk]) for each in recordings]
    asked = {} if not recordings else recordings[0].conversation["turns"]
    questions = [(each, _words_at(asked, each.covered_turn)) for each in plan.questions.all()] if plan else []
    unclear = unclear_for(proposals, user)
    slips = sorted(
        (slip_of(each, unclear.get(each.pk)) for each in proposals), key=lambda slip: slip.verdict is not None
    )
    unsure = [one for each in recordings if each.reading for one in unsure_of(each, proposals)]
    own = sum(FittedTier.objects.values_list("verdicts", flat=True))
    return Debriefing(heard, slips, questions, unsure, own)


def heard_of(recording: Recording, proposals: Iterable[Proposal]) -> Heard:
    consents = consents_of(recording)
    voices = [each.voice for each in consents]
    reading = reading_of(recording, voices, proposals)
    return Heard(
        recording=recording,
        ribbon=draw(reading, recording) if reading else None,
        measures=measures_in_words(reading) if reading else [],
        cannot_tell=cannot_tell_in_words(reading) if reading else [],
        silent=[each.voice.shown_name for each in consents if not each.is_given],
        consents=consents,
    )


def draw(reading: Reading, recording: Recording) -> Ribbon:
    firm = the_firm()
    labels = {"customer": recording.call.company.name, "seller": firm.name if firm else "Us"}
    return draw_ribbon(reading, labels=labels, name=f"ribbon-{recording.public_id}")  # type: ignore[arg-type]


def _words_at(turns: list[dict[str, str]] | dict[int, dict[str, str]], number: int | None) -> str:
    return turns[number]["text"] if number is not None and number < len(turns) else ""
