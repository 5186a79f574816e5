"""Days that are counted from another day or week, said on Wednesday 18 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from joinery.engine.deadlines import deadlines_in


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("a week on Thursday", "2026-11-26"),
        ("Tuesday fortnight", "2026-12-08"),
        ("two weeks from Friday", "2026-12-04"),
        ("the Monday after next", "2026-11-30"),
        ("not this Friday but the one after", "2026-11-27"),
        ("the first Monday in December", "2026-12-07"),
        ("le dernier vendredi du mois", "2026-11-27"),
        ("the 10th of next month", "2026-12-10"),
        ("two days before the 16th", "2026-12-14"),
        ("in the week of the 14th", "2026-12-18"),
        ("the weekend of the twelfth", "2026-12-13"),
        ("in a day or two", "2026-11-20"),
        ("within 48 hours", "2026-11-20"),
        ("by mid-week", "2026-11-18"),
        ("before the month is out", "2026-11-30"),
        ("before the weekend", "2026-11-20"),
        ("sous quinzaine", "2026-12-02"),
        ("mercredi en huit", "2026-12-02"),
        ("heute in acht Tagen", "2026-11-25"),
        ("in der zweiten Juliwoche", "2027-07-14"),
        ("Anfang KW 49", "2026-11-30"),
        ("bis Fr", "2026-11-20"),
    ],
)
def test_weeks_and_days_counted_from_another_day(words: str, day: str) -> None:
    found = deadlines_in(f"it is there {words}, I think", date(2026, 11, 18))

    assert [one.on for one in found] == [date.fromisoformat(day)]


@pytest.mark.parametrize("text", ["Monday's list", "at the end of the day it works", "we open at eight in the morning"])
def test_a_day_that_only_names_a_thing_is_none(text: str) -> None:
    assert deadlines_in(text, date(2026, 11, 18)) == []
