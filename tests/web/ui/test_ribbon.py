"""The ribbon is a picture of the talk: its places are those of the words, and it says the same in a sentence."""

import re
from xml.etree import ElementTree

import pytest

from joinery.web.ui.ribbon import Row, draw_ribbon, ticks_of
from joinery.web.ui.talk import Line
from tests.readings import ASTORIA, hear, talk


def shapes(picture: str, css_class: str) -> list[dict[str, str]]:
    return [each.attrib for each in ElementTree.fromstring(picture).iter() if each.get("class", "") == css_class]


def marks(picture: str) -> list[ElementTree.Element]:
    return [each for each in ElementTree.fromstring(picture) if each.get("class", "").startswith("ribbon__mark")]


def places(picture: str, css_class: str) -> list[tuple[str, str, str]]:
    return [(each["x"], each["y"], each["width"]) for each in shapes(picture, css_class)]


def test_each_act_is_drawn_where_it_was_said_the_customer_above_the_seller():
    picture = draw_ribbon(ASTORIA).picture

    assert places(picture, "ribbon__tell") == [("0.00%", "58", "20.00%"), ("40.00%", "58", "20.00%")]
    assert places(picture, "ribbon__ask") == [("20.00%", "128", "20.00%")]
    assert places(picture, "ribbon__agree") == [("60.00%", "128", "20.00%")]
    assert places(picture, "ribbon__else") == [("80.00%", "58", "20.00%")]


def test_a_tell_has_a_grain_so_that_no_colour_is_needed():
    picture = draw_ribbon(ASTORIA, name="astoria").picture

    assert picture.count('fill="url(#astoria-grain)"') == len(shapes(picture, "ribbon__tell"))


def test_the_tracks_are_named_by_their_side_and_people():
    picture = draw_ribbon(ASTORIA, labels={"customer": "Hotel Astoria"}).picture

    names = ["".join(each.itertext()) for each in ElementTree.fromstring(picture).iter("text")]
    assert names[:2] == ["Hotel Astoria, Dora and Piet", "Seller, Ana"]


def test_a_mark_stands_at_the_moment_of_its_words():
    drawn = marks(draw_ribbon(ASTORIA).picture)

    # The hesitation begins at character 35 of 64 of the turn from second 20 to 30, of 50 seconds.
    assert [each.get("x") for each in drawn] == ["0.90%", "50.94%", "60.00%"]
    assert [each.get("class") for each in drawn] == ["ribbon__mark", "ribbon__mark ribbon__mark--light", "ribbon__mark"]


def test_the_twin_says_the_same_in_rows():
    assert draw_ribbon(ASTORIA).rows == (
        Row("0:00", "Dora", "Need", "We lose a cart of linen every week"),
        Row("0:25", "Dora", "Yellow light", "I am not sure a washer helps"),
        Row("0:30", "Ana", "Our promise", "I'll send you the drain positions by Thursday"),
    )


def test_the_picture_says_itself_in_a_sentence():
    ribbon = draw_ribbon(ASTORIA)

    assert ribbon.sentence == (
        "Ribbon of the talk, 1 minute. Customer: 63% of the words; Seller: 37% of the words. "
        "Heard: need 1, yellow light 1, promise 1."
    )
    assert ElementTree.fromstring(ribbon.picture)[0].text == ribbon.sentence


def test_without_times_the_words_are_the_measure():
    untimed = talk(("Dora", "tell", "one two three four five six"), ("Ana", "ask", "seven eight?"), seconds=None)

    ribbon = draw_ribbon(hear(untimed, ("need", "four five")))

    assert places(ribbon.picture, "ribbon__tell") == [("0.00%", "58", "75.00%")]
    assert places(ribbon.picture, "ribbon__ask") == [("75.00%", "128", "25.00%")]
    assert [row.when for row in ribbon.rows] == ["turn 1"]
    assert ">0 words</text>" in ribbon.picture


def test_without_sides_each_one_has_a_lane_and_the_quietest_share_the_last():
    crowd = [(name, "tell", "word " * number) for number, name in enumerate("ABCDEFG", start=1)]

    names = re.findall(r"<tspan>(.*?)</tspan>", draw_ribbon(talk(*crowd, sides={})).picture)

    assert names == ["E", "F", "G", "The others"]


def test_one_speaker_alone_has_one_lane():
    picture = draw_ribbon(talk(("Noor", "tell", "I talk alone."))).picture

    assert len(shapes(picture, "ribbon__track")) == 1


def test_forty_marks_share_drawings_and_every_one_keeps_its_stem():
    said = [("Dora", "tell", f"need number {number} here") for number in range(40)]
    reading = hear(talk(*said), *[("need", f"number {number} ") for number in range(40)])

    picture = draw_ribbon(reading).picture
    at = [float(each.get("x", "").rstrip("%")) for each in marks(picture)]
    feet = [each for each in shapes(picture, "ribbon__stem") if each["y2"] == "58"]

    assert all(later - earlier >= 2.4 for earlier, later in zip(at, at[1:], strict=False))
    assert len({each["x1"] for each in feet}) == 40
    assert len(draw_ribbon(reading).rows) == 40


def test_where_marks_crowd_the_weightiest_is_drawn_and_its_title_names_them_all():
    said = [("Dora", "tell", "We lose linen, and I am not sure."), *[("Ana", "tell", "word " * 20)] * 60]
    reading = hear(talk(*said), ("need", "We lose linen"), ("yellow_light", "I am not sure"))

    (mark,) = marks(draw_ribbon(reading).picture)

    assert mark.get("class") == "ribbon__mark ribbon__mark--light"
    assert next(mark.iter("title")).text == "Need, 0:00; Yellow light, 0:05"


def test_a_talk_of_three_hours_stays_a_small_picture():
    said = [
        (("Dora", "Ana")[number % 2], ("ask", "tell", "react")[number % 3], "so be it then") for number in range(6000)
    ]

    assert len(draw_ribbon(talk(*said, seconds=2.0)).picture) < 150_000


@pytest.mark.parametrize("reading", [talk(), talk(("Dora", "tell", "")), talk(("Dora", "tell", "x"), seconds=0.0)])
def test_a_talk_of_nothing_is_still_a_picture(reading):
    ElementTree.fromstring(draw_ribbon(reading).picture)


def test_names_and_words_of_strangers_cannot_become_markup():
    hostile = "<script>alert(1)</script>\x1b[31m"
    reading = hear(talk((hostile, "tell", f'"{hostile}" & more'), sides={hostile: "customer"}), ("need", "& more"))

    ribbon = draw_ribbon(reading, labels={"customer": '"><b>'})

    assert "<script" not in ribbon.picture + ribbon.legend
    assert "\x1b" not in ribbon.picture + "".join(row.who for row in ribbon.rows)
    ElementTree.fromstring(ribbon.picture)


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        (Line(True, 0, 38 * 60, ()), ["0 min", "10", "20", "30"]),
        (Line(True, 0, 50, ()), ["0 sec", "10", "20", "30", "40", "50"]),
        (Line(True, 1210, 1500, ()), ["21 min", "22", "23", "24", "25"]),
        (Line(True, 0, 9 * 3600, ()), ["0 min", "120", "240", "360", "480"]),
        (Line(False, 0, 430, ()), ["0 words", "100", "200", "300", "400"]),
        (Line(False, 0, 0, ()), ["0 words"]),
    ],
)
def test_the_scale_has_round_numbers_and_few(line, labels):
    assert [label for _, label in ticks_of(line)] == labels
