"""Promises in letters: which of them wait for a guest, what happened to them, and what a reply to one does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from joinery.lib.plain_text import one_line, shorten
from joinery.lib.tongues import day_words
from joinery.method.replies import Means
from joinery.promises.actions import CannotStep, step_promise
from joinery.promises.life import State, is_late
from joinery.promises.models import Promise, PromiseEvent
from joinery.promises.queries import shown_promises, shown_recoveries
from joinery.promises.recovery_life import Stage
from joinery.rooms.letter_queries import open_guest_people
from joinery.rooms.models import Guest
from joinery.rooms.replies import CannotReply, Question
from joinery.rooms.waiting import Moment, News, Waiting

SOON = timedelta(days=2)
OWED = frozenset({State.PROMISED, State.REQUESTED})
RECOVERING = {
    Stage.PLANNED: lazy("{name} wrote how we put it right, and asks whether you agree: {what}"),
    Stage.FIXED: lazy("{name} says it is put right: {what}"),
}
NEWS = {
    "reported": lazy("{name} says it is done: {what}"),
    "accepted": lazy("{name} says it is kept: {what}"),
    "revoked": lazy("{name} cannot keep: {what}"),
    "broken": lazy("{name} says that we did not keep: {what}"),
    "declined": lazy("{name} said no to: {what}"),
}


def _find(guest: Guest, beginning: str) -> Promise | None:
    return shown_promises(guest.room.company).filter(public_id__startswith=beginning).first()


def _accept(promise: Promise, guest: Guest, words: str, *, now: datetime) -> str:
    _step(promise, State.ACCEPTED, guest, "", now)
    return "said it is kept"


def _not_yet(promise: Promise, guest: Guest, words: str, *, now: datetime) -> str:
    _step(promise, State.PROMISED, guest, words, now)
    return "said not yet"


def _step(promise: Promise, state: State, guest: Guest, words: str, now: datetime) -> None:
    """Only what the letter asked: whether what we say is done, is done."""
    if promise.side != Promise.Side.OURS or promise.state != State.REPORTED:
        raise CannotReply("This promise has moved on meanwhile.")
    try:
        step_promise(promise, state, by=guest.person, actor=guest, words=words[:2000], now=now)
    except CannotStep as reason:
        raise CannotReply(str(reason)) from reason


PROMISE = Question(
    "promise",
    "p",
    _find,
    lambda promise: promise.what,
    {Means.YES: _accept, Means.NOT_QUITE: _not_yet},
    lambda promise: promise.giver_user or promise.receiver_user,
)


def promises_waiting(guest: Guest, moment: Moment) -> Iterator[Waiting]:
    """Ours that somebody of us says is done, and theirs whose day is near or over."""
    people = open_guest_people(guest.room)
    for promise in shown_promises(guest.room.company):
        is_ours = promise.side == Promise.Side.OURS
        person_id = promise.receiver_person_id if is_ours else promise.giver_person_id
        if person_id != guest.person_id and person_id in people:
            continue
        about, what = f"promise:{promise.public_id}", shorten(one_line(promise.what), 160)
        if is_ours and promise.state == State.REPORTED:
            giver = one_line(promise.giver_user.name) if promise.giver_user else _("Somebody of us")
            says = _("{name} says this is done: {what}. Is it?").format(name=giver, what=what)
            asks = ("promise", promise.public_id)
            state = f"reported {promise.version}"
            yield Waiting(about, state, says, asks, _("it is done: {what}").format(what=what), rank=2)
        elif not is_ours and promise.state in OWED and promise.due_on and promise.due_on <= moment.today + SOON:
            late = is_late(State(promise.state), promise.due_on, moment.today)
            by = (
                _("You promised this by {day}, which is over: {what}")
                if late
                else _("You promised this by {day}: {what}")
            )
            says = by.format(day=day_words(promise.due_on), what=what)
            yield Waiting(about, f"{promise.state} {promise.due_on}", says, rank=4)


def recoveries_waiting(guest: Guest, moment: Moment) -> Iterator[Waiting]:
    """A plan or a repair of ours waits for the word of the one whom the promise was given to."""
    people = open_guest_people(guest.room)
    waits = shown_recoveries(guest.room.company).filter(stage__in=RECOVERING).select_related("promise", "owner")
    for recovery in waits:
        promise, owner = recovery.promise, one_line(recovery.owner.name)
        if promise.receiver_person_id != guest.person_id and promise.receiver_person_id in people:
            continue
        what = shorten(one_line(promise.what), 160)
        says = str(RECOVERING[Stage(recovery.stage)]).format(name=owner, what=what)
        yield Waiting(f"recovery:{recovery.public_id}", f"{recovery.stage} {recovery.version}", says, rank=1)


def promises_news(guest: Guest, since: datetime) -> Iterator[News]:
    """What one of ours or of theirs said about a promise; that it was made is no news to who was there."""
    shown = shown_promises(guest.room.company)
    events = PromiseEvent.objects.filter(promise__in=shown, at__gt=since, state__in=NEWS).select_related("promise")
    for event in events.exclude(person=guest.person):
        name, what = one_line(event.by_name), shorten(one_line(event.promise.what), 160)
        yield News(event.at, str(NEWS[event.state]).format(name=name, what=what))
