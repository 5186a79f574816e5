"""Finding words: whatever is typed is words, and only what a reader may see is found."""

from __future__ import annotations

import pytest
from conftest import NOON
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinery.customers.actions import add_company, add_person, put_away_company, put_away_person, write_note
from joinery.customers.models import Company
from joinery.customers.queries import companies_for
from joinery.search.actions import index
from joinery.search.folding import piece_around
from joinery.search.models import Entry
from joinery.search.queries import Hit, find, words_of

pytestmark = pytest.mark.django_db


def titles(typed, user):
    return [hit.title for hit in find(typed, companies_for(user))]


@pytest.fixture
def astoria(ana):
    return add_company("Hôtel Astoria", by=ana, now=NOON, city="Trieste", about="Four houses on the sea")


def test_a_company_is_found_by_a_part_of_its_words_without_accents(astoria, ana):
    assert titles("hotel trie", ana) == ["Hôtel Astoria"]
    assert titles("HOTEL sea", ana) == ["Hôtel Astoria"]
    assert titles("hotel vienna", ana) == []


def test_a_seller_of_another_team_finds_nothing_of_ours(astoria, ana, sam):
    write_note(astoria, "They like to be called early", by=ana, now=NOON)

    assert titles("early", ana) == ["Hôtel Astoria"]
    assert titles("early", sam) == []


def test_a_helper_of_another_team_finds_what_they_help_with(astoria, cara):
    assert titles("astoria", cara) == []
    astoria.helpers.add(cara)
    assert titles("astoria", cara) == ["Hôtel Astoria"]


def test_what_was_changed_is_found_by_its_new_words_only(astoria, ana):
    index("company", astoria, company_id=astoria.pk, title="Quicklime", body="", now=NOON)

    assert titles("astoria", ana) == []
    assert titles("quicklime", ana) == ["Quicklime"]


def test_what_is_put_away_is_no_longer_found(astoria, ana):
    dora = add_person(astoria, "Dora Marković", by=ana, now=NOON)
    assert titles("markovic", ana) == ["Dora Marković"]

    put_away_person(dora, by=ana, now=NOON)
    assert titles("markovic", ana) == []
    put_away_company(astoria, by=ana, now=NOON)
    assert titles("astoria", ana) == []


def test_a_snippet_is_safe_to_show_and_marks_the_hit(astoria, ana):
    write_note(astoria, "<script>alert(1)</script> towels & sheets", by=ana, now=NOON)

    [hit] = find("towels", companies_for(ana), kinds=["note"])

    assert hit.snippet == "&lt;script&gt;alert(1)&lt;/script&gt; <mark>towels</mark> &amp; sheets"


def test_marks_in_the_text_itself_cannot_break_out_of_a_snippet():
    assert Hit("note", "x", "t", "\x02a\x03<b>", 1).snippet == "<mark>a</mark>&lt;b&gt;"


def test_kinds_can_be_asked_for_and_left_out(astoria, ana):
    write_note(astoria, "astoria again", by=ana, now=NOON)

    assert [hit.kind for hit in find("astoria", companies_for(ana), kinds=["note"])] == ["note"]
    assert [hit.kind for hit in find("astoria", companies_for(ana), but=["note"])] == ["company"]


def test_ten_thousand_words_are_cut_to_a_dozen(astoria, ana):
    assert len(words_of("word " * 10_000)) == 12
    assert titles("astoria " * 10_000, ana) == ["Hôtel Astoria"]


NASTY = ['"', "*", "NEAR(", "a NEAR b", "' OR 1=1 --", "title:x", "(", "a AND", "NOT", "^a", "%%%%", "-", "{a b}"]


@pytest.mark.parametrize("typed", NASTY)
def test_the_language_of_the_index_is_never_spoken(typed, astoria, ana):
    assert isinstance(find(typed, companies_for(ana)), list)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60) | st.text(alphabet="\"*()^:-+{}'\\%_ aNEARDOT", max_size=40))
def test_whatever_is_typed_is_answered(typed, db):
    assert isinstance(find(typed, Company.objects.all()), list)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.text(alphabet="abcXYZäöüßéčćłøœ0189 '’\"-*(),.:\n\t", min_size=1, max_size=80))
def test_each_word_that_was_written_is_found_again(said, astoria, ana):
    Entry.objects.filter(kind="note").delete()
    index("note", astoria, company_id=astoria.pk, title="t", body=said, now=NOON)
    for word in words_of(said):
        assert [hit.kind for hit in find(word, companies_for(ana), kinds=["note"])] == ["note"], word


@pytest.mark.postgres
def test_postgresql_finds_marks_and_filters_alike(astoria, ana, sam):
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("This run has no PostgreSQL.")
    write_note(astoria, "They want the towels by ten", by=ana, now=NOON)
    [hit] = find("want tow", companies_for(ana))
    assert hit.snippet == "They <mark>want</mark> the <mark>towels</mark> by ten"
    assert find("towels", companies_for(sam)) == []


def test_a_piece_is_cut_around_the_first_hit_with_its_accents_kept():
    body = " ".join(f"w{number}" for number in range(40)) + " the Hôtel and the hotels " + "x " * 40

    assert piece_around(body, ["hotel"]) == (
        "…w29 w30 w31 w32 w33 w34 w35 w36 w37 w38 w39 the \x02Hôtel\x03 and the \x02hotels\x03 x x x x x x x x…"
    )
    assert piece_around("the other", ["he", "oth"]) == "the \x02other\x03"
    assert piece_around("", ["a"]) == ""
