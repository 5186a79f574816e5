"""What a letter can ask, and what a plain answer to it does. A kind that is not registered here cannot be answered by
mail; a sign-off never is one: it asks for a proof of its own, in the room.

A room further up adds its own kind when it starts (`apps.py`, ready): register(Question("step", "s", find_step,
{Means.YES: confirm_step, Means.STUCK: get_stuck})). `find` looks only in the guest's own room, among what they may see.
An answer does its deed through an action and says it in words; it refuses with CannotReply, and then nothing is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from joinery.firm.models import User
from joinery.method.replies import Means
from joinery.rooms.actions import CannotAnswer, answer_line
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, RoomMessage
from joinery.rooms.queries import lines_for, messages_in


class CannotReply(Exception):
    """This answer cannot be given by mail, or not any more; the words are kept."""


class Answer(Protocol):
    def __call__(self, subject: Any, guest: Guest, words: str, /, *, now: datetime) -> str: ...


@dataclass(frozen=True)
class Question:
    name: str
    mark: str  # its letter in an address
    find: Callable[[Guest, str], Any | None]  # by the beginning of its public id
    says: Callable[[Any], str]  # the subject in a few words
    answers: Mapping[Means, Answer]
    to: Callable[[Any], User | None] = lambda subject: None  # whose it is on our side: words about it go to them


_NEVER_BY_MAIL = {"sign_off", "signature", "signing"}
_questions: dict[str, Question] = {}


def register(question: Question) -> None:
    """Again under the same name replaces it."""
    if question.name in _NEVER_BY_MAIL:
        raise ValueError("Nobody signs by mail.")
    taken = next((known.name for known in _questions.values() if known.mark == question.mark), question.name)
    if len(question.mark) != 1 or question.mark == "n" or taken != question.name:
        raise ValueError(f"The mark {question.mark!r} is taken, or is not one letter.")
    _questions[question.name] = question


def question_marked(mark: str) -> Question | None:
    return next((question for question in _questions.values() if question.mark == mark), None)


def question_named(name: str) -> Question | None:
    return _questions.get(name)


def _find_line(guest: Guest, beginning: str) -> HeardLine | None:
    return lines_for(guest).filter(public_id__startswith=beginning).first()


def _say_yes(line: HeardLine, guest: Guest, words: str, *, now: datetime) -> str:
    return _answer(line, guest, HeardAnswer.Answer.YES, "", now)


def _put_right(line: HeardLine, guest: Guest, words: str, *, now: datetime) -> str:
    return _answer(line, guest, HeardAnswer.Answer.NOT_QUITE, words, now)


def _answer(line: HeardLine, guest: Guest, answer: str, words: str, now: datetime) -> str:
    try:
        given = answer_line(line, guest, answer, words[:4000], now=now)
    except CannotAnswer as reason:
        raise CannotReply(str(reason)) from reason
    return "said yes" if given.answer == HeardAnswer.Answer.YES else "put it right"


def _find_message(guest: Guest, beginning: str) -> RoomMessage | None:
    return messages_in(guest.room).filter(to_guest=guest, public_id__startswith=beginning).first()


LINE = Question(
    "line",
    "l",
    _find_line,
    lambda line: line.words,
    {Means.YES: _say_yes, Means.NOT_QUITE: _put_right},
    lambda line: line.published_by,
)
MESSAGE = Question("message", "m", _find_message, lambda message: message.words, {}, lambda message: message.by_user)
register(LINE)
register(MESSAGE)
