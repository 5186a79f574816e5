"""The main job, whole: from the first run to a customer who says "yes", and "not quite"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from journeys import steps
from journeys.eyes import look_at
from journeys.house import House
from journeys.people import ANA, DORA, SAM
from journeys.steps import Reader
from playwright.sync_api import Browser, expect


@dataclass
class Thread:
    ida: Reader
    ana: Reader
    company: str
    opportunity: str
    call: str
    room: str


@pytest.fixture(scope="module")
def thread(browser: Browser, house: House) -> Iterator[Thread]:
    """Ana's part, which every story here begins with; each of its steps looks whether it came out."""
    ida, ana = Reader(browser, house), Reader(browser, house)
    steps.set_up_firm(ida)
    steps.add_colleague(ida, "Ana Lindqvist", ANA, "Hotels")
    steps.add_colleague(ida, "Sam Keane", SAM, "Hospitals")
    ida.look()
    steps.sign_in(ana, ANA, look_at)
    company, opportunity = steps.add_customer(ana)
    call = steps.arrange_call(ana)
    steps.plan_call(ana)
    steps.send_agenda(ana)
    steps.put_in_talk(ana, call, house.folder)
    steps.say_who_spoke(ana)
    steps.debrief(ana)
    steps.announce_next_call(ana)
    room = steps.open_room(ana, company)
    yield Thread(ida, ana, company, opportunity, call, room)
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
    dora.follow("Where you are signed in")
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


def test_the_room_does_without_scripts(browser, house, thread):
    dora = Reader(browser, house, java_script_enabled=False)
    steps.enter_room(dora, thread.room)

    steps.line(dora, "nine hundred euros a day").get_by_text("Say it differently").click()
    row = steps.line(dora, "nine hundred euros a day")
    row.get_by_label("How would you say it?").fill("A thousand, with the driver.")
    row.get_by_role("button", name="Put it right").click()
    row = steps.line(dora, "A thousand, with the driver.")
    expect(row.get_by_text("You put it right")).to_be_visible()
    row.get_by_text("Say it differently").click()
    row.get_by_role("button", name="The first words were right").click()

    expect(steps.line(dora, "nine hundred euros a day").get_by_text("You said yes")).to_be_visible()


def test_a_seller_of_another_team_finds_nothing_of_it(browser, house, thread):
    sam = Reader(browser, house)
    steps.sign_in(sam, SAM)
    customer, call = f"/customers/{thread.company}/", f"/calls/{thread.call}/"
    hers = [customer, f"{customer}room/", f"{customer}room/seen/", f"{customer}edit/"]
    hers.append(f"/opportunities/{thread.opportunity}/")
    hers += [
        f"{call}{page}" for page in ("", "plan/", "agenda/", "transcript/", "voices/", "conversation/", "debrief/")
    ]

    assert {address: sam.page.goto(address).status for address in hers} == dict.fromkeys(hers, 404)
    sam.go("/search/?q=linen")
    assert "euros" not in sam.page.locator("main").inner_text()


def test_the_link_of_a_room_is_an_address_and_no_key(browser, house, thread):
    dora, stranger = Reader(browser, house), Reader(browser, house)
    for reader in (dora, stranger):
        reader.go(thread.room)
        expect(reader.page.locator("main")).not_to_contain_text("linen")
    dora.look()
    dora.write(address=DORA)
    dora.press("Send me a code")
    dora.look()
    code = house.code_in_letter(DORA)
    stranger.write(address=DORA)
    stranger.press("Send me a code")
    stranger.write(code=code)
    stranger.press("Come in")

    expect(stranger.page.locator(".field__fault")).to_be_visible()
    expect(stranger.page.locator("main")).not_to_contain_text("linen")


ANAS = [
    *(
        "/customers/",
        "/customers/{company}/room/seen/",
        "/customers/{company}/?see=know",
        "/customers/{company}/?see=people",
        "/people/",
    ),
    *("/opportunities/{opportunity}/", "/opportunities/{opportunity}/edit/", "/opportunities/{opportunity}/blueprint/"),
    *("/opportunities/", "/opportunities/?view=board", "/promises/", "/calls/", "/calls/{call}/", "/search/?q=linen"),
    *("/calls/{call}/conversation/", "/calls/unplanned/", "/office/me/", "/office/keys/", "/sign-in/password/change/"),
    *("/sign-in/sessions/", "/sign-in/2fa/", "/sign-in/password/reset/"),
]
IDAS = [
    *("/office/people/new/", "/office/firm/", "/office/letters/", "/office/history/", "/office/firm/days-off/"),
    *("/office/playbooks/", "/office/playbooks/shipped/equipment/"),
]


def test_everybody_can_use_the_other_pages_too(thread):
    for reader, addresses in ((thread.ana, ANAS), (thread.ida, IDAS)):
        for address in addresses:
            reader.go(address.format_map(vars(thread)))
            reader.look()
