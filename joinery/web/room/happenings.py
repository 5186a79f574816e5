"""What happened in the room lately. Both sides read the same; it is put together from what the room shows anyway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from joinery.calls.models import Call
from joinery.promises.models import Promise, PromiseEvent
from joinery.rooms.models import HeardAnswer, HeardLine
from joinery.web.room.pages import Happening

SHOWN = 7
SHORT = 90
SAYS = {
    "requested": "asked for",
    "promised": "promised",
    "reported": "says it is done:",
    "accepted": "said it is done:",
    "declined": "said no to",
    "withdrawn": "no longer needs",
    "revoked": "cannot keep",
}


def happenings_of(
    lines: list[HeardLine], promises: list[Promise], call: Call | None, plans: Iterable[Happening] = ()
) -> tuple[Happening, ...]:
    found = [*plans, *_of_lines(lines), *_of_promises(promises), *(_of_meeting(call) if call else ())]
    return tuple(sorted(found, key=lambda happening: happening.at, reverse=True)[:SHOWN])


def _of_lines(lines: list[HeardLine]) -> Iterator[Happening]:
    for line in lines:
        yield Happening(line.published_at, line.published_by.name, f"wrote down: “{_short(line.words)}”")
        for answer in line.answers.all():
            is_yes = answer.answer == HeardAnswer.Answer.YES
            says = f"said yes to “{_short(line.words)}”" if is_yes else f"put it right: “{_short(answer.words)}”"
            yield Happening(answer.answered_at, answer.guest.name, says)


def _of_promises(promises: list[Promise]) -> Iterator[Happening]:
    for promise in promises:
        before = ""
        for event in promise.events.all():
            yield Happening(event.at, event.by_name, _step_says(promise, event, before))
            before = event.state


def _step_says(promise: Promise, event: PromiseEvent, before: str) -> str:
    what = _short(promise.what)
    if event.state == "promised" and before == "reported":
        return f"said: not yet, {what}"
    if event.state == before:
        return f"agreed on another day for {what}"
    if event.state == "promised" and not before and event.user_id and promise.side == Promise.Side.THEIRS:
        return f"noted what you promised: {what}"
    return f"{SAYS[event.state]} {what}"


def _of_meeting(call: Call) -> Iterator[Happening]:
    if call.agenda_sent_at:
        yield Happening(call.agenda_sent_at, call.owner.name, f"asked you to meet: {call.title}")
    for item in call.agenda.all():
        if item.person:
            yield Happening(item.added_at, item.person.name, f"added to the agenda: {_short(item.words)}")


def _short(words: str) -> str:
    return words if len(words) <= SHORT else words[: SHORT - 1].rsplit(" ", 1)[0] + "…"
