"""Colours: typed, told apart, moved until they can be read."""

import pytest

from joinery.lib.colour import NoColour, contrast, nearest_readable, oklch, to_hex, to_lch, typed, weakest


@pytest.mark.parametrize("words", ["#1f4fa3", " 1F4FA3 ", "1f4fa3"])
def test_a_colour_is_taken_as_people_write_it(words):
    assert typed(words) == "#1f4fa3"


def test_three_signs_stand_for_six():
    assert typed("#abc") == "#aabbcc"


@pytest.mark.parametrize("words", ["", "blue", "#12345", "#1f4fa3; --x: url(https://evil.example)", "#1f4fa३"])
def test_what_is_no_colour_is_refused(words):
    with pytest.raises(NoColour):
        typed(words)


def test_contrast_is_what_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colour", ["#1f4fa3", "#ff0000", "#00ff00", "#808080", "#ffffff", "#000000", "#f5a623"])
def test_there_and_back_is_the_same_colour(colour):
    assert to_hex(to_lch(colour)) == colour


def test_a_colour_of_the_stylesheet_is_what_a_browser_shows():
    assert oklch(1, 0, 0) == "#ffffff"
    assert oklch(0.6279, 0.2577, 29.23) == "#ff0000"


@pytest.mark.parametrize("colour", ["#f5a623", "#ffff00", "#00ff88", "#ff00ff", "#ffffff", "#cccccc"])
def test_the_nearest_readable_is_readable_and_no_darker_than_it_must_be(colour):
    found = nearest_readable(colour, ["#f8f4ec"], 4.5, darker=True)

    assert weakest(found, ["#f8f4ec"]) >= 4.5
    assert weakest(found, ["#f8f4ec"]) < 4.7


def test_by_lamplight_it_becomes_lighter():
    found = nearest_readable("#1f4fa3", ["#221d18"], 4.5, darker=False)

    assert 4.5 <= weakest(found, ["#221d18"]) < 4.7


def test_what_can_be_read_stays_as_it_is():
    assert nearest_readable("#1f4fa3", ["#ffffff"], 4.5, darker=True) == "#1f4fa3"
