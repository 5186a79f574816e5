"""What accepted words become: a belief with its quote, a yellow light, a promise; and how that is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from joinery.beliefs.actions import Heard, believe, give_up, notice_light
from joinery.beliefs.models import Belief, LightChange, Quote, YellowLight
from joinery.calls.knowing import find_known
from joinery.calls.models import Attendance, Call, Proposal, Verdict
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.method.belief_kinds import belief_kinds
from joinery.opportunities.models import Alternative
from joinery.promises.actions import Place, make_promise
from joinery.promises.life import State
from joinery.promises.models import Promise, PromiseEvent
from joinery.search import actions as search

PROMISES = {"promise": State.PROMISED, "request": State.REQUESTED, "call_to_action": State.REQUESTED}
ANSWERS = {"yes": "their yes", "no": "their no"}  # kept as verdicts: they answer a step and are no belief of their own


class CannotAccept(Exception):
    """Words count as the customer's only when we know which of their people said them."""


class CannotTakeBack(Exception):
    """The customer has it before them, or it has moved on."""


@dataclass(frozen=True)
class Parties:
    """Who of us and who of them a promise is between."""

    ours: User
    theirs: Person | None


def make_of(proposal: Proposal, *, words: str, by: User, now: datetime) -> str:
    """Makes what the proposal stands for; returns its name for the history."""
    if proposal.kind in ANSWERS:
        return ANSWERS[proposal.kind]
    if proposal.side == "unknown":
        raise CannotAccept(f"Say first on which side {proposal.voice.shown_name} is.")
    if proposal.kind in PROMISES:
        return _promise(proposal, words, by=by, now=now)
    if proposal.kind == "yellow_light":
        return _light(proposal, by=by, now=now)
    return _belief(proposal, words, by=by, now=now)


def is_owed_by_us(proposal: Proposal) -> bool:
    """A promise is owed by who speaks; what is asked for is owed by the other side."""
    return (proposal.side == "seller") == (proposal.kind == "promise")


def parties_of(proposal: Proposal) -> Parties:
    """The name that the words gave, else who spoke, else who was there."""
    call = proposal.recording.call
    there = list(Attendance.objects.filter(call=call).select_related("person", "user"))
    people = list(Person.objects.filter(company_id=call.company_id, archived_at__isnull=True))
    users = list(User.objects.filter(is_active=True)) if proposal.owner_name else []
    named_person = find_known(proposal.owner_name, "", people, users) if proposal.owner_name else None
    named_user = find_known(proposal.owner_name, "", users, people) if proposal.owner_name else None
    guests = [each.person for each in there if each.person]
    return Parties(
        named_user or proposal.voice.user or call.owner,
        named_person or proposal.voice.person or (guests[0] if guests else None),
    )


def _belief(proposal: Proposal, words: str, *, by: User, now: datetime) -> str:
    call, kind = proposal.recording.call, proposal.kind if proposal.kind in belief_kinds() else "other"
    alternative = _alternative(proposal, words, call, now=now) if kind == "competitor" else None
    believe(
        call.company,
        kind,
        words or proposal.quote,
        sort=proposal.sort if proposal.sort in belief_kinds()[kind].sorts else "",
        opportunity=call.opportunity,
        alternative=alternative,
        heard=_heard(proposal, call) if proposal.side == "customer" else None,
        is_reported=True,  # said by us in the call: our note, and no evidence
        by=by,
        now=now,
    )
    return belief_kinds()[kind].title.lower()


def _heard(proposal: Proposal, call: Call) -> Heard:
    person = proposal.voice.person
    if person is None or person.company_id != call.company_id:
        raise CannotAccept(f"Say first who {proposal.voice.shown_name} is. Only then are these words a person's own.")
    return Heard(
        proposal.recording,
        proposal.turn,
        proposal.start,
        proposal.end,
        proposal.quote,
        call.held_at or call.starts_at,
        person,
        proposal,
    )


def _alternative(proposal: Proposal, words: str, call: Call, *, now: datetime) -> Alternative | None:
    """One that we know is linked when the words name it; else a new one, called what we call it."""
    if call.opportunity is None:
        return None
    said = f"{words} {proposal.quote}".casefold()
    for known in Alternative.objects.filter(opportunity=call.opportunity):
        if known.name.casefold() in said:
            return known
    return Alternative.objects.create(opportunity=call.opportunity, name=(words or proposal.quote)[:160], noted_at=now)


