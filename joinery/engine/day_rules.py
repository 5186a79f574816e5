"""From the words of a date to the day they mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from joinery.engine.calendar_words import FRENCH_DAYS, MONTHS, NUMBERS, ORDINALS, UNITS

Words = re.Match[str]
FRIDAY, SUNDAY = 4, 6
_BY_CUSTOM = {"acht": 7, "huit": 7, "quinze": 14}  # "in acht Tagen", "dans quinze jours" count the day itself
_NTH = {
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "first": 1,
    "erst": 1,
    "premi": 1,
    "second": 2,
    "zweit": 2,
    "deuxi": 2,
    "third": 3,
    "dritt": 3,
    "trois": 3,
    "fourth": 4,
    "viert": 4,
    "quatr": 4,
}


def is_ambiguous(words: Words) -> bool:
    """12/05 is a day in May to some and a day in December to others; points are only ever written day first."""
    first, second = int(words["first"]), int(words["second"])
    return words["mark"] != "." and first <= 12 and second <= 12 and first != second


def written_day(words: Words, base: date | None) -> date | None:
    return date(int(words["year"]), int(words["month"]), int(words["day"]))


def figures(words: Words, base: date | None) -> date | None:
    first, second = int(words["first"]), int(words["second"])
    if second > 12 and words["mark"] != ".":
        first, second = second, first
    year = words.groupdict().get("year")
    if year is None:
        date(2024, second, first)
        return None if is_ambiguous(words) else _coming(base, second, first)
    day = date(int(year) % 100 + 2000, second, first)
    return None if is_ambiguous(words) else day


def day_of_month(words: Words, base: date | None) -> date | None:
    day, number = _ordinal(words["day"]), MONTHS[words["month"]]
    if words["year"]:
        return date(int(words["year"]), number, day)
    date(2024, number, day)
    return _coming(base, number, day)


def day_of_next_month(words: Words, base: date | None) -> date | None:
    return _add_months(base.replace(day=1), 1).replace(day=_ordinal(words["day"])) if base else None


def day_alone(words: Words, base: date | None, weekday: int | None = None) -> date | None:
    """The next such day of a month; with a weekday, the next that is one."""
    day = _ordinal(words["day"])
    if not 1 <= day <= 31:
        raise ValueError(day)
    if base is None:
        return None
    for ahead in range(4):
        year, number = divmod(base.year * 12 + base.month - 1 + ahead, 12)
        if day <= monthrange(year, number + 1)[1] and date(year, number + 1, day) >= base:
            on = date(year, number + 1, day)
            if weekday in (None, on.weekday()):
                return on
    return None


def month(words: Words, base: date | None) -> date | None:
    number = MONTHS[words["month"]]
    year = int(words["year"]) if words["year"] else year_of(base, number)
    if year is None:
        return None
    edge = words.groupdict().get("edge") or ""
    if edge.startswith(("early", "begin", "start", "anfang", "début", "first")):
        return date(year, number, 7)
    if edge.startswith(("mi",)):
        return date(year, number, 15)
    return date(year, number, monthrange(year, number)[1])


def week_of_month(words: Words, base: date | None) -> date | None:
    number = MONTHS[words["month"]]
    year = int(words["year"]) if words["year"] else year_of(base, number)
    if year is None:
        return None
    week = nth(words["nth"])
    return date(year, number, 7 * week) if week else date(year, number, monthrange(year, number)[1])


def period(words: Words, base: date | None) -> date | None:
    if base is None:
        return None
    which = words["which"] or ""
    later = bool(re.match("next|coming|follow|nächst|komm|proch", which)) or (words["after"] or "").startswith("proch")
    unit = words["period"]
    edge = words["edge"] or ""
    if unit in ("week", "woche", "semaine"):
        start = monday_of(base) + timedelta(days=7 if later else 0)
        day = (
            0
            if re.match("begin|start|first|anfang|début", edge)
            else 1
            if edge == "early"
            else 2
            if edge.startswith("mi")
            else FRIDAY
        )
        on = start + timedelta(days=day)
        return on if on >= base else on + timedelta(days=7)
    months = (
        3 if unit.startswith(("quarter", "quartal", "trim")) else 12 if unit.startswith(("year", "jahr", "ann")) else 1
    )
    first = _period_start(base, months)
    if later:
        first = _add_months(first, months)
    if re.match("begin|start|early|first|anfang|début", edge):
        return first + timedelta(days=6)
    if edge.startswith("mi"):
        return first + timedelta(days=14) if months == 1 else _add_months(first, months // 2)
    return _add_months(first, months) - timedelta(days=1)


def period_out(words: Words, base: date | None) -> date | None:
    """ "Before the month is out": its last day; a week's is its Friday."""
    if base is None:
        return None
    months = {"week": 0, "month": 1, "quarter": 3, "year": 12}[words["period"]]
    if not months:
        friday = monday_of(base) + timedelta(days=FRIDAY)
        return friday if friday >= base else friday + timedelta(days=7)
    return _add_months(_period_start(base, months), months) - timedelta(days=1)


