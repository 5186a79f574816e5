"""Calls, their plans, their recordings and what was heard in them, as programs see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema

from joinery.calls.models import Attendance, Call, Debrief, Plan, Proposal, Recording
from joinery.web.api.shapes.common import Named, named


class CallShape(Schema):
    id: str
    company: Named | None
    opportunity: Named | None
    owner: Named | None
    title: str
    kind: str
    starts_at: datetime
    minutes: int
    zone: str
    place: str
    created_at: datetime
    held_at: datetime | None
    called_off_at: datetime | None

    @classmethod
    def values_of(cls, call: Call) -> dict[str, Any]:
        plain = ("title", "kind", "starts_at", "minutes", "zone", "place", "created_at", "held_at", "called_off_at")
        return {
            "id": call.public_id,
            "company": named(call.company),
            "opportunity": named(call.opportunity),
            "owner": named(call.owner),
            **{name: getattr(call, name) for name in plain},
        }

    @classmethod
    def of(cls, call: Call) -> CallShape:
        return cls(**cls.values_of(call))


class Calls(Schema):
    items: list[CallShape]
    next: str | None


class QuestionShape(Schema):
    words: str
    code: str
    covered_turn: int | None


class PlanShape(Schema):
    purpose: str
    benefit: str
    reason_to_meet: str
    action_who: Named | None
    action_what: str
    action_measure: str
    action_by: date | None
    action_payoff: str
    action_achievable: str
    least_step: str
    to_learn: str
    in_it_for_them: str
    concerns: str
    use_of_answers: str
    planned_at: datetime
    frozen_at: datetime | None
    questions: list[QuestionShape]

    @classmethod
    def of(cls, plan: Plan) -> PlanShape:
        plain = {name: getattr(plan, name) for name in cls.model_fields if name not in ("action_who", "questions")}
        questions = [
            QuestionShape(words=each.words, code=each.code, covered_turn=each.covered_turn)
            for each in plan.questions.all()
        ]
        return cls(action_who=named(plan.action_who), questions=questions, **plain)


class AttendanceShape(Schema):
    id: str
    name: str
    side: str
    is_required: bool
    was_there: bool | None

    @classmethod
    def of(cls, one: Attendance) -> AttendanceShape:
        who = one.person or one.user
        side = "customer" if one.person else "seller"
        return cls(
            id=who.public_id if who else "",
            name=one.name,
            side=side,
            is_required=one.is_required,
            was_there=one.was_there,
        )


class RecordingShape(Schema):
    id: str
    file_name: str
    source: str
    added_at: datetime
    heard_at: datetime | None

    @classmethod
    def of(cls, recording: Recording) -> RecordingShape:
        plain = {name: getattr(recording, name) for name in cls.model_fields if name != "id"}
        return cls(id=recording.public_id, **plain)


class DebriefShape(Schema):
    """`state`: none, begun or done."""

    state: str
    benefit_given: str = ""
    action_result: str = ""
    learned: str = ""
    begun_at: datetime | None = None
    done_at: datetime | None = None

    @classmethod
    def of(cls, debrief: Debrief | None) -> DebriefShape:
        if debrief is None:
            return cls(state="none")
        plain = {name: getattr(debrief, name) for name in cls.model_fields if name != "state"}
        return cls(state="done" if debrief.done_at else "begun", **plain)


class WholeCall(CallShape):
    plan: PlanShape | None
    attendance: list[AttendanceShape]
    recordings: list[RecordingShape]
    debrief: DebriefShape

    @classmethod
    def of(cls, call: Call) -> WholeCall:
        plan = getattr(call, "plan", None)
        return cls(
            plan=PlanShape.of(plan) if plan else None,
            attendance=[AttendanceShape.of(one) for one in call.attendances.select_related("person", "user")],
            recordings=[RecordingShape.of(one) for one in call.recordings.defer("original", "conversation", "reading")],
            debrief=DebriefShape.of(getattr(call, "debrief", None)),
            **cls.values_of(call),
        )


class VerdictShape(Schema):
    answer: str
    words: str
    decided_at: datetime


class FindingShape(Schema):
    """A proposal of the engine. `quote` equals the text of turn `turn` from `start` to `end`."""

    id: str
    recording: str
    kind: str
    sort: str
    side: str
    speaker: str
    turn: int
    start: int
    end: int
    quote: str
    owner: str
    due: date | None
    due_words: str
    confidence: float
    heard_by: str
    verdict: VerdictShape | None

    @classmethod
    def of(cls, one: Proposal) -> FindingShape:
        own = ("id", "recording", "speaker", "owner", "verdict")
        verdict = getattr(one, "verdict", None)
        return cls(
            id=one.public_id,
            recording=one.recording.public_id,
            speaker=one.voice.shown_name,
            owner=one.owner_name,
            verdict=VerdictShape(answer=verdict.answer, words=verdict.words, decided_at=verdict.decided_at)
            if verdict
            else None,
            **{name: getattr(one, name) for name in cls.model_fields if name not in own},
        )


class Findings(Schema):
    items: list[FindingShape]
    next: str | None


class SpeakerShape(Schema):
    number: int
    name: str
    side: str


class TakenTranscript(Schema):
    """`is_heard` is false while somebody who spoke has not consented; `missing_consents` says who."""

    recording: str
    source: str
    turns: int
    speakers: list[SpeakerShape]
    is_heard: bool
    missing_consents: list[str]
