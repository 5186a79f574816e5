"""The plan in a browser that runs no scripts: it can be read, signed and answered."""

from __future__ import annotations

import re

import pytest
from journeys.house import House
from journeys.people import DORA
from journeys.plans import Plan, draw_with_dora, offer_to_dora, say_it_is_done
from playwright.sync_api import Browser, expect


@pytest.fixture(scope="module")
def plan(browser: Browser, house_of_ana: House) -> Plan:
    return draw_with_dora(browser, house_of_ana, java_script_enabled=False)


def test_the_room_and_the_plan_are_read(plan):
    dora, step = plan.dora, plan.step("kind = 'step' AND side = 'ours'")
    dora.go(plan.room)
    expect(dora.page.locator("main")).to_contain_text("You sign and we start.")
    dora.page.locator(f'main a[href$="/blueprints/{plan.id}/"]').first.click()
    expect(dora.page).to_have_url(re.compile(f"/blueprints/{plan.id}/"))
    rows = dora.page.locator(f'main a[href$="/steps/{step}/"]')
    expect(rows.first).to_be_visible()
    title = rows.first.inner_text()

    rows.first.click()
    expect(dora.page.get_by_role("heading", level=1)).to_have_text(title)


def test_the_plan_is_signed(plan):
    dora = plan.dora
    offer_to_dora(plan)
    dora.go(f"{plan.in_room}sign/")
    expect(dora.page.locator("ol.sealed li").first).to_be_visible()
    dora.press("Send me the code")
    dora.write(name="Dora Marković", code=plan.house.code_in_letter(DORA))
    dora.page.get_by_role("button", name=re.compile("Sign version")).click()

    expect(dora.page).to_have_url(re.compile("/seal/"))
    expect(dora.page.locator("main")).to_contain_text("Dora Marković")
    assert plan.step("state = 'begun'")


def test_a_checkpoint_is_answered_with_not_quite_and_then_with_yes(plan):
    dora, step = plan.dora, plan.step("is_checkpoint = 1 AND side = 'ours' AND stage > 5")
    say_it_is_done(plan.ana, step)
    dora.go(f"{plan.room}steps/{step}/")
    dora.page.locator("#verdict-words").fill("The table stands in the way.")
    dora.press("Not quite")
    expect(dora.page.locator("main")).to_contain_text("The table stands in the way.")

    say_it_is_done(plan.ana, step)
    dora.page.reload()
    dora.press("Yes, as I pictured it")
    expect(dora.page.locator("main")).to_contain_text("Yes, as pictured")
    assert plan.step(f"public_id = '{step}' AND state = 'done'")
