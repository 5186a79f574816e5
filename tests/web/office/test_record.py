"""How the firm's processes were kept: extras for everybody alike, deviations and gates, each with the deed behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from blueprint_cast import blueprint, guest, signed
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from joinery.blueprints.actions.doing import finish_step
from joinery.blueprints.actions.extras import give_extra, say_useful
from joinery.opportunities.models import GateOverride

__all__ = ["blueprint", "guest", "signed"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def office(client, ben):
    client.force_login(ben, backend=BACKEND)
    return client


def page_of(office):
    return office.get(reverse("office:record"))


def test_an_empty_house_says_so_in_words(office):
    html = page_of(office).content.decode()
    assert "Everything was done as it was drawn." in html
    assert "Nobody went through a closed gate." in html


def test_who_got_an_extra_and_who_did_not_stand_side_by_side(office, signed, guest, ana):
    first, second, ahead = signed.extras.all()[:3]
    now, today = timezone.now(), timezone.localdate()
    give_extra(first, by=ana, now=now)
    say_useful(first, True, guest, now=now)
    for extra, day in ((second, today - timedelta(days=3)), (ahead, today + timedelta(days=3))):
        extra.due_on = day
        extra.save()
    rows = {row.what: row for row in page_of(office).context["record"].extras}
    assert (rows[first.what].got, rows[first.what].owed, rows[first.what].useful) == ((first,), (), 1)
    assert (rows[second.what].got, rows[second.what].owed) == ((), (second,))
    assert ahead.what not in rows


def test_what_was_not_done_as_designed_is_counted_by_kind_with_its_reason(office, signed, ana):
    step = signed.steps.get(kind="kickoff")
    finish_step(step, by=ana, now=timezone.now(), reason="They asked to begin at once.")
    page = page_of(office)
    kinds = page.context["record"].deviations
    assert [(kind.title, len(kind.deeds)) for kind in kinds] == [("Done before what comes first", 1)]
    assert "“They asked to begin at once.”" in page.content.decode()
    assert reverse("desk:blueprint", args=[signed.public_id]) in page.content.decode()


def test_a_gate_that_was_overridden_names_who_and_what_was_missing(office, laundry, ben):
    GateOverride.objects.create(
        opportunity=laundry, gate="proposal", missing=["impact"], reason="They need a price.", by=ben, at=timezone.now()
    )
    page = page_of(office)
    kind = page.context["record"].overrides[0]
    assert (kind.title, kind.deeds[0].by, kind.deeds[0].company) == (
        "Before a proposal",
        "Ben Okafor",
        laundry.company.name,
    )
    assert "We do not know what it costs them today." in kind.deeds[0].what


def test_sellers_do_not_open_it(ana_client):
    assert page_of(ana_client).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_record_asks_the_same_few_questions(office, laundry, ben, count):
    for _ in range(count):
        GateOverride.objects.create(
            opportunity=laundry, gate="proposal", missing=["impact"], reason="R", by=ben, at=timezone.now()
        )
    with CaptureQueriesContext(connection) as asked:
        page_of(office)
    assert len(asked) <= 12
