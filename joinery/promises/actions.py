"""What can be done to a promise: made, reported, accepted, re-dated, let go of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from joinery.calls.models import Call, Recording
from joinery.customers.models import Company, Person
from joinery.firm.history import Actor, note_deed
from joinery.firm.models import User
from joinery.opportunities.models import Opportunity
from joinery.promises.life import NOT_KEPT, STEPS, State, Who, may_step
from joinery.promises.models import Promise, PromiseEvent
from joinery.promises.recoveries import open_recovery
from joinery.search import actions as search


class CannotPromise(Exception):
    """A promise needs somebody who gives it and something that will be done."""


class CannotStep(Exception):
    """This step is not open to this side now; only the receiver closes a promise."""


@dataclass(frozen=True)
class Place:
    """Where the words stand in a recording."""

    recording: Recording
    turn: int
    start: int
    end: int


SAYS = {
    State.REPORTED: "says it is done",
    State.ACCEPTED: "says it is kept",
    State.PROMISED: "promised",
    State.DECLINED: "said no",
    State.WITHDRAWN: "no longer needs it",
    State.REVOKED: "cannot keep it",
    State.BROKEN: "says it was not kept",
}


@transaction.atomic
def make_promise(
    company: Company,
    what: str,
    *,
    side: str,
    by: User,
    now: datetime,
    ours: User | None = None,
    theirs: Person | None = None,
    due_on: date | None = None,
    opportunity: Opportunity | None = None,
    call: Call | None = None,
    quote: str = "",
    place: Place | None = None,
    done_when: str = "",
    state: State = State.PROMISED,
    is_shown: bool = True,
) -> Promise:
    """`side` "ours": `ours` gives it to `theirs`; "theirs": the other way round. Shown in the room unless not."""
    ours = ours or by
    if not what.strip():
        raise CannotPromise("Say what will be done.")
    giver_user, receiver_user = (ours, None) if side == Promise.Side.OURS else (None, ours)
    giver_person, receiver_person = (None, theirs) if side == Promise.Side.OURS else (theirs, None)
    promise = Promise.objects.create(
        company=company,
        opportunity=opportunity,
        call=call,
        side=side,
        what=_as_heading(what.strip()[:300]),
        done_when=done_when,
        giver_user=giver_user,
        giver_person=giver_person,
        receiver_user=receiver_user,
        receiver_person=receiver_person,
        due_on=due_on,
        state=state,
        quote=quote,
        recording=place.recording if place else None,
        turn=place.turn if place else None,
        start=place.start if place else None,
        end=place.end if place else None,
        shown_at=now if is_shown else None,
        made_at=now,
    )
    _add_event(promise, state, by=by, now=now, words=quote)
    note_deed("make_promise", promise, by=by, now=now, company_id=company.pk, says=f"noted the promise: {promise.what}")
    index_promise(promise, now)
    return promise


def index_promise(promise: Promise, now: datetime) -> None:
    body = " ".join(filter(None, [promise.quote, promise.done_when]))
    search.index("promise", promise, company_id=promise.company_id, title=promise.what, body=body, now=now)


def side_of(promise: Promise, by: User | Person) -> Who:
    """Our people stand on our side, whoever of them acts; theirs on theirs."""
    is_ours = isinstance(by, User)
    return Who.GIVER if is_ours == (promise.side == Promise.Side.OURS) else Who.RECEIVER


@transaction.atomic
def step_promise(
    promise: Promise, state: State, *, by: User | Person, now: datetime, words: str = "", actor: Actor | None = None
) -> Promise:
    """The next step of a promise's life, by one of ours (User) or one of theirs (Person)."""
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    before, who = State(promise.state), side_of(promise, by)
    if not may_step(before, state, who):
        if STEPS.get((before, state)):
            raise CannotStep("Only the other side can say that.")
        raise CannotStep("This promise has moved on meanwhile. Please look again.")
    if state == State.BROKEN and promise.side != Promise.Side.OURS:
        raise CannotStep("Ask them for another day, or what became of it.")
    promise.amend(promise.version, state=state)
    _add_event(promise, state, by=by, now=now, words=words)
    note_deed(
        f"promise_{state}",
        promise,
        by=actor or by,
        now=now,
        company_id=promise.company_id,
        says=f"{SAYS[state]}: {promise.what}",
        changes={"state": [before, state]},
    )
    if state in NOT_KEPT and promise.side == Promise.Side.OURS:
        open_recovery(promise, by=by, now=now, words=words, actor=actor or by)
    return promise


@transaction.atomic
def agree_new_day(
    promise: Promise, due_on: date, *, by: User | Person, now: datetime, words: str = "", actor: Actor | None = None
) -> Promise:
    """Another day, agreed before or after the first; every earlier day stays in its events."""
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    if promise.state not in {State.PROMISED, State.REQUESTED}:
        raise CannotStep("This promise is no longer open.")
    changes = promise.amend(promise.version, due_on=due_on)
    _add_event(promise, State(promise.state), by=by, now=now, words=words)
    note_deed(
        "agree_new_day",
        promise,
        by=actor or by,
        now=now,
        company_id=promise.company_id,
        says=f"agreed a new day: {promise.what}",
        changes=changes,
    )
    return promise


def _as_heading(what: str) -> str:
    """Often cut from the middle of a sentence; it still stands at the head of a line."""
    return what[:1].upper() + what[1:]


def _add_event(promise: Promise, state: State, *, by: User | Person, now: datetime, words: str) -> PromiseEvent:
    return PromiseEvent.objects.create(
        promise=promise,
        state=state,
        words=words,
        due_on=promise.due_on,
        user=by if isinstance(by, User) else None,
        person=by if isinstance(by, Person) else None,
        by_name=by.name,
        at=now,
    )
