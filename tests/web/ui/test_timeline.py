"""The line of time as a drawing, and the letters of checkpoints."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from joinery.web.ui.steps import letters
from joinery.web.ui.timeline import Measure, Peg, Words, draw_timeline

WORDS = Words("Hotel Astoria does", "Wessel does", "Today, 13 October", "The plan on a line of time.")
PEGS = (
    Peg(date(2026, 9, 25), "Signed", "25 Sept", "done", True, is_start=True),
    Peg(date(2026, 9, 30), "Layout <b>&", "30 Sept, Piet", "done", False, "A"),
    Peg(date(2026, 10, 14), "Choose the towels", "tomorrow, Piet", "next", True),
    Peg(date(2026, 10, 23), "Delivery", "23 Oct, Cara", "ahead", False, "B"),
)


def texts(svg):
    return [one.text for one in ElementTree.fromstring(svg).iter("text")]  # noqa: S314


def test_every_step_has_its_title_and_note_and_strangers_text_is_escaped():
    drawn = draw_timeline(PEGS, date(2026, 10, 13), WORDS)
    said = texts(drawn.picture)
    assert {"Signed", "Layout <b>&", "Choose the towels", "Delivery", "A", "B"} <= set(said)
    assert "<b>" not in drawn.picture
    assert "style=" not in drawn.picture + drawn.strip


def test_measures_and_today_are_drawn_and_the_legend_names_only_what_is_there():
    measures = (Measure(date(2026, 9, 25), date(2026, 10, 23), "4 weeks"),)
    drawn = draw_timeline(PEGS, date(2026, 10, 13), WORDS, measures=measures)
    assert "4 weeks" in texts(drawn.picture)
    assert "Today, 13 October" in texts(drawn.strip)
    assert ">late<" not in drawn.legend
    assert "done, in ink" in drawn.legend


def test_the_strip_alone_leaves_the_whole_away():
    drawn = draw_timeline(PEGS, date(2026, 10, 13), WORDS, strip_only=True)
    assert drawn.picture == ""
    assert "Delivery" in texts(drawn.strip)


def test_checkpoints_are_named_like_columns():
    assert [letters(number) for number in (0, 1, 25, 26, 27)] == ["A", "B", "Z", "AA", "AB"]
