"""One letter a day at most, with all that waits for a guest: at their hour, on working days, never in the night, never
about the same unchanged thing more than twice. What is done is not in it, for it is read off the room as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as lazy

from joinery.gateways.letters import write_letter
from joinery.gateways.models import Letter
from joinery.lib.tongues import read_in
from joinery.rooms.letter_queries import last_digest_at
from joinery.rooms.letters import firm_name, one_line, room_address
from joinery.rooms.models import Guest, LetterWish, Reminded
from joinery.rooms.replies import question_named
from joinery.rooms.reply_address import reply_address
from joinery.rooms.waiting import Moment, News, Waiting, news_for, waiting_for
from joinery.rooms.wishes import EVENING, stop_address, wish_of, zone_of

TWICE = 2
BETWEEN = timedelta(hours=20)  # between two letters, also when somebody changes their zone or a clock is put right
FIRST_LOOK_BACK = timedelta(days=3)
MOST_WAITING, MOST_NEWS = 12, 7
WORKING_DAYS = range(5)

TEXT = lazy(
    """Dear {guest},

{body}
Everything is in the room of {company} and {firm}:

{address}

{reply}{firm}

You get this letter {often}, and only when there is something. How often, at what hour, or not at all: {wishes}
"""
)
OFTEN = {"daily": lazy("at most once a working day"), "weekly": lazy("at most once a week")}


@transaction.atomic
def write_digest(guest: Guest, *, now: datetime) -> Letter | None:
    """Their letter of today, if it is time for it and there is something to say. Run as often as you like."""
    wish = wish_of(guest)
    moment = Moment(now, zone_of(guest, wish))
    if not is_time(wish, moment):
        return None
    guest = Guest.objects.select_for_update(of=("self",)).select_related("person", "room__company").get(pk=guest.pk)
    last = last_digest_at(guest)
    if last and abs(now - last) < BETWEEN:
        return None
    key = f"digest:{guest.public_id}:{moment.today}"
    if Letter.objects.filter(key=key).exists():
        return None
    with read_in(guest.person.language):
        return _write_what_there_is(guest, key, wish, moment, last)


def _write_what_there_is(
    guest: Guest, key: str, wish: LetterWish, moment: Moment, last: datetime | None
) -> Letter | None:
    now = moment.now
    waiting = _still_to_tell(guest, waiting_for(guest, moment))[:MOST_WAITING]
    since = min(last or now - FIRST_LOOK_BACK, now)
    news = news_for(guest, max(since, guest.invited_at))[-MOST_NEWS:]
    if not waiting and not news:
        return None
    _note_told(guest, waiting, now)
    return _write(guest, key, wish, waiting, news, now)


def is_time(wish: LetterWish, moment: Moment) -> bool:
    """By the clock on their wall. From their hour until the evening, so that a worker that slept can still write."""
    there = moment.now.astimezone(moment.zone)
    if wish.often == LetterWish.Often.OFF or there.weekday() not in WORKING_DAYS:
        return False
    if wish.often == LetterWish.Often.WEEKLY and there.weekday() != wish.weekday:
        return False
    return wish.hour <= there.hour < EVENING


def _still_to_tell(guest: Guest, waiting: list[Waiting]) -> list[Waiting]:
    told = {each.about: each for each in Reminded.objects.filter(guest=guest)}
    return [
        each
        for each in waiting
        if each.about not in told or told[each.about].mark != each.mark or told[each.about].times < TWICE
    ]


def _note_told(guest: Guest, waiting: Iterable[Waiting], now: datetime) -> None:
    for each in waiting:
        row, _ = Reminded.objects.get_or_create(
            guest=guest, about=each.about, defaults={"mark": each.mark, "last_at": now}
        )
        row.times = row.times + 1 if row.mark == each.mark else 1
        row.mark, row.last_at = each.mark, now
        row.save()


def _write(guest: Guest, key: str, wish: LetterWish, waiting: list[Waiting], news: list[News], now: datetime) -> Letter:
    asked = next((each for each in waiting if each.asks), None)
    question = question_named(asked.asks[0]) if asked and asked.asks else None
    mark, subject_id = (question.mark, asked.asks[1]) if question and asked and asked.asks else ("n", "")
    answer_to = reply_address(guest, mark, subject_id)
    room = room_address(guest.room)
    text = TEXT.format(
        guest=one_line(guest.name),
        body=_body(waiting, news),
        company=one_line(guest.room.company.name),
        firm=one_line(firm_name()),
        address=room,
        reply=_how_to_reply(answer_to, asked if question else None),
        often=OFTEN[wish.often],
        wishes=f"{room}letters/",
    )
    return write_letter(
        key=key,
        kind="digest",
        to_address=guest.mailbox,
        to_name=one_line(guest.name),
        subject=_subject(waiting),
        text=text,
        now=now,
        reply_to=answer_to,
        unsubscribe=stop_address(guest),
    )


def _subject(waiting: list[Waiting]) -> str:
    firm = one_line(firm_name())
    if not waiting:
        return gettext("What is new in the room with {firm}").format(firm=firm)
    says = ngettext(
        "One thing waits for you in the room with {firm}",
        "{count} things wait for you in the room with {firm}",
        len(waiting),
    )
    return says.format(count=len(waiting), firm=firm)


def _body(waiting: list[Waiting], news: list[News]) -> str:
    lines = []
    if waiting:
        lines += [gettext("What waits for you:"), "", *(f"- {each.says}" for each in waiting), ""]
    if news:
        lines += [gettext("What happened:"), "", *(f"- {each.says}" for each in news), ""]
    return "\n".join(lines)


def _how_to_reply(answer_to: str, asked: Waiting | None) -> str:
    if not answer_to:
        return ""
    if asked is None:
        return gettext("What you reply to this letter stands in the room, for both sides to read.") + "\n\n"
    says = gettext(
        "Or reply to this letter. “Yes” as its first word says {question}. “Not quite”, and your words, puts it "
        "right. Anything else stands in the room as you write it, for both sides to read."
    )
    return says.format(question=asked.question) + "\n\n"
