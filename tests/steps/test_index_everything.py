"""The index can be made anew from the records."""

from __future__ import annotations

from conftest import NOON

from joinery.beliefs.actions import believe
from joinery.customers.actions import write_note
from joinery.customers.queries import companies_for
from joinery.search.models import Entry
from joinery.search.queries import find
from joinery.steps.index_everything import index_everything


def test_what_was_found_before_is_found_again(astoria, dora, laundry, call, ana):
    believe(astoria, "timing", "Before the fairs", by=ana, now=NOON)
    write_note(astoria, "Calls before nine", by=ana, now=NOON)
    Entry.objects.all().delete()
    assert find("before", companies_for(ana)) == []

    assert index_everything(NOON) == 6
    assert sorted(hit.kind for hit in find("before", companies_for(ana))) == ["belief", "note"]
    assert {entry.kind for entry in Entry.objects.all()} == {
        "company", "note", "person", "opportunity", "call", "belief",
    }  # fmt: skip
