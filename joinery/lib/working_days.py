"""Counting in working days, around weekends, holidays and a firm's own days off."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

MONDAY_TO_FRIDAY = frozenset(range(5))


class UnknownPlace(ValueError):
    """No holidays are known for this place."""


@dataclass(frozen=True)
class Calendar:
    """`holidays` are days off besides the weekdays on which nobody works; weekdays count from Monday = 0.

    A thing that takes n days and begins after day d is done on `add(d, n)`; what must be done by d is begun after
    `subtract(d, n)`. For a working day d, `subtract(add(d, n), n)` is d."""

    holidays: frozenset[date] = frozenset()
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    _off: frozenset[int] = field(init=False, repr=False, compare=False)
    _works: tuple[bool, ...] = field(init=False, repr=False, compare=False)
    _worked: tuple[int, ...] = field(init=False, repr=False, compare=False)  # days worked so far, by place in the week
    _lost: tuple[int, ...] = field(init=False, repr=False, compare=False)  # days off that would be worked

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise ValueError("At least one of the weekdays 0 (Monday) to 6 (Sunday) is worked.")
        object.__setattr__(self, "_off", frozenset(day.toordinal() for day in self.holidays))
        # Day 1 of the calendar was a Monday: an ordinal's weekday is one less, modulo seven.
        works = tuple((rest - 1) % 7 in self.weekdays for rest in range(7))
        object.__setattr__(self, "_works", works)
        object.__setattr__(self, "_worked", tuple(sum(works[1 : rest + 1]) for rest in range(7)))
        object.__setattr__(self, "_lost", tuple(sorted(day for day in self._off if works[day % 7])))

    def is_working(self, day: date) -> bool:
        return self._is_on(day.toordinal())

    def on_or_after(self, day: date) -> date:
        return self._walk(day.toordinal() - 1, 1, 1)

    def on_or_before(self, day: date) -> date:
        return self._walk(day.toordinal() + 1, 1, -1)

    def add(self, day: date, days: int) -> date:
        """The n-th working day after `day`; for 0 the day itself, or the next working day."""
        if days < 0:
            return self.subtract(day, -days)
        return self._walk(day.toordinal(), days, 1) if days else self.on_or_after(day)

    def subtract(self, day: date, days: int) -> date:
        """The n-th working day before `day`; for 0 the day itself, or the working day before."""
        if days < 0:
            return self.add(day, -days)
        return self._walk(day.toordinal(), days, -1) if days else self.on_or_before(day)

    def between(self, first: date, last: date) -> int:
        """How many working days from the day after `first` up to `last`; negative when `last` is earlier."""
        if last < first:
            return -self.between(last, first)
        return self._count(last.toordinal()) - self._count(first.toordinal())

    def latest_start(self, done_on: date, takes: int) -> date:
        """The last morning on which to begin what takes n working days and is done in the evening of `done_on`."""
        return self.subtract(self.on_or_before(done_on), max(takes - 1, 0))

    def _count(self, ordinal: int) -> int:
        """Working days from the first day of the calendar up to this one."""
        weeks, rest = divmod(ordinal, 7)
        return weeks * len(self.weekdays) + self._worked[rest] - bisect_right(self._lost, ordinal)

    def _is_on(self, ordinal: int) -> bool:
        return self._works[ordinal % 7] and ordinal not in self._off

    def _walk(self, ordinal: int, days: int, way: int) -> date:
        works, off = self._works, self._off
        while days:
            ordinal += way
            if works[ordinal % 7] and ordinal not in off:
                days -= 1
        return date.fromordinal(ordinal)


def holidays_of(place: str, years: Iterable[int]) -> frozenset[date]:
    """The public holidays of a country, or of a part of it ("NL", "DE-BY"). No place, no holidays."""
    return frozenset(named_holidays(place, years))


def named_holidays(place: str, years: Iterable[int]) -> Mapping[date, str]:
    """The same with their names, in English where there are any."""
    return _named(place.strip().upper(), tuple(sorted(set(years)))) if place.strip() else {}


@lru_cache(maxsize=64)
def _named(place: str, years: tuple[int, ...]) -> Mapping[date, str]:
    import holidays  # slow to load, and not everybody asks

    country, dash, part = place.partition("-")
    try:
        if dash and not part:
            raise NotImplementedError
        found = holidays.country_holidays(country, subdiv=part or None, years=years, language="en_US")
    except NotImplementedError:
        raise UnknownPlace(
            f"No holidays are known for “{place}”. Write a country, such as NL, or with its part, such as DE-BY."
        ) from None
    return dict(sorted(found.items()))


@cache
def places() -> Mapping[str, Mapping[str, str]]:
    """Every country whose holidays are known, with its parts: {"Germany": {"DE": "Germany", "DE-BY": "Bayern", …}}."""
    import holidays
    from holidays.registry import COUNTRIES

    codes = holidays.list_supported_countries(include_aliases=False)
    named = sorted((key.replace("_", " ").title(), row[1]) for key, row in COUNTRIES.items() if row[1] in codes)
    return {name: {code: name, **_parts(code)} for name, code in named}


def _parts(country: str) -> dict[str, str]:
    import holidays

    known = holidays.country_holidays(country, years=())
    names = {code: name for name, code in getattr(known, "subdivisions_aliases", {}).items()}
    parts = [part for part in known.subdivisions if part.isascii() and part == part.upper()]
    return {f"{country}-{part}": str(names.get(part, part)) for part in parts}
