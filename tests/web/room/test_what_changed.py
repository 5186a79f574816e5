"""What a version changed: what somebody moved, and not the days of steps that were simply done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from joinery.blueprints.actions.doing import finish_step
from joinery.blueprints.actions.editing import re_date
from joinery.blueprints.agreement import newest
from joinery.customers.models import Person
from joinery.lib.tongues import read_in
from joinery.web.room.told import says_of_one


@pytest.fixture
def moved_since(started, ana):
    """Two steps are done long before their days; then somebody moves another."""
    now = timezone.now()
    can_be_done = started.steps.filter(side="ours", is_checkpoint=False, state__in=("ahead", "begun"), is_start=False)
    done = list(can_be_done[:2])
    for step in done:
        finish_step(step, by=ana, now=now, reason="It could be done at once.")
    other = started.steps.exclude(pk__in=[step.pk for step in done]).filter(state="ahead", is_target=False).last()
    re_date(other, other.due_on + timedelta(days=3), other.version, by=ana, now=now)
    return started.fresh(), done, other


def title(step, language):
    return step.words.get("title", {}).get(language, step.title) if isinstance(step.words, dict) else step.title


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_it_tells_what_was_moved_and_not_what_was_done(moved_since, language):
    blueprint, done, other = moved_since
    with read_in(language):
        told = says_of_one(newest(blueprint))

    assert [one for one in told for step in done if title(step, language) in one] == []
    assert told != ()


def test_the_customers_page_says_so_too(dora_client, moved_since, to, dora):
    blueprint, done, other = moved_since
    Person.objects.filter(pk=dora.pk).update(language="en")
    page = dora_client.get(to("plan", blueprint)).content.decode()

    assert [f"“{step.title}” moves" in page for step in (*done, other)] == [False, False, True]


def test_the_desk_tells_the_same_between_any_two_versions(moved_since, ana_client):
    blueprint, done, other = moved_since
    page = ana_client.get(f"/blueprints/{blueprint.public_id}/versions/?from=1&to={newest(blueprint).number}")
    words = page.content.decode()

    assert [f"“{step.title}” moves" in words for step in (*done, other)] == [False, False, True]
