"""The value case: written by us from their own figures, put before them by an act of its own, answered line by line."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from joinery.customers.models import Person
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, Room, ValueAnswer, ValueCase, ValueLine

MOST_LINES = 20
WORDS, FIGURE, QUOTE, ANSWER = 200, 60, 1000, 300


class CannotWriteCase(Exception):
    """What a line of a value case lacks, or why it cannot be changed now."""


class CannotSay(Exception):
    """The line is no longer there, or "not quite" came without words."""


@transaction.atomic
def add_value_line(
    room: Room,
    side: str,
    words: str,
    figure: str,
    quote: str,
    *,
    by: User,
    now: datetime,
    person: Person | None = None,
    said_on: date | None = None,
) -> ValueLine:
    """A figure without the words that it comes from is ours, not theirs, and is refused."""
    words, figure, quote = (" ".join(each.split()) for each in (words, figure, quote))
    _refuse_bad_line(side, words, figure, quote)
    if person and person.company_id != room.company_id:
        raise CannotWriteCase("Those are somebody else's words.")
    case = _ours_to_change(room, now)
    if case.lines.count() >= MOST_LINES:
        raise CannotWriteCase(f"{MOST_LINES} lines are more than anybody reads. Take one out first.")
    line = ValueLine.objects.create(
        case=case, side=side, words=words, figure=figure, quote=quote, person=person, said_on=said_on, added_at=now
    )
    note_deed("add_value_line", line, by=by, now=now, company_id=room.company_id, says=f"noted: {words}, {figure}")
    return line


@transaction.atomic
def add_line_from_room(heard: HeardLine, side: str, words: str, figure: str, *, by: User, now: datetime) -> ValueLine:
    """They said so in the room: their newest words there are the source."""
    newest = heard.answers.last()
    corrected = newest if newest and newest.words else None
    return add_value_line(
        heard.room,
        side,
        words,
        figure,
        corrected.words if corrected else heard.words,
        by=by,
        now=now,
        person=corrected.guest.person if corrected else heard.person,
        said_on=corrected.answered_at.date() if corrected else heard.said_on,
    )


@transaction.atomic
def drop_value_line(line: ValueLine, *, by: User, now: datetime) -> None:
    _ours_to_change(line.case.room, now)
    says = f"took out of the value case: {line.words}"
    note_deed("drop_value_line", line, by=by, now=now, company_id=line.case.room.company_id, says=says)
    line.delete()


@transaction.atomic
def publish_case(case: ValueCase, *, by: User, now: datetime) -> None:
    case = ValueCase.objects.select_for_update().get(pk=case.pk)
    if case.published_at:
        return
    if case.room.closed_at:
        raise CannotWriteCase("The room is closed.")
    if not case.lines.exists():
        raise CannotWriteCase("There is nothing to put before them yet.")
    case.published_at, case.published_by = now, by
    case.save()
    says = "put the value case before them"
    note_deed("publish_case", case, by=by, now=now, company_id=case.room.company_id, says=says)


@transaction.atomic
def take_case_back(case: ValueCase, *, by: User, now: datetime) -> None:
    """Gone from the room at once; what they said to it stays with its lines."""
    if not ValueCase.objects.filter(pk=case.pk, published_at__isnull=False).update(
        published_at=None, published_by=None
    ):
        return
    says = "took the value case back"
    note_deed("take_case_back", case, by=by, now=now, company_id=case.room.company_id, says=says)


@transaction.atomic
def answer_value_line(line: ValueLine, guest: Guest, answer: str, words: str = "", *, now: datetime) -> ValueAnswer:
    """Every answer is kept, the newest counts. The same answer twice in a row is one answer."""
    words = " ".join(words.split())
    if answer not in HeardAnswer.Answer.values:
        raise CannotSay("Say yes, or not quite.")
    if answer == HeardAnswer.Answer.NOT_QUITE and not words:
        raise CannotSay("Please say what it is in your figures.")
    if len(words) > ANSWER:
        raise CannotSay(f"Please say it in {ANSWER} letters.")
    line = ValueLine.objects.select_for_update().select_related("case").get(pk=line.pk)
    if line.case.room_id != guest.room_id or not line.case.published_at:
        raise CannotSay("This line is no longer here.")
    newest = line.answers.last()
    if newest and (newest.guest_id, newest.answer, newest.words) == (guest.pk, answer, words):
        return newest
    given = ValueAnswer.objects.create(line=line, guest=guest, answer=answer, words=words, answered_at=now)
    is_yes = answer == HeardAnswer.Answer.YES
    says = f"said yes to {line.words}: {line.figure}" if is_yes else f"said not quite to {line.words}: “{words}”"
    note_deed("answer_value_line", given, by=guest, now=now, company_id=guest.room.company_id, says=says)
    return given


def _ours_to_change(room: Room, now: datetime) -> ValueCase:
    case, _ = ValueCase.objects.select_for_update().get_or_create(room=room, defaults={"made_at": now})
    if case.published_at:
        raise CannotWriteCase("They are reading it. Take it back first, then change it.")
    return case


def _refuse_bad_line(side: str, words: str, figure: str, quote: str) -> None:
    if side not in ValueLine.Side.values:
        raise CannotWriteCase("Say whether it costs them this today, or brings them this.")
    lacks = [
        name for name, said in (("what it is", words), ("their figure", figure), ("their words", quote)) if not said
    ]
    if lacks:
        raise CannotWriteCase(f"Write {' and '.join(lacks)}.")
    for name, said, most in (
        ("what it is", words, WORDS),
        ("the figure", figure, FIGURE),
        ("their words", quote, QUOTE),
    ):
        if len(said) > most:
            raise CannotWriteCase(f"Please keep {name} to {most} letters.")
