"""A reading as text, as a page and as a line of JSON, from readings made by hand."""

import json
import math
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from joinery.project.command.listen_json import as_line
from joinery.project.command.listen_page import as_page
from joinery.project.command.listen_text import Screen, as_text
from tests.readings import ASTORIA, hear, talk

PLAIN = Screen(width=80)


class Page(HTMLParser):
    """What a browser would find: the tags, and every address that would be fetched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attributes if name in ("href", "src")]


def test_the_text_says_who_talked_and_quotes_with_time_and_day():
    lines = as_text(ASTORIA, "astoria.vtt", PLAIN).splitlines()

    assert lines[0] == "Hotel Astoria"
    assert lines[1] == "0:50 long, 3 speakers, 5 turns"
    dora = next(line for line in lines if line.startswith("  Dora "))
    assert re.sub(" +", " ", re.sub("[█░]", "", dora)).strip() == "Dora customer 40% 21 words asked 0 told 2"
    quoted = " ".join(" ".join(lines).split())
    assert "0:30 Ana: “I'll send you the drain positions by Thursday” [due Thursday, 3 September 2026]" in quoted


def test_the_text_ribbon_has_the_customer_above_the_seller():
    lines = as_text(ASTORIA, "astoria.vtt", PLAIN).splitlines()
    customer = next(line for line in lines if line.startswith("  customer"))
    seller = next(line for line in lines if line.startswith("  seller"))

    assert [each for each in dict.fromkeys(customer[11:]) if each != " "] == ["░", "·"]
    assert [each for each in dict.fromkeys(seller[11:]) if each != " "] == ["█", "▄"]


def test_no_line_is_wider_than_the_terminal():
    long = hear(talk(("Konstantinos Papadimitriou-Weatherstone", "tell", "word " * 200)), ("need", "word " * 60))

    assert max(len(line) for line in as_text(long, "x.vtt", Screen(width=60)).splitlines()) <= 60


def test_colours_are_only_on_a_screen_that_has_them():
    assert "\x1b[" not in as_text(ASTORIA, "x", PLAIN)
    assert "\x1b[94m█" in as_text(ASTORIA, "x", Screen(has_color=True))
    assert as_text(ASTORIA, "x", Screen(has_unicode=False)).isascii()


def test_a_figure_that_is_no_number_is_null_in_json():
    said = json.loads(as_line(replace(ASTORIA, measures={"a": math.nan, "b": math.inf, "c": 0.5}), "x"))

    assert said["measures"] == {"a": None, "b": None, "c": 0.5}


def test_a_finding_in_json_has_its_words_its_day_and_who_heard_it():
    (finding,) = [each for each in json.loads(as_line(ASTORIA, "x"))["findings"] if each["kind"] == "promise"]

    assert finding == {
        "kind": "promise",
        "sort": "",
        "side": "seller",
        "speaker": "Ana",
        "turn": 3,
        "start": 0,
        "end": 45,
        "quote": "I'll send you the drain positions by Thursday",
        "owner": "",
        "due": date(2026, 9, 3).isoformat(),
        "due_words": "",
        "confidence": 0.9,
        "heard_by": "by hand",
        "tier": "likely",
        "cues": [],
    }


def test_one_object_is_one_line_whatever_was_said():
    broken = talk(("Dora", "tell", "one\ntwo\u2028three\x85four\x9bfive"))

    line = as_line(broken, "x")

    assert len(line.splitlines()) == 1
    assert json.loads(line)["turns"][0]["text"] == "one\ntwo\u2028three\x85four\x9bfive"


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing():
    page = Page(as_page(ASTORIA, "astoria.vtt"))

    assert [address for address in page.addresses if not address.startswith("#")] == []
    assert {"script", "link", "iframe", "img", "form"} & set(page.tags) == set()


def test_the_page_quotes_with_a_mark_and_leads_to_the_turn():
    page = as_page(ASTORIA, "astoria.vtt")

    assert "<mark>I am not sure a washer helps</mark>" in page
    assert 'href="#turn-3"' in page
    assert 'id="turn-3"' in page


def test_what_strangers_wrote_stays_words_on_the_page():
    evil = '<script>alert("1")</script><img src=x onerror=alert(1)>'
    hostile = hear(talk((evil, "ask.<u>", f"{evil} more"), title=evil, remarks=[evil]), ("<i>", "more"))

    page = Page(as_page(hostile, f"{evil}.vtt"))

    assert {"script", "img", "u", "i"} & set(page.tags) == set()
    assert page.addresses == Page(as_page(ASTORIA, "x")).addresses[:1] + ["#turn-1"]


def test_a_talk_in_which_nothing_was_heard_has_a_page_too():
    assert "Nothing that the method listens for." in as_page(talk(("Dora", "tell", "Hm.")), "x.vtt")
    assert "Nothing that the method listens for." in as_text(talk(("Dora", "tell", "Hm.")), "x.vtt", PLAIN)
