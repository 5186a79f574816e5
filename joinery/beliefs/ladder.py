"""The evidence ladder: guess, reported, quoted, confirmed, stale. Derived from rows, never stored."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from joinery.beliefs.models import Belief
from joinery.method.belief_kinds import belief_kinds
from joinery.rooms.models import HeardAnswer


class Rung(StrEnum):
    GUESS = "guess"
    REPORTED = "reported"
    QUOTED = "quoted"
    CONFIRMED = "confirmed"
    STALE = "stale"


EVIDENCE = frozenset({Rung.QUOTED, Rung.CONFIRMED})


def newest_answer(belief: Belief) -> HeardAnswer | None:
    answers = list(belief.line.answers.all()) if belief.line else []
    return answers[-1] if answers else None


def rung_of(belief: Belief, now: datetime) -> Rung:
    """Confirmed: the customer said yes to the line, or put it right in their own words. Stale: evidence older than the
    shelf life of its kind. A machine's finding becomes evidence only through its quote."""
    answer = newest_answer(belief)
    if answer and (answer.answer == HeardAnswer.Answer.YES or answer.words):
        rung, since = Rung.CONFIRMED, answer.answered_at
    elif quotes := list(belief.quotes.all()):
        rung, since = Rung.QUOTED, max(quote.said_at for quote in quotes)
    elif belief.origin == Belief.Origin.REPORTED:
        rung, since = Rung.REPORTED, belief.believed_at
    else:
        return Rung.GUESS
    return Rung.STALE if now - since > timedelta(days=belief_kinds()[belief.kind].fresh_days) else rung


def words_now(belief: Belief) -> str:
    """Their correction if they put it right, else the words as believed."""
    answer = newest_answer(belief)
    corrected = answer and answer.answer == HeardAnswer.Answer.NOT_QUITE and answer.words
    return answer.words if answer and corrected else belief.words
