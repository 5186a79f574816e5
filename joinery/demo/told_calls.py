"""The calls of the demo story: planned, held, read, debriefed; what customers answered, and how promises ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.utils import timezone

from joinery.beliefs.actions import change_light, light_state
from joinery.beliefs.models import Belief, LightChange, Quote, YellowLight
from joinery.calls.actions import (
    CannotPlan,
    PlannedWords,
    add_agenda_item,
    create_call,
    hold_call,
    plan_call,
    send_agenda,
)
from joinery.calls.models import Call, Proposal, Recording
from joinery.calls.stored import voices_of
from joinery.customers.models import Company, Person
from joinery.demo.cast import Answer, DemoCall, PlanMade, PromiseEnding, Story
from joinery.demo.works_time import ZONE, moment
from joinery.engine.formats.own import as_json
from joinery.firm.models import User
from joinery.method.belief_kinds import belief_kinds
from joinery.method.planning import Draft
from joinery.method.questions import questions
from joinery.opportunities.models import Opportunity
from joinery.promises.actions import step_promise
from joinery.promises.life import State
from joinery.promises.models import Promise
from joinery.rooms.actions import answer_line, invite_guest, open_room
from joinery.rooms.models import Guest, Room
from joinery.steps.accepted_words import PROMISES, CannotAccept
from joinery.steps.debrief_call import accept, begin_debrief, drop, finish_debrief
from joinery.steps.hear_recording import agree_and_hear, name_and_hear, take_and_hear
from joinery.steps.keep_words import keep_words
from joinery.steps.publish_belief import publish_belief
from joinery.web.desk.calling.planner import known_of, slots_of

SAID_FOR = {  # what a seller writes into a question by hand
    "role": "your people",
    "topic": "the price",
    "process": "a day",
    "requested solution": "the new machine",
}
SURE_ENOUGH = 0.5  # what Ana accepts of what was heard; of promises, those that the story knows the end of


class CallTeller:
    def __init__(
        self,
        story: Story,
        users: Mapping[str, User],
        people: Mapping[str, Person],
        companies: Mapping[str, Company],
        opportunities: Mapping[str, Opportunity],
    ) -> None:
        self.story, self.users, self.people = story, users, people
        self.companies, self.opportunities = companies, opportunities

    def tell(self) -> None:
        for told in sorted(self.story.calls, key=lambda each: (each.day, each.at)):
            call = self.arrange(told)
            if told.is_held:
                self.hold(told, call)

    def arrange(self, told: DemoCall) -> Call:
        owner, starts_at = self.users[told.owner], moment(told.day, told.at)
        made_at = min(starts_at - timedelta(days=6 if told.plan else 0), timezone.now())
        call = create_call(
            self.companies[told.company],
            told.title,
            starts_at=starts_at,
            by=owner,
            now=made_at,
            opportunity=self.opportunities.get(told.opportunity),
            kind=told.kind,
            minutes=told.minutes,
            zone=ZONE,
            people=[self.people[key] for key in told.theirs],
            users=[self.users[key] for key in told.ours],
        )
        if told.plan and self.plan(told.plan, call, owner, made_at + timedelta(hours=3)) and told.plan.questions:
            for number, line in enumerate(_agenda(told.plan)):
                add_agenda_item(call, line, by=owner, now=made_at + timedelta(hours=4, minutes=number))
            send_agenda(call, by=owner, now=min(made_at + timedelta(hours=5), timezone.now()))
        return call

    def plan(self, made: PlanMade, call: Call, owner: User, now: datetime) -> bool:
        """An unfinished plan is refused, as it would be for anybody; the call then waits for its plan."""
        action = made.call_to_action
        draft = Draft(
            purpose=made.purpose,
            benefit=made.benefit or made.in_it_for_them,
            reason_to_meet=made.reason_to_meet,
            action_what=action.what if action else "",
            action_measure=action.measure if action else "",
            action_by=action.by if action else None,
            action_payoff=action.payoff if action else "",
            action_achievable=action.why_achievable if action else "",
            least_step=made.least_step,
            to_learn=" ".join(filter(None, [made.learn, made.show])),
            in_it_for_them=made.in_it_for_them,
        )
        known = slots_of(call, known_of(call, owner), owner) | SAID_FOR
        filled = [PlannedWords(questions()[code].filled(known), code) for code in made.questions]
        asked = [each for each in filled if "[" not in each.words]  # nobody asks a line that is still to complete
        try:
            plan_call(
                call, draft, who=self.people.get(action.who) if action else None, questions=asked, by=owner, now=now
            )
        except CannotPlan:
            return False
        return True

    def hold(self, told: DemoCall, call: Call) -> None:
        owner, ended = self.users[told.owner], call.starts_at + timedelta(minutes=told.minutes)
        call = hold_call(call, by=owner, now=ended, held_at=call.starts_at)
        assert told.conversation
        recording, _ = take_and_hear(
            call, as_json(told.conversation), file_name=f"{told.slug}.json", by=owner, now=ended + timedelta(minutes=10)
        )
        self.name_everyone(told, recording, ended)
        recording.refresh_from_db()
        if told.debriefed:
            self.debrief(told, call, recording, ended + timedelta(minutes=20))

    def name_everyone(self, told: DemoCall, recording: Recording, now: datetime) -> None:
        known = {self.people[key].name: self.people[key] for key in told.theirs}
        ours = {self.users[key].name: self.users[key] for key in told.ours}
        voices = voices_of(recording)
        by = self.users[told.owner]
        for voice in voices:
            if not voice.person and not voice.user:
                name_and_hear(voice, person=known.get(voice.name), user=ours.get(voice.name), by=by, now=now)
        agreed = [(voice, "given") for voice in voices_of(recording)]
        agree_and_hear(recording.call, agreed, by=by, now=now)

    def debrief(self, told: DemoCall, call: Call, recording: Recording, now: datetime) -> None:
        owner, outcome = self.users[told.owner], told.outcome
        begin_debrief(call, by=owner, now=now)
        known = {(_turn_of(recording, each.quote), each.quote) for each in told.promise_endings}
        waiting = Proposal.objects.filter(recording=recording, verdict__isnull=True)
        for proposal in sorted(
            waiting.select_related("voice", "recording__call"), key=lambda one: one.kind != "promise"
        ):
            now += timedelta(seconds=4)
            is_owed = proposal.kind in PROMISES
            if is_owed and not any(proposal.turn == turn and _alike(proposal.quote, words) for turn, words in known):
                proposal.delete()  # the story does not tell how it ended: nobody decided on it
                continue
            if is_owed and _promise_with(proposal.quote, recording):
                drop(proposal, by=owner, now=now)  # the same words, taken already
                continue
            try:
                decide = accept if is_owed or proposal.confidence >= SURE_ENOUGH else drop
                decide(proposal, by=owner, now=now)
            except CannotAccept:
                drop(proposal, by=owner, now=now)
        for ending in told.promise_endings:
            self.end_promise(ending, recording, owner, now)
        if outcome:
            finish_debrief(
                call,
                by=owner,
                now=now + timedelta(seconds=30),
                benefit_given=outcome.benefit_given,
                benefit_words=outcome.benefit_quote,
                action_result=outcome.call_to_action_result,
                action_words=outcome.call_to_action_quote,
            )
            if outcome.call_to_action_result == "accepted" and outcome.call_to_action_quote:
                self.settle_lights(call, outcome.call_to_action_quote, owner, now)
        for answer in told.answers:
            self.answer_in_room(answer, recording, owner, now)

    def settle_lights(self, call: Call, their_words: str, owner: User, now: datetime) -> None:
        """What worried them in earlier calls was asked about in this one, and they said yes to the next step."""
        for light in YellowLight.objects.filter(opportunity=call.opportunity, noticed_at__lt=call.starts_at):
            if light_state(light) == LightChange.State.OPEN:
                change_light(light, LightChange.State.ASKED, by=owner, now=now)
                change_light(light, LightChange.State.GREEN, their_words=their_words, by=owner, now=now)

    def end_promise(self, ending: PromiseEnding, recording: Recording, owner: User, now: datetime) -> None:
        """A promise that the engine did not hear is marked by hand, as a seller would."""
        promise = _promise_with(ending.quote, recording)
        if promise is None:
            keep_words(recording, _turn_of(recording, ending.quote), ending.quote, "promise", by=owner, now=now)
            promise = Promise.objects.get(recording=recording, quote=ending.quote)
        if ending.ended == "open" or ending.on is None:
            return
        at = min(moment(ending.on, time(16, 40)), timezone.now())
        giver = promise.giver_user or promise.giver_person
        receiver = promise.receiver_user or promise.receiver_person
        if giver and promise.state == State.REQUESTED:
            promise = step_promise(promise, State.PROMISED, by=giver, now=now)
        if giver and ending.ended == "kept":
            promise = step_promise(promise, State.REPORTED, by=giver, now=at - timedelta(hours=2))
        if receiver:
            step_promise(promise, State.ACCEPTED, by=receiver, words=ending.words, now=at)

    def answer_in_room(self, answer: Answer, recording: Recording, owner: User, now: datetime) -> None:
        belief = self.belief_of(answer, recording, owner, now)
        room = Room.objects.filter(company=belief.company).first() or open_room(belief.company, by=owner, now=now)
        person = self.people[answer.by]
        if not Guest.objects.filter(room=room, person=person).exists():
            invite_guest(person, by=owner, now=now)
        line = publish_belief(belief, by=owner, now=now + timedelta(minutes=5))
        if answer.says == "waits":
            return
        guest = Guest.objects.get(room=room, person=person)
        said = "" if answer.says == "yes" and len(answer.words) < 20 else answer.words
        answer_line(line, guest, answer.says, said, now=min(moment(answer.on, time(19, 12)), timezone.now()))

    def belief_of(self, answer: Answer, recording: Recording, owner: User, now: datetime) -> Belief:
        """The belief whose quote holds these words and may be shown; else the words are marked by hand."""
        turn = _turn_of(recording, answer.quote)
        quotes = Quote.objects.filter(recording=recording, turn=turn, text__contains=answer.quote).select_related(
            "belief"
        )
        for quote in quotes:
            if answer.kind == quote.belief.kind or not answer.kind and belief_kinds()[quote.belief.kind].is_shared:
                return quote.belief
        kind = answer.kind or "concept"
        sort = _sort_of(answer.quote) if kind == "concept" else ""
        keep_words(recording, turn, answer.quote, kind, sort=sort, by=owner, now=now)
        return Quote.objects.get(recording=recording, turn=turn, text=answer.quote, belief__kind=kind).belief


def _promise_with(words: str, recording: Recording) -> Promise | None:
    """The open promise made of these words, whichever of the two is the longer piece."""
    for promise in Promise.objects.filter(recording=recording, turn=_turn_of(recording, words)):
        if promise.state in (State.PROMISED, State.REQUESTED) and _alike(promise.quote, words):
            return promise
    return None


def _alike(one: str, other: str) -> bool:
    """The same piece of a turn, or one of them a part of the other."""
    return one in other or other in one


def _turn_of(recording: Recording, words: str) -> int:
    for number, turn in enumerate(recording.conversation["turns"]):
        if words in turn["text"]:
            return number
    raise LookupError(f"Nobody said {words!r} in {recording}.")


def _sort_of(words: str) -> str:
    return (
        "avoid"
        if any(sign in words.lower() for sign in ("don't", "never", "must not", "no one", "keine"))
        else "accomplish"
    )


def _agenda(made: PlanMade) -> list[str]:
    return [line for line in (made.benefit or made.in_it_for_them, made.reason_to_meet) if line]
