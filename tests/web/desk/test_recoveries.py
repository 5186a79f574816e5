"""On the desk: what is to be put right stands first, and its owner answers for it."""

from __future__ import annotations

import pytest
from conftest import NOON

from joinery.promises.actions import make_promise, step_promise
from joinery.promises.life import State
from joinery.promises.recoveries import say_to_recovery
from joinery.promises.recovery_life import Said


def break_one(astoria, dora, ana, what="The seals"):
    promise = make_promise(astoria, what, side="ours", by=ana, theirs=dora, now=NOON)
    return step_promise(promise, State.BROKEN, by=dora, words="It drips.", now=NOON).recoveries.get()


@pytest.fixture
def recovery(astoria, dora, ana):
    return break_one(astoria, dora, ana)


def page_of(client, recovery):
    return client.get(f"/promises/{recovery.promise.public_id}/").content.decode()


def test_what_we_cannot_keep_is_to_be_put_right_at_once(ana_client, astoria, dora, ana):
    promise = make_promise(astoria, "The seals", side="ours", by=ana, theirs=dora, now=NOON)
    ana_client.post(f"/promises/{promise.public_id}/steps/", {"state": "revoked", "words": "The mill is shut."})

    assert promise.recoveries.get().stage == "open"
    assert "To put right" in page_of(ana_client, promise.recoveries.get())


def test_today_says_it_first(ana_client, recovery):
    page = ana_client.get("/").content.decode()

    assert "<h1>One promise waits to be put right.</h1>" in page
    assert page.index('id="put-right"') < page.index('id="promises"')
    assert "“It drips.”" in page


def test_a_plan_is_written_for_them_and_then_we_wait(ana_client, recovery):
    answer = ana_client.post(f"/recoveries/{recovery.public_id}/plan/", {"words": "New seals on Monday."})
    page = page_of(ana_client, recovery)

    assert answer.url == f"/promises/{recovery.promise.public_id}/"
    assert "New seals on Monday." in page
    assert "Waiting for Dora to agree, or to say what is missing." in page
    assert "<h1>One promise waits" not in ana_client.get("/").content.decode()


def test_put_right_asks_why_and_loses_nothing_that_was_typed(ana_client, recovery):
    early = ana_client.post(f"/recoveries/{recovery.public_id}/repair/", {"cause": "A wrong day."}, follow=True)
    ana_client.post(f"/recoveries/{recovery.public_id}/plan/", {"words": "New seals on Monday."})
    ana_client.post(f"/recoveries/{recovery.public_id}/repair/", {"cause": "A wrong day."})
    recovery.refresh_from_db()

    assert "You wrote: “A wrong day.”" in early.content.decode()
    assert (recovery.stage, recovery.cause, recovery.closed_at) == ("fixed", "A wrong day.", None)


def test_the_cause_is_owed_even_after_they_closed_it(ana_client, recovery, dora):
    say_to_recovery(recovery, Said.YES, by=dora, now=NOON)
    assert "Why did it come to this?" in ana_client.get("/").content.decode()
    ana_client.post(f"/recoveries/{recovery.public_id}/cause/", {"cause": "A wrong day."})

    assert 'id="put-right"' not in ana_client.get("/").content.decode()
    assert "A wrong day." in page_of(ana_client, recovery)


@pytest.mark.parametrize("deed", ["plan", "repair", "cause"])
def test_whoever_does_not_see_the_customer_finds_nothing(client, recovery, sam, deed):
    client.force_login(sam, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(f"/recoveries/{recovery.public_id}/{deed}/", {"words": "x", "cause": "x"})
    recovery.refresh_from_db()

    assert (answer.status_code, recovery.stage, recovery.cause) == (404, "open", "")


@pytest.mark.parametrize("rows", [1, 3])
def test_today_asks_the_database_the_same_number_of_questions(
    ana_client, astoria, dora, ana, rows, django_assert_max_num_queries
):
    for number in range(rows):
        break_one(astoria, dora, ana, f"P{number}")

    with django_assert_max_num_queries(12):
        ana_client.get("/")