def _light(proposal: Proposal, *, by: User, now: datetime) -> str:
    call = proposal.recording.call
    said = proposal.recording.conversation["turns"][proposal.turn]
    notice_light(
        call.company,
        proposal.quote,
        sort=proposal.sort,
        opportunity=call.opportunity,
        call=call,
        proposal=proposal,
        person=proposal.voice.person,
        seconds=said.get("start"),
        by=by,
        now=now,
    )
    return "a yellow light"


def _promise(proposal: Proposal, words: str, *, by: User, now: datetime) -> str:
    call, parties, owed_by_us = proposal.recording.call, parties_of(proposal), is_owed_by_us(proposal)
    side = Promise.Side.OURS if owed_by_us else Promise.Side.THEIRS
    if _is_noted(proposal, side):
        return "a promise that is noted already"
    make_promise(
        call.company,
        words or proposal.quote,
        side=side,
        ours=parties.ours,
        theirs=parties.theirs,
        due_on=proposal.due,
        opportunity=call.opportunity,
        call=call,
        quote=proposal.quote,
        place=Place(proposal.recording, proposal.turn, proposal.start, proposal.end),
        state=PROMISES[proposal.kind],
        by=by,
        now=now,
    )
    return "a promise" if proposal.kind == "promise" else "a request"


def _is_noted(proposal: Proposal, side: str) -> bool:
    """The same words may be heard as a request and as a call to action: they are one promise."""
    there = Promise.objects.filter(recording=proposal.recording, turn=proposal.turn, side=side)
    return there.filter(start__lt=proposal.end, end__gt=proposal.start).exists()


def take_back(proposal: Proposal, verdict: Verdict, *, by: User, now: datetime) -> None:
    """Only what nobody touched since: a promise with no further step, a light nobody answered, an unshown belief."""
    if proposal.kind in PROMISES:
        _take_back_promise(proposal, verdict)
    elif proposal.kind == "yellow_light":
        _take_back_light(proposal)
    elif proposal.kind not in ANSWERS:
        _take_back_belief(proposal, verdict, by=by, now=now)


def _take_back_promise(proposal: Proposal, verdict: Verdict) -> None:
    place = {"turn": proposal.turn, "start": proposal.start, "end": proposal.end}
    promises = Promise.objects.filter(recording=proposal.recording, made_at=verdict.decided_at, **place)
    for promise in promises:
        if PromiseEvent.objects.filter(promise=promise).count() > 1:
            raise CannotTakeBack("This promise has moved on. Change it where it stands, under promises.")
        search.forget(promise)
        promise.delete()


def _take_back_light(proposal: Proposal) -> None:
    for light in YellowLight.objects.filter(proposal=proposal):
        if LightChange.objects.filter(light=light).exists():
            raise CannotTakeBack("Somebody has already asked about this light. Change it where it stands.")
        light.delete()


def _take_back_belief(proposal: Proposal, verdict: Verdict, *, by: User, now: datetime) -> None:
    quoted = Quote.objects.filter(proposal=proposal).values("belief")
    beliefs = Belief.objects.filter(pk__in=quoted, given_up_at__isnull=True)
    if proposal.side != "customer":
        beliefs = Belief.objects.filter(
            company_id=proposal.recording.call.company_id,
            believed_at=verdict.decided_at,
            believed_by=verdict.by,
            words=verdict.words or proposal.quote.strip(),
            given_up_at__isnull=True,
        )
    for belief in beliefs:
        if belief.line_id:
            raise CannotTakeBack("The customer has this line in their room. Take it out there first.")
        made_now, alternative = belief.believed_at, belief.alternative
        give_up(belief, why="Taken back in the debrief.", by=by, now=now)
        if alternative and alternative.noted_at == made_now and not _others_name(alternative, belief):
            alternative.delete()


def _others_name(alternative: Alternative, belief: Belief) -> bool:
    return Belief.objects.filter(alternative=alternative).exclude(pk=belief.pk).exists()
