"""What there is to tell of a room: lines, answers, promises, files, letters, guests, meetings. More may be added."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from joinery.calls.models import AgendaItem, Call, Clip
from joinery.promises.models import Promise, PromiseEvent
from joinery.promises.queries import shown_steps
from joinery.rooms.case_queries import cases_shown_in, other_days_in, value_answers_in
from joinery.rooms.clips import clips_shown
from joinery.rooms.models import (
    FileVersion,
    Guest,
    HeardAnswer,
    HeardLine,
    OtherDay,
    RoomMessage,
    ValueAnswer,
    ValueCase,
)
from joinery.rooms.queries import (
    agenda_items_in,
    answers_in,
    guests_in,
    meetings_announced,
    messages_in,
    shown_lines,
    versions_for,
)
from joinery.web.room.happenings import Source, add_source
from joinery.web.ui.templatetags.joints import day

SHORT = 90
STEPS = {
    "requested": lazy("asked for {what}"),
    "promised": lazy("promised {what}"),
    "reported": lazy("says it is done: {what}"),
    "accepted": lazy("said it is done: {what}"),
    "declined": lazy("said no to {what}"),
    "withdrawn": lazy("no longer needs {what}"),
    "revoked": lazy("cannot keep {what}"),
    "broken": lazy("says that we did not keep: {what}"),
}


def short(words: str) -> str:
    return words if len(words) <= SHORT else words[: SHORT - 1].rsplit(" ", 1)[0] + "…"


def _line(line: HeardLine) -> tuple[str, str]:
    return line.published_by.name, _("wrote down: “{words}”").format(words=short(line.words))


def _answer(answer: HeardAnswer) -> tuple[str, str]:
    is_yes = answer.answer == HeardAnswer.Answer.YES
    said = (
        _("said yes to “{words}”").format(words=short(answer.line.words))
        if is_yes
        else _("put it right: “{words}”").format(words=short(answer.words))
    )
    return answer.guest.name, said


def _step(event: PromiseEvent) -> tuple[str, str]:
    what, before = short(event.promise.what), event.before or ""  # type: ignore[attr-defined]
    if event.state == "promised" and before == "reported":
        return event.by_name, _("said: not yet, {what}").format(what=what)
    if event.state == before:
        return event.by_name, _("agreed on another day for {what}").format(what=what)
    if event.state == "promised" and not before and event.user_id and event.promise.side == Promise.Side.THEIRS:
        return event.by_name, _("noted what you promised: {what}").format(what=what)
    return event.by_name, str(STEPS[event.state]).format(what=what)


def file_says(version: FileVersion) -> tuple[str, str]:
    return version.by.name, _("put a file here: {version}").format(version=version.name)


def _message(message: RoomMessage) -> tuple[str, str]:
    return message.by.name, _("wrote to {to}: {words}").format(
        to=message.to.name, words=short(" ".join(message.words.split()))
    )


def _guest(guest: Guest) -> tuple[str, str]:
    if guest.invited_by_guest:
        return guest.invited_by_guest.name, _("asked {guest} in").format(guest=guest.name)
    if guest.invited_by:
        return guest.invited_by.name, _("invited {guest}").format(guest=guest.name)
    return guest.name, _("came in")


def _meeting(call: Call) -> tuple[str, str]:
    return call.owner.name, _("asked you to meet: {title}").format(title=call.title)


def _agenda(item: AgendaItem) -> tuple[str, str]:
    return item.person.name if item.person else _("Somebody"), _("added to the agenda: {words}").format(
        words=short(item.words)
    )


def _asked_day(asked: OtherDay) -> tuple[str, str]:
    return asked.guest.name, _("asked for {day} as another day for {title}").format(
        day=day(asked.starts_at), title=asked.call.title
    )


def _decided_day(asked: OtherDay) -> tuple[str, str]:
    by = asked.decided_by.name if asked.decided_by else _("Somebody")
    return (
        by,
        (_("agreed to meet on {day}") if asked.was_taken else _("could not meet on {day}")).format(
            day=day(asked.starts_at)
        ),
    )


def _clip(clip: Clip) -> tuple[str, str]:
    by = clip.shared_by.name if clip.shared_by else _("Somebody")
    return by, _("put a piece of our talk here: {title}").format(title=clip.title)


def _value(case: ValueCase) -> tuple[str, str]:
    return case.published_by.name if case.published_by else _("Somebody"), _("put down what it is worth to you")


def _value_answer(answer: ValueAnswer) -> tuple[str, str]:
    is_yes = answer.answer == HeardAnswer.Answer.YES
    said = (
        _("said yes to: {figure}, {words}").format(figure=answer.line.figure, words=answer.line.words)
        if is_yes
        else _("put a figure right: “{words}”").format(words=short(answer.words))
    )
    return answer.guest.name, said


def _days(guest: Guest) -> QuerySet[OtherDay]:
    return other_days_in(guest.room)


add_source(Source("line", lambda guest: shown_lines(guest.room).prefetch_related(None), "published_at", _line))
add_source(Source("answer", lambda guest: answers_in(guest.room), "answered_at", _answer))
add_source(Source("promise", lambda guest: shown_steps(guest.room.company), "at", _step))
add_source(Source("file", versions_for, "shared_at", file_says))
add_source(Source("message", lambda guest: messages_in(guest.room), "sent_at", _message))
add_source(Source("guest", lambda guest: guests_in(guest.room).select_related("invited_by"), "invited_at", _guest))
add_source(Source("meeting", lambda guest: meetings_announced(guest.room), "agenda_sent_at", _meeting))
add_source(Source("agenda", lambda guest: agenda_items_in(guest.room), "added_at", _agenda))
add_source(Source("day", _days, "asked_at", _asked_day))
add_source(Source("day_answer", _days, "decided_at", _decided_day))
add_source(Source("clip", clips_shown, "shared_at", _clip))
add_source(Source("value", lambda guest: cases_shown_in(guest.room), "published_at", _value))
add_source(Source("value_answer", lambda guest: value_answers_in(guest.room), "answered_at", _value_answer))
