"""Dates in what people say, said on Saturday 21 November 2026 unless a test says otherwise."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinery.engine.calendar_words import MONTHS, ORDINALS, UNITS, WEEKDAYS
from joinery.engine.deadlines import deadlines_in, may_hold_a_day

SATURDAY = date(2026, 11, 21)
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
GERMAN = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
FRENCH = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


@pytest.mark.parametrize("said", ["put it on the first page", "for six machines"])
def test_a_number_beside_no_date_is_no_date(said: str) -> None:
    assert [one.words for one in deadlines_in(said, SATURDAY)] == []


@pytest.mark.parametrize(
    ("words", "day", "kind"),
    [
        ("by Friday", "2026-11-27", "by"),
        ("by end of next week", "2026-11-27", "by"),
        ("before the 3rd of December", "2026-12-03", "before"),
        ("in two weeks", "2026-12-05", "within"),
        ("by EOD tomorrow", "2026-11-22", "by"),
        ("Q1 2027", "2027-03-31", "at"),
        ("end of the month", "2026-11-30", "at"),
        ("next Tuesday at 2pm", "2026-11-24", "at"),
        ("within 10 business days", "2026-12-04", "within"),
        ("first week of January", "2027-01-07", "at"),
        ("month end", "2026-11-30", "at"),
        ("the week after next", "2026-12-04", "at"),
        ("this Thursday", "2026-11-26", "at"),
        ("30 November", "2026-11-30", "at"),
        ("bis nächsten Freitag", "2026-11-27", "by"),
        ("avant le 15 décembre", "2026-12-15", "before"),
        ("tomorrow morning", "2026-11-22", "at"),
        ("Friday week", "2026-12-04", "at"),
        ("by the 3rd", "2026-12-03", "by"),
        ("KW 12", "2027-03-26", "at"),
        ("bis KW 3", "2027-01-22", "by"),
        ("by the end of the year", "2026-12-31", "by"),
        ("Anfang nächster Woche", "2026-11-23", "at"),
        ("sous 10 jours ouvrés", "2026-12-04", "within"),
        ("d'ici la fin du mois", "2026-11-30", "by"),
        ("before Christmas", "2026-12-25", "before"),
        ("Wednesday the sixteenth", "2026-12-16", "at"),
        ("Dienstag, den achten", "2026-12-08", "at"),
        ("le lundi quatorze décembre", "2026-12-14", "at"),
        ("jeudi dix-sept", "2026-12-17", "at"),
        ("nächste Woche Donnerstag", "2026-11-26", "at"),
        ("next week on Friday", "2026-11-27", "at"),
        ("à midi", "2026-11-21", "at"),
    ],
)
def test_words_become_a_day(words: str, day: str, kind: str) -> None:
    sentence = f"Please confirm the site survey {words} so that we can order"

    found = [(one.words, one.on, one.kind) for one in deadlines_in(sentence, SATURDAY)]

    assert found == [(words, date.fromisoformat(day), kind)]


def test_a_day_that_reads_two_ways_is_flagged_and_left_open() -> None:
    (found,) = deadlines_in("no later than 12/05/2027", SATURDAY)

    assert (found.words, found.on, found.ambiguous) == ("no later than 12/05/2027", None, True)


def test_a_day_above_twelve_or_written_with_points_reads_one_way() -> None:
    found = deadlines_in("by 25/05/2027, by 05/25/2027, bis 12.05.2027", SATURDAY)

    assert [(one.on, one.ambiguous) for one in found] == [
        (date(2027, 5, 25), False),
        (date(2027, 5, 25), False),
        (date(2027, 5, 12), False),
    ]


@pytest.mark.parametrize(
    "text",
    ["every Friday", "last Monday", "the third floor", "we may be late", "24/7", "for two weeks", "four weeks ago",
     "Guten Morgen", "a week", "since March", "vendredi dernier", "31 February 2027", "I march on"],
)  # fmt: skip
def test_what_is_no_deadline_is_not_heard(text: str) -> None:
    assert deadlines_in(text, SATURDAY) == []


@pytest.mark.parametrize(
    ("words", "said_on", "day"),
    [
        ("Friday", "2026-11-27", "2026-12-04"),  # said on a Friday, a bare Friday is the next one
        ("this Friday", "2026-11-27", "2026-11-27"),
        ("next Friday", "2026-11-23", "2026-12-04"),  # next: of the next calendar week
        ("Friday", "2026-11-23", "2026-11-27"),
        ("end of the week", "2026-11-25", "2026-11-27"),
        ("end of the month", "2026-11-30", "2026-11-30"),
        ("in a month", "2027-01-31", "2027-02-28"),
        ("the 31st", "2026-11-21", "2026-12-31"),
    ],
)
def test_the_conventions_hold(words: str, said_on: str, day: str) -> None:
    (found,) = deadlines_in(f"by {words}" if words == "the 31st" else words, date.fromisoformat(said_on))

    assert found.on == date.fromisoformat(day)


def test_without_the_day_of_the_talk_only_whole_dates_are_known() -> None:
    found = deadlines_in("by Friday, in two weeks, before 3 May, on 3 May 2027", None)

    assert [one.on for one in found] == [None, None, None, date(2027, 5, 3)]


def ordinal(day: int) -> str:
    return f"{day}{'th' if 11 <= day <= 13 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def renderings(day: date) -> list[str]:
    english, german, french = ENGLISH[day.month - 1], GERMAN[day.month - 1], FRENCH[day.month - 1]
    spoken = next(word for word, number in ORDINALS.items() if number == day.day)
    return [
        day.isoformat(),
        f"{day.day} {english} {day.year}",
        f"{english} {ordinal(day.day)}, {day.year}",
        f"the {ordinal(day.day)} of {english} {day.year}",
        f"the {spoken} of {english} {day.year}",
        f"{english[:3]} {day.day}, {day.year}",
        f"{day.day}. {german} {day.year}",
        f"am {day.day}. {german} {day.year}",
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day:%y}",
        f"le {'1er' if day.day == 1 else day.day} {french} {day.year}",
        f"avant le {day.day} {french} {day.year}",
    ]


@settings(max_examples=150, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_any_written_date_is_read_back(day: date, said_on: date) -> None:
    for words in renderings(day):
        assert [one.on for one in deadlines_in(f"we need it, {words}, as agreed", said_on)] == [day], words


PIECES = st.sampled_from(
    [
        "by",
        "before",
        "next",
        "last",
        "the",
        "31st",
        "30",
        "february",
        "friday",
        "week",
        "of",
        "end",
        "may",
        "q4",
        "kw",
        "53",
        "99",
        "12/05",
        "31.12.",
        "in",
        "-5",
        "weeks",
        "until",
        "tomorrow",
        "bis",
        "zum",
        "nächsten",
        "fin",
        "du",
        "mois",
        "1er",
        "mars",
        "dans",
        "İ",
        "ß",
        "’",
        "0",
        "00.00.0000",
        "2027-13-45",
        "9999",
        "days",
        "month",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join)), st.one_of(st.none(), st.dates()))
def test_no_text_is_refused_and_words_are_the_text(text: str, said_on: date | None) -> None:
    found = deadlines_in(text, said_on)

    assert all(text[one.start : one.end] == one.words for one in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_what_is_to_come_is_never_past(said_on: date) -> None:
    for words in ("by Friday", "next Monday", "end of the week", "by the 15th", "30 November", "month end", "KW 12"):
        (found,) = deadlines_in(words, said_on)
        assert found.on is not None
        assert said_on <= found.on <= said_on + timedelta(days=372), words


def test_a_long_text_is_read_quickly() -> None:
    for text in ("by the end of the " * 5_000, "12 " * 30_000, "next " * 20_000, "the first of " * 7_000):
        before = time.process_time()
        deadlines_in(text, SATURDAY)
        assert time.process_time() - before < 1.5


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("I'll send it by Monday the twenty-sixth.", date(2026, 10, 26)),
        ("Would Sunday the eighteenth be possible, in the morning?", date(2026, 10, 18)),
        ("might we meet on the thirteenth in Mill Lane", date(2026, 10, 13)),
        ("give us the result for the twenty-ninth?", date(2026, 10, 29)),
        ("Wollen wir am neunzehnten anfangen?", date(2026, 10, 19)),
        ("Dann Dienstag, der dreizehnte?", date(2026, 10, 13)),
        ("I'll do that right after this", date(2026, 10, 12)),
    ],
)
def test_a_day_of_the_month_by_its_number_alone(text: str, on: date) -> None:
    assert [one.on for one in deadlines_in(text, date(2026, 10, 12))] == [on]


def test_the_third_thing_is_no_day() -> None:
    assert deadlines_in("for the first time, and on the second floor", date(2026, 10, 12)) == []


def test_no_word_of_the_calendar_is_passed_over() -> None:
    words = [*WEEKDAYS, *MONTHS, *UNITS, *ORDINALS]

    assert [word for word in words if not may_hold_a_day(word)] == []
