"""Weekdays and weeks: from their words to the day they mean."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from joinery.engine.calendar_words import MONTHS, NUMBERS, WEEKDAYS
from joinery.engine.day_rules import FRIDAY, SUNDAY, Words, monday_of, nth, number_of, year_of

_NEXT = re.compile(r"next|nächst|proch|of next week|de la semaine prochaine")
_BEFORE = re.compile(r"(?:before|vor|vor dem|avant|avant le) $")
_NUMBERED = {"early": 1, "beginning": 0, "start": 0, "anfang": 0, "début": 0, "mi": 2}


def weekday(words: Words, base: date | None) -> date | None:
    if base is None:
        return None
    number = WEEKDAYS[words["weekday"]]
    which, late = words["which"] or "", words["late"] or ""
    if late == "after next" or which.startswith("übernächst"):
        return monday_of(base) + timedelta(days=14 + number)
    if _NEXT.match(which) or words["ahead"] or _NEXT.match(late):
        return monday_of(base) + timedelta(days=7 + number)
    return coming(base, number, today=bool(re.match("this|diese|ce", which))) + timedelta(days=_days_of(late))


def the_one_after(words: Words, base: date | None) -> date | None:
    """ "Not this Friday but the one after"."""
    return coming(base, WEEKDAYS[words["weekday"]], today=True) + timedelta(days=7) if base else None


def nth_weekday(words: Words, base: date | None) -> date | None:
    """ "The first Monday in December", "le dernier vendredi du mois"."""
    if base is None:
        return None
    year, number = base.year, base.month
    if words["month"]:
        number = MONTHS[words["month"]]
        year = year_of(base, number) or year
    elif words["next"]:
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)
    on = _nth_of(year, number, words)
    if on < base and not words["month"]:  # this month's is past
        on = _nth_of(year + number // 12, number % 12 + 1, words)
    return on


def _nth_of(year: int, number: int, words: Words) -> date:
    days = [date(year, number, day) for day in range(1, monthrange(year, number)[1] + 1)]
    return [day for day in days if day.weekday() == WEEKDAYS[words["weekday"]]][nth(words["nth"]) - 1]  # last: none


def midweek(words: Words, base: date | None) -> date | None:
    """ "By mid-week": its Wednesday, of the next week where that is past."""
    return coming(base, 2, today=True) if base else None


def short_weekday(words: Words, base: date | None) -> date | None:
    """German, as written in chat: "bis Fr"."""
    return coming(base, ("mo", "di", "mi", "do", "fr", "sa").index(words["short"])) if base else None


def weeks_from(words: Words, base: date | None) -> date | None:
    """ "A week on Thursday", "two weeks from tomorrow", "heute in acht Tagen"."""
    if base is None:
        return None
    start = words["from"] or "today"
    if start in WEEKDAYS:
        base = coming(base, WEEKDAYS[start])
    elif start in ("tomorrow", "morgen", "demain"):
        base += timedelta(days=1)
    return base + timedelta(days=_days_of(words["shift"]))


def week_after_next(words: Words, base: date | None) -> date | None:
    return monday_of(base) + timedelta(days=14 + FRIDAY) if base else None


def end_of_week(words: Words, base: date | None) -> date | None:
    if base is None:
        return None
    friday = monday_of(base) + timedelta(days=FRIDAY)
    return friday if friday >= base else friday + timedelta(days=7)


def weekend(words: Words, base: date | None) -> date | None:
    """Its Sunday; what is to be done before it, by Friday."""
    if base is None:
        return None
    later = re.match("next|nächst", words["which"] or "") or words["after"]
    day = FRIDAY if _BEFORE.search(words.string, 0, words.start()) else SUNDAY
    on = monday_of(base) + timedelta(days=day + 7 * bool(later))
    return on if on >= base else on + timedelta(days=7)


def numbered_week(words: Words, base: date | None) -> date | None:
    number, edge = number_of(words["number"]), words["edge"] or ""
    day = 1 + next((day for start, day in _NUMBERED.items() if edge.startswith(start)), FRIDAY)
    if words["year"]:
        return date.fromisocalendar(int(words["year"]), number, day)
    date.fromisocalendar(2020, number, 1)
    if base is None:
        return None
    on = date.fromisocalendar(base.isocalendar().year, number, day)
    return on if on >= base else date.fromisocalendar(base.isocalendar().year + 1, number, day)


def coming(base: date, number: int, *, today: bool = False) -> date:
    """The next such weekday; the day of the talk itself only where `today` is meant."""
    ahead = (number - base.weekday()) % 7
    return base + timedelta(days=ahead or 7 * (not today))


def _days_of(words: str) -> int:
    """The days in "a fortnight", "in drei Wochen", "en huit"."""
    if re.search("fortnight|vierzehn|quinze", words):
        return 14
    counted = re.search(r"(\w+) (?:weeks?|wochen?|semaines?)", words)
    return 7 * NUMBERS[counted[1]] if counted else 7 * bool(words and re.search("week|acht|huit", words))
