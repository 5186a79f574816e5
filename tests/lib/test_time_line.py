"""Places and rows on a line of time."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from joinery.lib.time_line import Label, Mark, places_of, rows_of, span_of

FIRST = date(2026, 9, 1)
marks = st.lists(
    st.builds(
        Mark, st.integers(0, 900).map(lambda days: FIRST + timedelta(days=days)), st.sampled_from([0.0, 0.5, 1.4])
    ),
    min_size=1,
    max_size=60,
)
labels = st.lists(st.builds(Label, st.floats(0, 100), st.floats(3, 25), st.integers(0, 3)), min_size=1, max_size=40)


@given(marks)
def test_marks_stand_in_the_order_of_their_days_and_on_the_line(given_marks):
    at = places_of(given_marks).at
    assert all(2.0 <= place <= 97.6 for place in at)
    for one, first in zip(given_marks, at, strict=True):
        for two, second in zip(given_marks, at, strict=True):
            if one.on < two.on:
                assert first <= second + 0.02


@given(labels)
def test_no_label_lies_over_another(given_labels):
    rows = rows_of(given_labels)
    for one, (label, row) in enumerate(zip(given_labels, rows, strict=True)):
        for other, second in zip(given_labels[:one], rows[:one], strict=True):
            if row.number is None or row.number != second.number:
                continue
            (start, end), (begins, ends) = span_of(label, row), span_of(other, second)
            assert end <= begins or ends <= start


def test_a_wait_of_a_year_is_cut_and_told():
    days = [FIRST + timedelta(days=each) for each in (0, 3, 5, 9, 12, 380)]
    places = places_of([Mark(day, 0.5) for day in days])
    assert len(places.breaks) == 1
    assert places.at[4] < places.breaks[0] < places.at[5]


def test_neighbours_of_one_day_keep_their_distance():
    at = places_of([Mark(FIRST, 1.35), Mark(FIRST, 1.35), Mark(FIRST + timedelta(days=30), 1.35)]).at
    assert at[1] - at[0] >= 2.69
