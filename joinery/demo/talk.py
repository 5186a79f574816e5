"""A talk as it is written down for the demo: one line a turn, "Dora [3s]: …" waits, "Ana [over]: …" comes in early."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from joinery.engine.conversation import CannotRead, Conversation, Speaker, Turn

WORDS_A_SECOND = 2.6

_LINE = re.compile(r"^(?P<who>\w+)(?: \[(?:(?P<over>over)|(?P<wait>\d+)s)\])?: (?P<text>.+)$")
_BLANK = re.compile(r"\{(?P<what>day|month|date) (?:\+(?P<after>\d+)|of (?P<call>\d\d))(?: (?P<language>de|fr))?\}")

_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag",
    "fr": "lundi mardi mercredi jeudi vendredi",
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days counted from today. Nobody calls at the weekend: what is past moves to the Friday before, and the calls
    to come are counted in working days, so that today's and tomorrow's never fall on the same day."""

    today: date
    calls: Mapping[int, int]

    def day(self, days: int) -> date:
        day = self.today + timedelta(days=days)
        beyond_friday = max(day.weekday() - 4, 0)
        return day - timedelta(days=beyond_friday) if days < 0 else _workday(day)

    def call_day(self, number: int) -> date:
        days = self.calls[number]
        if days < 0:
            return self.day(days)
        day = _workday(self.today)
        for _ in range(days):
            day = _workday(day + timedelta(days=1))
        return day

    def after(self, day: date, days: int) -> date:
        return _workday(day + timedelta(days=days))

    def settled(self, day: date, days: int) -> date:
        """The day on which something that is over was over: never at a weekend, never after today."""
        on = min(day + timedelta(days=days), self.today)
        return max(on - timedelta(days=max(on.weekday() - 4, 0)), day)

    def fill(self, words: str, *, since: date, language: str) -> str:
        """Put the names of days and months where the writer left a blank: {day +2}, {day of 03}, {month +50}."""

        def name(blank: re.Match[str]) -> str:
            call, after = blank["call"], blank["after"]
            on = self.call_day(int(call)) if call else self.after(since, int(after))
            tongue = blank["language"] or language
            month = _MONTHS[tongue].split()[on.month - 1]
            if blank["what"] == "day":
                return _DAYS[tongue].split()[on.weekday()]
            dot = "." if tongue == "de" else ""
            return month if blank["what"] == "month" else f"{on.day}{dot} {month}"

        return _BLANK.sub(name, words)


def _workday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def hold_talk(talk: str, present: Mapping[str, Speaker], *, title: str) -> Conversation:
    """Give every line its speaker and its seconds, by the number of its words: the same text, the same times."""
    order = {key: index for index, key in enumerate(present)}
    turns: list[Turn] = []
    clock = 2.0
    for number, line in enumerate(talk.strip().splitlines(), start=1):
        said = _LINE.match(line.strip())
        if said is None or said["who"].lower() not in order:
            raise CannotRead(f"{title}, line {number}: nobody of this call says {line.strip()[:60]!r}")
        text, before = said["text"], turns[-1] if turns else None
        if said["over"] and before is not None and before.start is not None and before.end is not None:
            start = before.start + 0.6 * (before.end - before.start)
        else:
            # People answer after a third of a second to a second and a half; the length of the answer decides which.
            start = clock + (float(said["wait"]) if said["wait"] else 0.3 + len(text) % 7 * 0.2)
        end = start + max(len(text.split()) / WORDS_A_SECOND, 0.5)
        turns.append(Turn(order[said["who"].lower()], text, round(start, 2), round(end, 2)))
        clock = max(clock, end)
    return Conversation(tuple(present.values()), tuple(turns), source="joinery", title=title)
