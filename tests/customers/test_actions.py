"""Companies and people: added, changed, put away, brought back."""

from __future__ import annotations

import pytest
from conftest import NOON

from joinery.customers.actions import (
    CannotKeep,
    add_company,
    add_helper,
    add_person,
    bring_back_company,
    edit_company,
    put_away_company,
    remove_helper,
    write_note,
)
from joinery.customers.queries import companies_for, put_away_companies_for
from joinery.firm.models import Deed
from joinery.lib.records import ChangedMeanwhile


def test_a_new_company_belongs_to_its_owners_team(ana):
    company = add_company("  Haus Edelweiss ", by=ana, now=NOON, city="Graz")

    assert (company.name, company.owner, company.team, company.city) == ("Haus Edelweiss", ana, ana.team, "Graz")
    assert [deed.says for deed in Deed.objects.all()] == ["added Haus Edelweiss"]


def test_a_company_without_a_name_is_refused(ana):
    with pytest.raises(CannotKeep, match="Give a name"):
        add_company("  ", by=ana, now=NOON)


def test_whoever_saves_second_is_told_and_nothing_is_overwritten(astoria, ana):
    edit_company(astoria, 1, by=ana, now=NOON, city="Trieste")

    with pytest.raises(ChangedMeanwhile):
        edit_company(astoria, 1, by=ana, now=NOON, city="Udine")
    assert astoria.fresh().city == "Trieste"


def test_a_change_says_what_was_and_what_is(astoria, ana):
    edit_company(astoria, 1, by=ana, now=NOON, city="Trieste", name="Hotel Astoria")

    assert [(deed.says, deed.changes) for deed in Deed.objects.all()] == [
        ("changed city of Hotel Astoria", {"city": ["", "Trieste"]})
    ]


def test_who_looks_after_it_decides_which_team_sees_it(astoria, ana, sam):
    edit_company(astoria, 1, by=ana, now=NOON, owner=sam)

    assert list(companies_for(sam)) == [astoria]
    assert list(companies_for(ana)) == []


def test_put_away_is_not_deleted(astoria, ana, sam):
    put_away_company(astoria, by=ana, now=NOON)
    assert (list(companies_for(ana)), list(put_away_companies_for(ana))) == ([], [astoria])
    assert list(put_away_companies_for(sam)) == []

    bring_back_company(astoria, by=ana, now=NOON)
    assert list(companies_for(ana)) == [astoria]


def test_a_helper_sees_the_company_until_no_longer(astoria, ana, sam):
    add_helper(astoria, sam, by=ana, now=NOON)
    assert list(companies_for(sam)) == [astoria]

    remove_helper(astoria, sam, by=ana, now=NOON)
    assert list(companies_for(sam)) == []


def test_a_note_needs_words(astoria, ana):
    with pytest.raises(CannotKeep, match="Write something first"):
        write_note(astoria, " ", by=ana, now=NOON)


def test_a_person_keeps_what_was_given(astoria, ana):
    person = add_person(astoria, "Piet Aerts", by=ana, now=NOON, title="Housekeeping", language="nl")

    assert (person.company, person.title, person.language) == (astoria, "Housekeeping", "nl")
