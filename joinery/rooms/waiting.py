"""What waits for a guest and what happened lately: where a digest finds what to say. A room further up adds its own
source when it starts: add_source(steps_waiting, steps_news). A source gives only what the guest sees in the room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from joinery.lib.plain_text import one_line, shorten
from joinery.lib.tongues import hour_words, weekday_words
from joinery.rooms.letter_queries import open_guest_people
from joinery.rooms.models import Guest, HeardAnswer, HeardLine
from joinery.rooms.queries import lines_for, meetings_for, messages_in

SOON = timedelta(days=2)


@dataclass(frozen=True)
class Waiting:
    """`about` names the thing, `state` how it stands: told twice while it stands so. `asks` is what a reply answers:
    the name of a question (rooms/replies.py) and a public id."""

    about: str
    state: str
    says: str
    asks: tuple[str, str] | None = None
    question: str = ""
    rank: int = 5  # the most urgent first

    @property
    def mark(self) -> str:
        return sha256(self.state.encode()).hexdigest()


@dataclass(frozen=True)
class News:
    at: datetime
    says: str


@dataclass(frozen=True)
class Moment:
    """When a digest is written, and where its reader is."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self):  # type: ignore[no-untyped-def]
        return self.now.astimezone(self.zone).date()


WaitingSource = Callable[[Guest, Moment], Iterable[Waiting]]
NewsSource = Callable[[Guest, datetime], Iterable[News]]
_waiting: list[WaitingSource] = []
_news: list[NewsSource] = []


def add_source(waiting: WaitingSource | None = None, news: NewsSource | None = None) -> None:
    """The same source once, however often its room starts."""
    if waiting and waiting not in _waiting:
        _waiting.append(waiting)
    if news and news not in _news:
        _news.append(news)


def waiting_for(guest: Guest, moment: Moment) -> list[Waiting]:
    found = [each for source in _waiting for each in source(guest, moment)]
    return sorted(found, key=lambda each: (each.rank, each.about))


def news_for(guest: Guest, since: datetime) -> list[News]:
    """What others did, the newest last."""
    return sorted((each for source in _news for each in source(guest, since)), key=lambda each: each.at)


def _short(words: str) -> str:
    return shorten(one_line(words), 160)


def _lines_waiting(guest: Guest, moment: Moment) -> Iterator[Waiting]:
    """Lines nobody answered; whose words they are is asked, and everybody if that person is no guest."""
    people = open_guest_people(guest.room)
    for line in lines_for(guest):
        is_another = line.person_id in people and line.person_id != guest.person_id
        if is_another or line.answers.all():
            continue
        says = _("Did we hear this right? “{words}”").format(words=_short(line.words))
        yield Waiting(f"line:{line.public_id}", line.words, says, ("line", line.public_id), _question_of(line), rank=3)


def _question_of(line: HeardLine) -> str:
    return _("that we heard this right: “{words}”").format(words=_short(line.words))


def _meetings_soon(guest: Guest, moment: Moment) -> Iterator[Waiting]:
    for call in meetings_for(guest, moment.now).filter(starts_at__lt=moment.now + SOON):
        begins = call.starts_at.astimezone(moment.zone)
        when = f"{weekday_words(begins)}, {hour_words(begins)} ({moment.zone.key})"
        state = call.starts_at.isoformat()
        yield Waiting(
            f"meeting:{call.public_id}",
            state,
            _("We meet on {when}: {title}").format(when=when, title=_short(call.title)),
            rank=1,
        )


def _lines_news(guest: Guest, since: datetime) -> Iterator[News]:
    for line in lines_for(guest):
        for answer in line.answers.all():
            if answer.guest_id == guest.pk or answer.answered_at <= since:
                continue
            is_yes = answer.answer == HeardAnswer.Answer.YES
            name = one_line(answer.guest.name)
            if is_yes:
                says = _("{name} said yes to “{words}”").format(name=name, words=_short(line.words))
            else:
                says = _("{name} put it right: “{words}”").format(name=name, words=_short(answer.words))
            yield News(answer.answered_at, says)


def _messages_news(guest: Guest, since: datetime) -> Iterator[News]:
    """What was written to this guest came as a letter of its own."""
    for message in messages_in(guest.room).filter(sent_at__gt=since):
        if guest.pk not in (message.by_guest_id, message.to_guest_id):
            by, to = one_line(message.by.name), one_line(message.to.name)
            yield News(
                message.sent_at, _("{by} wrote to {to}: “{words}”").format(by=by, to=to, words=_short(message.words))
            )


add_source(_lines_waiting, _lines_news)
add_source(_meetings_soon, _messages_news)