def period_end(words: Words, base: date | None) -> date | None:
    if base is None:
        return None
    unit = words["period"]
    months = 3 if unit.startswith("quart") else 12 if unit.startswith(("year", "jahr")) else 1
    return _add_months(_period_start(base, months), months) - timedelta(days=1)


def quarter(words: Words, base: date | None) -> date | None:
    named = words.groupdict()
    number = int(named["quarter"]) if named.get("quarter") else nth(words["nth"])
    year = int(words["year"]) if words["year"] else year_of(base, 3 * number)
    if year and named.get("edge"):
        return date(year, 3 * number - 2, 7)
    return date(year, 3 * number, monthrange(year, 3 * number)[1]) if year else None


def span(words: Words, base: date | None) -> date | None:
    if base is None:
        return None
    number = 1 if words["most"] == "so" else number_of(words["most"] or words["least"])
    unit = UNITS[words["unit"]]
    if unit == "day" and not words["worked"]:
        number = _BY_CUSTOM.get(words["least"], number)
    if (
        unit == "workday"
        or unit == "day"
        and (words["worked"] or (words["business"] or "").startswith(("business", "work")))
    ):
        day = base
        while number > 0:
            day += timedelta(days=1)
            number -= day.weekday() < 5
        return day
    if unit in ("month", "quarter", "year"):
        return _add_months(base, number * {"month": 1, "quarter": 3, "year": 12}[unit])
    if unit == "hour":
        return base + timedelta(days=number // 24)
    return base + timedelta(days=number * {"minute": 0, "day": 1, "week": 7, "fortnight": 14}[unit])


def about_days(words: Words, base: date | None) -> date | None:
    """ "Sous huitaine" is a week, "sous quinzaine" two."""
    return base + timedelta(days={"huitaine": 7, "quinzaine": 14, "dizaine": 10}[words["about"]]) if base else None


def in_the_morning(words: Words, base: date | None) -> date | None:
    return base + timedelta(days=1) if base else None


def in_days(number: int) -> Callable[[Words, date | None], date | None]:
    return lambda words, base: base + timedelta(days=number) if base else None


def feast(words: Words, base: date | None) -> date | None:
    name = words["feast"]
    if "eve" in name or name == "silvester":
        return _coming(base, 12, 31)
    return _coming(base, 12, 25) if name in ("christmas", "weihnachten", "noël") else _coming(base, 1, 1)


def _ordinal(words: str) -> int:
    figures_only = re.match(r"\d+", words)
    return int(figures_only[0]) if figures_only else {**FRENCH_DAYS, **ORDINALS}[words]


def number_of(words: str) -> int:
    return int(words) if words.isdigit() else NUMBERS[words]


def nth(words: str) -> int:
    return next((number for stem, number in _NTH.items() if words.startswith(stem)), 0)


def monday_of(base: date) -> date:
    return base - timedelta(days=base.weekday())


def year_of(base: date | None, number: int) -> int | None:
    return base.year + (number < base.month) if base else None


def _coming(base: date | None, number: int, day: int) -> date | None:
    if base is None:
        return None
    for year in range(base.year, base.year + 9):
        if day <= monthrange(year, number)[1] and date(year, number, day) >= base:
            return date(year, number, day)
    return None


def _period_start(base: date, months: int) -> date:
    return date(base.year, (base.month - 1) // months * months + 1, 1)


def _add_months(day: date, months: int) -> date:
    year, number = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, number + 1, min(day.day, monthrange(year, number + 1)[1]))
