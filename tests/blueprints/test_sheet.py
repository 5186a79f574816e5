"""A plan on paper."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import NOON

from joinery.blueprints.actions.editing import add_step
from joinery.blueprints.agreement import agreement_on, newest
from joinery.blueprints.sheet import paper_of, plan_pdf


def test_every_step_is_on_paper_with_its_owner_and_day(blueprint):
    plan = paper_of(newest(blueprint), agreement_on(newest(blueprint)))
    assert [row["title"] for row in plan["steps"]] == [
        step.title for step in sorted(blueprint.steps.all(), key=lambda step: (step.due_on, step.sort))
    ]
    assert all(row["who"] and row["day"] for row in plan["steps"])
    assert plan["seal"] is None


def test_the_names_are_on_the_seal_page_with_what_each_saw(signed):
    version = newest(signed)
    seal = paper_of(version, agreement_on(version))["seal"]
    assert [name["typed"] for name in seal["names"]] == ["Dora Marković", "Ana Lindqvist"]
    assert [value for _, value in seal["marks"]] == [version.commitment, version.seal]
    assert seal["names"][0]["at"] == "2 September 2026, 15:00:00 (UTC+02:00)"


def test_the_same_version_gives_the_same_paper(signed):
    made = plan_pdf(newest(signed))
    assert made == plan_pdf(newest(signed))
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid" in made
    assert b"pdfaid" in made


@pytest.mark.parametrize("title", ['#panic("x") *b* $x^2$ <l> @a', "日本語の計画", "🧺", "خطة", "x" * 150])
def test_what_people_write_is_text_and_never_markup(blueprint, ana, title):
    add_step(blueprint, title, by=ana, now=NOON, side="ours", due_on=date(2026, 11, 2))
    assert plan_pdf(newest(blueprint)).startswith(b"%PDF-")
