"""A promise as the desk shows it: when it falls due, who may say what, how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from joinery.promises.life import ENDED, NOT_KEPT, State, Who, is_late, steps_open_to
from joinery.promises.models import Promise
from joinery.web.desk.saying import late_by, local_day, near_day

BUTTONS = {
    (Who.GIVER, State.REQUESTED, State.PROMISED): "We promise it",
    (Who.GIVER, State.REQUESTED, State.DECLINED): "We cannot do it",
    (Who.GIVER, State.PROMISED, State.REPORTED): "It is done",
    (Who.GIVER, State.PROMISED, State.REVOKED): "We cannot keep it",
    (Who.RECEIVER, State.REQUESTED, State.WITHDRAWN): "No longer needed",
    (Who.RECEIVER, State.PROMISED, State.ACCEPTED): "It arrived",
    (Who.RECEIVER, State.PROMISED, State.WITHDRAWN): "No longer needed",
    (Who.RECEIVER, State.REPORTED, State.ACCEPTED): "Yes, it is kept",
    (Who.RECEIVER, State.REPORTED, State.PROMISED): "Not yet",
    (Who.RECEIVER, State.REPORTED, State.WITHDRAWN): "No longer needed",
}
ENDS = {
    State.ACCEPTED: "{by} said it is kept, {day}",
    State.DECLINED: "{by} said no, {day}",
    State.WITHDRAWN: "No longer needed, said {by}, {day}",
    State.REVOKED: "{by} cannot keep it, {day}",
    State.BROKEN: "{by} said it was not kept, {day}",
}


@dataclass(frozen=True)
class PromiseCard:
    promise: Promise
    due: str
    due_class: str
    who: str
    state: str  # a sentence where the state needs one
    is_kept: bool
    is_ended: bool
    first: tuple[str, str] | None  # state, words on the button
    others: list[tuple[str, str]]
    can_move: bool  # another day may be agreed

    @property
    def is_said(self) -> bool:
        """What is promised is word for word what was said: shown once."""
        return bool(self.promise.quote) and _plain(self.promise.quote) == _plain(self.promise.what)

    @classmethod
    def of(cls, promise: Promise, today: date) -> PromiseCard:
        state = State(promise.state)
        who = Who.GIVER if promise.side == Promise.Side.OURS else Who.RECEIVER
        steps = [
            (str(after), BUTTONS[who, state, after])
            for after in steps_open_to(state, who)
            if (who, state, after) in BUTTONS
        ]
        steps.sort(key=lambda step: step[0] != State.ACCEPTED)
        due, due_class = _due(promise, state, today)
        return cls(
            promise=promise,
            due=due,
            due_class=due_class,
            who=_other_side(promise),
            state=_sentence(promise, state, who, today),
            is_kept=state == State.ACCEPTED,
            is_ended=state in ENDED,
            first=steps[0] if steps else None,
            others=steps[1:],
            can_move=state in {State.PROMISED, State.REQUESTED},
        )


def _plain(words: str) -> str:
    return words.strip().rstrip(".!,;").casefold()


def _due(promise: Promise, state: State, today: date) -> tuple[str, str]:
    if state in ENDED:
        return "", ""
    if promise.due_on is None:
        return "No day agreed", ""
    if is_late(state, promise.due_on, today):
        return late_by(promise.due_on, today), "promise__due--late"
    return near_day(promise.due_on, today), "promise__due--today" if promise.due_on == today else ""


def _other_side(promise: Promise) -> str:
    person = promise.receiver_person if promise.side == Promise.Side.OURS else promise.giver_person
    return person.name if person else ""


def _sentence(promise: Promise, state: State, who: Who, today: date) -> str:
    by = getattr(promise, "last_by", "") or "Somebody"
    at = getattr(promise, "last_at", None)
    if state in ENDS:
        return ENDS[state].format(by=by, day=near_day(local_day(at), today) if at else "")
    if state == State.REPORTED:
        person = _other_side(promise) or "their side"
        return f"We say it is done. Waiting for {person} to say so." if who == Who.GIVER else f"{by} says it is done."
    if state == State.REQUESTED:
        ours = who == Who.GIVER
        return "They asked for it. We have not said yes." if ours else "We asked for it. They have not said yes."
    return ""


@dataclass(frozen=True)
class BothWays:
    """Always two columns: ours and theirs."""

    ours: list[PromiseCard]
    theirs: list[PromiseCard]
    ours_kept: str
    theirs_kept: str
    ours_more: int = 0  # left away where a page shows only the first few
    theirs_more: int = 0

    def first(self, number: int) -> BothWays:
        """What is late or soon due stands first, so the first few are those that press."""
        ours, theirs = self.ours[:number], self.theirs[:number]
        ours_more, theirs_more = len(self.ours) - len(ours), len(self.theirs) - len(theirs)
        return replace(self, ours=ours, theirs=theirs, ours_more=ours_more, theirs_more=theirs_more)

    @property
    def is_empty(self) -> bool:
        return not (self.ours or self.theirs)

    @classmethod
    def of(cls, promises: Iterable[Promise], today: date) -> BothWays:
        cards = [PromiseCard.of(promise, today) for promise in promises]
        cards.sort(key=lambda card: (card.is_ended, card.promise.due_on or date.max))
        ours = [card for card in cards if card.promise.side == Promise.Side.OURS]
        theirs = [card for card in cards if card.promise.side == Promise.Side.THEIRS]
        return cls(ours, theirs, _kept(ours), _kept(theirs))


def _kept(cards: list[PromiseCard]) -> str:
    """Of those that ended one way or the other, how many were kept; nothing while none has."""
    ended = [card for card in cards if card.promise.state in {State.ACCEPTED, *NOT_KEPT}]
    return f"{sum(card.is_kept for card in ended)} of {len(ended)} kept so far" if ended else ""
