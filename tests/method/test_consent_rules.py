"""Where somebody is, what the law asks for there, and how they are asked: each example in the files."""

import string
import tomllib
from importlib.resources import files

import pytest

from joinery.method.consent_rules import LANGUAGES, place_of, places, strictest, wording_for

PAGE = tomllib.loads(files("joinery.method").joinpath("consent/places.toml").read_text("utf-8"))
WORDS = tomllib.loads(files("joinery.method").joinpath("consent/wording.toml").read_text("utf-8"))


@pytest.mark.parametrize("example", PAGE["example"], ids=str)
def test_an_example_finds_its_place(example):
    found = place_of(example.get("chosen", ""), example.get("country", ""), example.get("zone", ""))

    assert (found.code, found.asks) == (example["place"], example["asks"])


@pytest.mark.parametrize("example", PAGE["together"], ids=str)
def test_of_several_places_the_strictest_holds(example):
    assert strictest(place_of(code) for code in example["places"]) == example["asks"]


def test_every_place_has_a_fact_and_its_source():
    assert [each.code for each in places().values() if not each.fact or not each.source.startswith("http")] == []
    assert [each.code for each in places().values() if set(each.law) != set(LANGUAGES)] == []


def test_all_states_are_there_once():
    states = [code for code in places() if code.startswith("US-")]

    assert len(states) == 51
    assert len([code for code in states if places()[code].asks == "all"]) == 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_of_it_with_the_same_names(language):
    named = {
        name: sorted(part[1] for part in string.Formatter().parse(words) if part[1])
        for name, words in WORDS[language].items()
    }

    assert named == {"letter": ["call", "days", "firm"], "say": [], "right": [], "place": ["law"]}


def test_the_wording_names_the_law_of_the_place_in_the_persons_language():
    asked = wording_for(places()["DE"], "de", firm="Wessel", call="Der Keller", days=90)

    assert asked.because.endswith("§ 201 StGB.")
    assert "„Der Keller“" in asked.letter
    assert "90 Tagen" in asked.letter
    assert asked.whole.count("\n\n") == 2


def test_where_the_place_is_not_known_no_law_is_named_and_english_stands_in_for_other_languages():
    asked = wording_for(place_of(), "xx", firm="Wessel", call="The basement", days=90)

    assert asked.because == ""
    assert asked.letter.startswith("May Wessel record")


def test_a_firms_own_way_of_asking_keeps_what_the_person_may_do():
    asked = wording_for(places()["FR"], "fr", firm="W", call="C", days=9, own="Vous permettez ?")

    assert (asked.letter, asked.say) == ("Vous permettez ?", "Vous permettez ?")
    assert "reprendre un oui" in asked.whole
