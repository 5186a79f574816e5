"""Counting in working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinery.lib.working_days import Calendar, UnknownPlace, holidays_of, named_holidays, places

FRIDAY, MONDAY = date(2026, 5, 29), date(2026, 6, 1)
PLAIN = Calendar()

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
calendars = st.builds(
    Calendar,
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=60),
    st.frozensets(st.integers(0, 6), min_size=1),
)


def test_the_day_after_friday_is_monday():
    assert PLAIN.add(FRIDAY, 1) == MONDAY
    assert PLAIN.add(FRIDAY, 6) == date(2026, 6, 8)
    assert PLAIN.subtract(MONDAY, 1) == FRIDAY


def test_a_holiday_and_a_day_off_are_stepped_over():
    bavaria = Calendar(holidays_of("DE-BY", [2026]) | {date(2026, 5, 26)})

    assert not bavaria.is_working(date(2026, 5, 25))  # Whit Monday
    assert bavaria.add(date(2026, 5, 22), 1) == date(2026, 5, 27)


def test_nothing_to_do_stays_on_the_day_or_goes_to_the_nearest_that_is_worked():
    sunday = date(2026, 5, 31)

    assert PLAIN.add(FRIDAY, 0) == PLAIN.subtract(FRIDAY, 0) == FRIDAY
    assert (PLAIN.add(sunday, 0), PLAIN.subtract(sunday, 0)) == (MONDAY, FRIDAY)


@pytest.mark.parametrize(
    ("done_on", "takes", "starts"),
    [
        (FRIDAY, 5, date(2026, 5, 25)),
        (FRIDAY, 1, FRIDAY),
        (FRIDAY, 0, FRIDAY),
        (date(2026, 5, 30), 1, FRIDAY),
        (MONDAY, 2, FRIDAY),
    ],
)
def test_the_latest_start_leaves_just_time_enough(done_on, takes, starts):
    assert PLAIN.latest_start(done_on, takes) == starts


@given(calendars, days, st.integers(0, 60))
def test_what_is_added_can_be_taken_away_again(calendar, day, count):
    start = calendar.on_or_after(day)

    assert calendar.subtract(calendar.add(start, count), count) == start
    assert calendar.add(start, -count) == calendar.subtract(start, count)


@given(calendars, days, st.integers(-60, 60))
def test_a_step_never_ends_on_a_day_off(calendar, day, count):
    assert calendar.is_working(calendar.add(day, count))
    assert calendar.is_working(calendar.latest_start(day, abs(count)))


@given(calendars, days, st.integers(1, 60))
def test_between_counts_what_add_walked(calendar, day, count):
    end = calendar.add(day, count)

    assert calendar.between(day, end) == count
    assert calendar.between(end, day) == -count


@given(calendars, days, st.integers(1, 30))
def test_from_the_latest_start_to_the_end_it_takes_as_long_as_it_takes(calendar, day, takes):
    end = calendar.on_or_before(day)
    start = calendar.latest_start(end, takes)

    assert calendar.between(start - timedelta(days=1), end) == takes


def test_holidays_differ_from_place_to_place():
    epiphany = date(2027, 1, 6)

    assert epiphany in holidays_of("DE-BY", [2027])
    assert epiphany not in holidays_of("de-hh", [2027])
    assert date(2027, 4, 27) in holidays_of("NL", [2027])
    assert holidays_of(" ", [2027]) == frozenset()


@pytest.mark.parametrize("place", ["XX", "DE-QQ", "Bavaria", "-", "DE-", "../x"])
def test_an_unknown_place_is_refused_by_name(place):
    with pytest.raises(UnknownPlace, match=f"“{place.upper()}”"):
        holidays_of(place, [2026])


def test_the_places_to_choose_from_are_countries_and_their_parts_by_name():
    assert places()["Germany"]["DE-BY"] == "Bayern"
    assert places()["Netherlands"]["NL"] == "Netherlands"
    assert max(len(code) for parts in places().values() for code in parts) <= 10


def test_holidays_have_names():
    assert named_holidays("NL", [2027])[date(2027, 4, 27)] == "King's Day"


def test_a_week_without_a_working_day_is_refused():
    with pytest.raises(ValueError, match="At least one"):
        Calendar(weekdays=frozenset())
