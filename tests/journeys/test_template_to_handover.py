"""One process from a template to the handover, in two browsers: Ana's of the seller, Dora's of the customer."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from imap_cast import IS_THERE, put, served, url
from journeys.house import House
from journeys.people import DORA
from journeys.plans import TARGET, Plan, draw_with_dora, form_to, offer_to_dora, say_it_is_done
from playwright.sync_api import Browser, expect
from post_cast import BORDER, OURS, reply


@pytest.fixture(scope="module")
def mailbox() -> Iterator[int]:
    """Their answers come into it: a real IMAP server, which the house looks into twice a second."""
    if not IS_THERE:
        pytest.skip("NO MAILBOX: pymap, an IMAP server for tests, is not installed")
    with served() as port:
        yield port


@pytest.fixture(scope="module")
def house(browser: Browser, mailbox: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = {"ADDRESS": OURS, "AUTHSERV": BORDER, "URL": url(mailbox), "PAUSE": "0.5"}
    incoming = {f"JOINERY_INCOMING_{name}": value for name, value in settings.items()}
    begun = House(tmp_path_factory.mktemp("house"), incoming, with_firm=True)
    yield begun
    begun.close()


@pytest.fixture(scope="module")
def plan(browser: Browser, house: House) -> Iterator[Plan]:
    drawn = draw_with_dora(browser, house)
    drawn.ana.look()
    yield drawn
    assert drawn.ida.complaints + drawn.dora.complaints == []


def test_both_draw_it_and_two_at_once_lose_nothing(plan):
    ana, dora, step = plan.ana, plan.dora, plan.step("kind = 'step' AND side = 'ours'")
    dora.go(plan.in_room)
    dora.look()
    add = form_to(dora, f"blueprints/{plan.id}/steps/")
    add.locator("[name=title]").fill("Tell the night team")
    add.get_by_role("button").last.click()
    expect(dora.page.locator("main")).to_contain_text("Tell the night team")

    ana.go(f"/steps/{step}/")
    mine = form_to(ana, f"/steps/{step}/")
    mine.locator("[name=title]").fill("The sketch, with the drain")
    dora.go(f"{plan.room}steps/{step}/")
    change = form_to(dora, f"steps/{step}/change/")
    change.locator("[name=title]").fill("The sketch, in our colours")
    change.get_by_role("button").last.click()
    expect(dora.page.get_by_role("heading", level=1)).to_have_text("The sketch, in our colours")
    mine.get_by_role("button", name="Save").click()
    both = ana.page.locator("[role=alert]").first
    expect(both).to_contain_text("The sketch, in our colours")
    expect(both).to_contain_text("The sketch, with the drain")


def test_a_dispute_is_answered_and_settled_by_who_opened_it(plan):
    ana, dora, step = plan.ana, plan.dora, plan.step("kind = 'step' AND side = 'ours'")
    dora.go(f"{plan.room}steps/{step}/")
    dora.page.locator("#trouble-words").fill("Not before the season is over.")
    dora.press("We do not agree")
    expect(dora.page.locator("main")).to_contain_text("Not before the season is over.")
    dora.look()

    ana.go(f"/steps/{step}/")
    answer = ana.page.locator('form[action^="/concerns/"]').first
    answer.locator("[name=words]").fill("We come in October, then.")
    answer.get_by_role("button", name="Answer").click()
    expect(ana.page.locator("main")).to_contain_text("We come in October, then.")

    dora.page.reload()
    expect(dora.page.locator("main")).to_contain_text("We come in October, then.")
    dora.press("It is settled")
    expect(dora.page.locator("main")).to_contain_text("says that it is settled")


def test_signed_by_name_and_code_and_the_first_steps_run_the_same_minute(plan):
    dora = plan.dora
    offer_to_dora(plan)
    plan.ida.look()

    dora.go(f"{plan.in_room}sign/")
    dora.look()
    dora.press("Send me the code")
    dora.write(name="Dora Marković", code=plan.house.code_in_letter(DORA))
    dora.page.get_by_role("button", name=re.compile("Sign version")).click()
    expect(dora.page).to_have_url(re.compile("/seal/"))
    dora.look()
    assert plan.step("state = 'begun'")


def test_a_day_moved_after_the_signature_waits_for_their_yes(plan):
    ana, dora, step = plan.ana, plan.dora, plan.step("is_target = 1")
    ana.go(f"/steps/{step}/")
    move = form_to(ana, f"/steps/{step}/day/")
    move.locator("[name=day]").fill((TARGET + timedelta(days=7)).isoformat())
    move.locator("[name=cause]").select_option("late_part")
    move.locator("[name=words]").fill("The drum comes a week late.")
    with ana.page.expect_response(re.compile("/day/")):
        move.get_by_role("button", name="Move it").click()

    dora.go(f"{plan.room}steps/{step}/")
    expect(dora.page.locator("main")).to_contain_text("The drum comes a week late.")
    assert "late_part" not in dora.page.content()
    dora.page.locator('form[action$="/agreed/"]').get_by_role("button").first.click()
    dora.go(plan.in_room)
    dora.look()


def test_not_quite_becomes_a_fix_and_then_a_yes_by_mail(plan, mailbox):
    ana, dora, step = plan.ana, plan.dora, plan.step("is_checkpoint = 1 AND side = 'ours' AND stage > 5")
    say_it_is_done(ana, step)
    dora.go(f"{plan.room}steps/{step}/")
    dora.look()
    dora.page.locator("#verdict-words").fill("The table stands in the way.")
    dora.press("Not quite")
    expect(dora.page.get_by_role("region", name="Between us")).to_contain_text("The table stands in the way.")

    ana.go(f"/steps/{step}/")
    answer = ana.page.locator('form[action^="/concerns/"]').first
    answer.locator("[name=words]").fill("The table stands by the window now.")
    answer.get_by_role("button", name="Answer").click()
    say_it_is_done(ana, step)
    letter = reply(plan.house.reply_address(DORA, "answer"), "Yes", sender=f"Dora Marković <{DORA}>")
    put(mailbox, letter.as_bytes())
    wait_until_done(plan, step)
    dora.page.reload()
    expect(dora.page.locator("main")).to_contain_text("said yes to it")


def wait_until_done(plan: Plan, step: str) -> None:
    until = time.monotonic() + 30
    while not plan.house.asked(f"SELECT 1 FROM blueprints_step WHERE public_id = '{step}' AND state = 'done'"):  # noqa: S608
        assert time.monotonic() < until, "the answer by mail did not arrive"
        time.sleep(0.2)


def test_the_delivery_is_as_ordered_and_handed_over_in_their_words(plan):
    ana = plan.ana
    ana.go(f"/blueprints/{plan.id}/delivery/")
    ana.look()
    form = form_to(ana, f"/blueprints/{plan.id}/payments/")
    form.locator("[name=amount]").fill("2500")
    form.locator("[name=reference]").fill("2026-17")
    form.get_by_role("button", name="Note it").click()
    expect(ana.page.locator("main")).to_contain_text("Welcome package in their room")
    assert "welcome package" in plan.house.letter(DORA, "package")
    ana.go("/delivery/")
    ana.look()
