"""The main job, whole: from the first run to a customer who says "yes", and "not quite"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from journeys import steps
from journeys.house import House
from journeys.steps import Reader


@dataclass
class Thread:
    ana: Reader
    company: str
    call: str
    room: str


@pytest.fixture(scope="module")
def thread(browser: Browser, house: House) -> Iterator[Thread]:
    """Ana's part, which every story here begins with; each of its steps looks whether it came out."""
    ida, ana = Reader(browser, house), Reader(browser, house)
    steps.set_up_firm(ida)
    steps.add_colleague(ida, "Ana Lindqvist", steps.ANA, "Hotels")
    steps.add_colleague(ida, "Sam Keane", steps.SAM, "Hospitals")
    ida.look()
    steps.sign_in(ana, steps.ANA)
    company = steps.add_customer(ana)
    call = steps.arrange_call(ana)
    steps.plan_call(ana)
    steps.send_agenda(ana)
    steps.put_in_talk(ana, call, house.folder)
    steps.say_who_spoke(ana)
    steps.debrief(ana)
    room = steps.open_room(ana, company)
    yield Thread(ana, company, call, room)
    assert ida.complaints + ana.complaints == []


def test_the_customer_says_yes_and_not_quite_and_the_seller_reads_both(browser, house, thread):
    dora, ana = Reader(browser, house), thread.ana
    steps.enter_room(dora, thread.room)
    dora.look()

    yes = steps.line(dora, "nine hundred euros a day")
    yes.get_by_role("button", name="Yes").click()
    expect(yes.get_by_text("You said yes")).to_be_visible()
    other = steps.line(dora, "two days of linen")
    other.get_by_text("Not quite").click()
    other.get_by_label("How would you say it?").fill("It was three days, and my own car.")
    other.get_by_role("button", name="Put it right").click()
    expect(steps.line(dora, "It was three days, and my own car.").get_by_text("You put it right")).to_be_visible()
    dora.write(words="The drain under the stairs")
    dora.press("Add")
    expect(dora.page.locator(".agenda")).to_contain_text("The drain under the stairs")
    ours = dora.page.locator("li.promise").filter(has_text="drain positions")
    ours.get_by_text("Something else").click()
    ours.get_by_role("button", name="It is done already").click()
    expect(ours).to_contain_text("said it is done")
    dora.look()

    ana.follow("Joinery")
    today = ana.page.get_by_role("region", name="From their room")
    expect(today).to_contain_text("Dora Marković said yes")
    expect(today).to_contain_text("Not quite. It was three days, and my own car.")
    ana.look()
    ana.go(f"/customers/{thread.company}/room/")
    expect(ana.page.get_by_text("They said yes")).to_be_visible()
    expect(ana.page.get_by_text("They put it right")).to_be_visible()
    ana.look()
    ana.go(f"/customers/{thread.company}/")
    expect(ana.page.locator("main")).to_contain_text("It was three days, and my own car.")
    assert dora.complaints == []
