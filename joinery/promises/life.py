"""The life of a promise: which state may follow which, and whose step it is. A conversation for action, after
Winograd and Flores: only the receiver says that a promise is kept; silence is never a yes."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class State(StrEnum):
    REQUESTED = "requested"  # asked for; the giver has not said yes
    PROMISED = "promised"
    REPORTED = "reported"  # the giver says it is done
    ACCEPTED = "accepted"  # the receiver says it is kept
    DECLINED = "declined"  # the giver said no to a request
    WITHDRAWN = "withdrawn"  # the receiver no longer needs it
    REVOKED = "revoked"  # the giver says that it will not be kept
    BROKEN = "broken"  # the receiver says that it was not kept; only of what we promised


class Who(StrEnum):
    GIVER = "giver"
    RECEIVER = "receiver"


ENDED = frozenset({State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.REVOKED, State.BROKEN})
NOT_KEPT = frozenset({State.REVOKED, State.BROKEN})  # of ours: something is to be put right

# (from, to): who may take the step
STEPS: dict[tuple[State, State], Who] = {
    (State.REQUESTED, State.PROMISED): Who.GIVER,
    (State.REQUESTED, State.DECLINED): Who.GIVER,
    (State.REQUESTED, State.WITHDRAWN): Who.RECEIVER,
    (State.PROMISED, State.REPORTED): Who.GIVER,
    (State.PROMISED, State.ACCEPTED): Who.RECEIVER,
    (State.PROMISED, State.WITHDRAWN): Who.RECEIVER,
    (State.PROMISED, State.REVOKED): Who.GIVER,
    (State.PROMISED, State.BROKEN): Who.RECEIVER,
    (State.REPORTED, State.BROKEN): Who.RECEIVER,
    (State.REPORTED, State.ACCEPTED): Who.RECEIVER,
    (State.REPORTED, State.PROMISED): Who.RECEIVER,  # "not yet": the receiver did not accept it
    (State.REPORTED, State.WITHDRAWN): Who.RECEIVER,
}


def may_step(before: State, after: State, who: Who) -> bool:
    return STEPS.get((before, after)) == who


def steps_open_to(state: State, who: Who) -> list[State]:
    return [after for (before, after), whose in STEPS.items() if before == state and whose == who]


def is_late(state: State, due_on: date | None, today: date) -> bool:
    """Late while it is owed and its day has passed; a promise reported done waits for its receiver and is not late."""
    return state in {State.REQUESTED, State.PROMISED} and due_on is not None and due_on < today
