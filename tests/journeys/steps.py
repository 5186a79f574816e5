"""What people do in the stories, by name. Each step ends on the page where the next begins."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from astoria_talk import zoom
from journeys.eyes import listen_for_complaints, look_at
from journeys.house import House
from journeys.people import DORA, IDA, PASSWORD
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect


class Reader:
    """A person before a browser of their own; `complaints` is what the browser said against our pages."""

    def __init__(self, browser: Browser, house: House, **more: object) -> None:
        self.house = house
        self.context: BrowserContext = browser.new_context(**{"base_url": house.url} | more)  # type: ignore[arg-type]
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.complaints = listen_for_complaints(self.page)

    def go(self, address: str) -> Page:
        self.page.goto(address)
        return self.page

    def write(self, **words: str) -> None:
        """Into the fields of these names; the visible one, where two forms have the same."""
        for name, text in words.items():
            field = self.page.locator(f"[name={name}]:visible").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(text)
            else:
                field.fill(text)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def look(self) -> None:
        look_at(self.page)

    @property
    def id_here(self) -> str:
        """The public id in the address: /calls/…/plan/."""
        return self.page.url.removeprefix(self.house.url).split("/")[2]


def set_up_firm(ida: Reader) -> None:
    ida.go(ida.house.set_up_link)
    ida.write(firm_name="Wessel Laundry Works", name="Ida Berg", email=IDA, password=PASSWORD, zone="Europe/Rome")
    ida.look()
    ida.press("Set up the house")
    expect(ida.page).to_have_url(f"{ida.house.url}/")


def add_colleague(ida: Reader, name: str, email: str, team: str) -> None:
    ida.go("/office/people/")
    ida.follow("Add somebody")
    ida.write(name=name, email=email, title="Seller", role="seller", new_team=team)
    ida.press("Add and write to them")
    expect(ida.page.get_by_role("status")).to_contain_text("has a letter with a link to choose a password")


def sign_in(reader: Reader, email: str, look: Callable[[Page], None] = lambda page: None) -> None:
    """By the link of the letter, which is good for choosing a password once. `look` is given each page of the way."""
    reader.go(reader.house.link_in_letter(email, "password"))
    reader.write(password1=PASSWORD, password2=PASSWORD)
    look(reader.page)
    reader.press("Keep this password")
    look(reader.page)
    reader.follow("Sign in")
    reader.write(login=email, password=PASSWORD)
    look(reader.page)
    reader.press("Sign in")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("The bench is clean")


def add_customer(ana: Reader) -> tuple[str, str]:
    """Hotel Astoria, Dora, and what they could have. Returns the public ids of the company and the opportunity."""
    ana.follow("Customers")
    ana.follow("A new customer")
    ana.write(name="Hotel Astoria", domain="astoria.example", city="Trieste")
    ana.press("Save")
    company = ana.id_here
    ana.go(f"/customers/{company}/people/new/")
    ana.write(name="Dora Marković", title="Owner", email=DORA)
    ana.press("Save")
    ana.go(f"/customers/{company}/opportunities/new/")
    ana.write(name="Two washers in the basement", amount="48000")
    ana.look()
    ana.press("Save")
    expect(ana.page.get_by_role("heading", level=1)).to_have_text("Two washers in the basement")
    return company, ana.id_here


def signed_in(browser: Browser, house: House, name: str) -> Reader:
    """Ida or Ana, where a firm was put in; that she comes in by the pages is the thread's story."""
    reader = Reader(browser, house)
    reader.context.add_cookies([{"name": "desk", "value": house.begun[name], "url": house.url}])
    return reader


def ana_with_a_customer(browser: Browser, house: House) -> tuple[Reader, str]:
    """Ana, before what Hotel Astoria could have. Returns her and the public id of the company."""
    ana = signed_in(browser, house, "ana")
    ana.go(f"/opportunities/{house.begun['opportunity']}/")
    return ana, house.begun["company"]


def arrange_call(ana: Reader) -> str:
    ana.follow("plan one")
    soon = datetime.now() + timedelta(minutes=10)
    ana.write(title="The laundry since June", starts_at=f"{soon:%Y-%m-%dT%H:%M}", place="Hotel Astoria")
    ana.page.get_by_label("Dora Marković").check()
    ana.look()
    ana.press("Arrange it and plan it")
    expect(ana.page.get_by_role("heading", level=1)).to_have_text("What is it for?")
    return ana.id_here


def plan_call(ana: Reader) -> None:
    """First as nobody should; the page says the two ways out and keeps what was written."""
    ana.write(benefit="They just need to know this")
    ana.press("That is the plan")
    refusal = ana.page.locator(".field__fault", has_text="There are two ways out")
    expect(refusal).to_be_visible()
    expect(ana.page.locator("[name=benefit]")).to_have_value("They just need to know this")
    ana.look()
    ana.write(
        benefit="A first sketch of where two washers would stand",
        action_what="walks the basement with us and marks the drain",
        action_measure="The drain is marked on the floor plan",
        action_by=f"{datetime.now() + timedelta(days=7):%Y-%m-%d}",
        action_payoff="so that she can show her brother where they stand",
        action_achievable="She has the keys and is there every morning",
    )
    ana.page.locator("[name=action_who]").select_option(label="Dora Marković")
    expect(ana.page.locator("#smart")).to_contain_text("That is a step they can take")
    ana.press("That is the plan")
    expect(ana.page.get_by_text("The plan is whole.")).to_be_visible()


def send_agenda(ana: Reader) -> None:
    ana.look()
    ana.follow("Send the agenda")
    ana.write(words="What June cost")
    ana.press("Put it on")
    ana.look()
    ana.press("Send it to Dora Marković")
    expect(ana.page.get_by_role("status").first).to_have_text("The agenda is on its way to Dora Marković.")
    assert "What June cost" in ana.house.letter(DORA, "agenda")


def put_in_talk(ana: Reader, call: str, folder: Path) -> None:
    file = folder / "after-june.vtt"
    file.write_text(zoom())
    ana.go(f"/calls/{call}/transcript/")
    ana.look()
    ana.page.locator("[name=file]").set_input_files(file)
    ana.press("Put it in")
    expect(ana.page.get_by_role("heading", level=1)).to_have_text("Who spoke, and who agreed")


def say_who_spoke(ana: Reader) -> None:
    dora = ana.page.get_by_label("Who is Dora Marković?")
    dora.select_option(label="Somebody of theirs")
    ana.page.get_by_role("listitem").filter(has=dora).get_by_role("button", name="That is who it is").click()
    ana.page.get_by_label("Who is Dora Marković?").select_option(label="Dora Marković, Owner")
    ana.page.get_by_role("listitem").filter(has=dora).get_by_role("button", name="That is who it is").click()
    ana.look()
    for answer in ana.page.get_by_role("radio", name="Yes").all():
        answer.check()
    ana.press("Note it and hear what was said")
    expect(ana.page.get_by_role("heading", level=1)).to_have_text("Debrief with Dora Marković")


def debrief(ana: Reader) -> None:
    """All of it from the keyboard: one dropped and taken back, then each accepted; then how it came out."""
    slips, keys = ana.page.locator("article.slip"), ana.page.keyboard
    count = slips.count()
    ana.look()
    keys.press("j")
    expect(slips.nth(1)).to_be_focused()
    keys.press("d")
    expect(slips.nth(1)).to_have_attribute("data-answer", "dropped")
    expect(slips.nth(2)).to_be_focused()
    keys.press("k")
    keys.press("u")
    expect(slips.nth(1)).to_have_attribute("data-answer", "")
    keys.press("k")
    for number in range(count):
        expect(slips.nth(number)).to_be_focused()
        keys.press("a")
        expect(slips.nth(number)).to_have_attribute("data-answer", "accepted")
    ana.look()
    ana.page.get_by_role("radio", name="Yes").first.check()
    ana.page.locator("[name=action_result]").first.check()
    next_week = datetime.now() + timedelta(days=7)
    ana.write(next_title="The basement, with Jonas", next_at=f"{next_week:%Y-%m-%dT10:00}")
    ana.press("Finish the debrief")
    expect(ana.page.get_by_role("heading", level=1)).to_have_text("What is it for?")


def announce_next_call(ana: Reader) -> None:
    """To get to know each other: the other purpose of the two. With the agenda it stands in the room."""
    ana.page.locator("[name=purpose][value=relationship]").check()
    ana.write(
        in_it_for_them="She sees how two other hotels plan their mornings",
        to_learn="How the night team works with the old washer",
    )
    ana.look()
    ana.press("That is the plan")
    ana.follow("Send the agenda")
    ana.press("Send it to Dora Marković")


def open_room(ana: Reader, company: str) -> str:
    """Opened, Dora invited, two of her sentences put before her. Returns the address that her letter names."""
    ana.go(f"/customers/{company}/room/")
    ana.look()
    ana.press("Open the room")
    ana.follow("Invite someone")
    ana.follow("Dora Marković")
    ana.look()
    ana.press("Send it")
    for words in ("nine hundred euros a day", "two days of linen"):
        rows = ana.page.get_by_role("article").filter(has_text=words).filter(has_text="Show it to them")
        rows.get_by_role("link", name="Show it to them").first.click()  # the same words may tell of two kinds
        if words == "nine hundred euros a day":
            ana.look()
        ana.press("Put it before them")
        expect(ana.page.get_by_role("status").first).to_have_text("They can read it in their room now.")
    ana.look()
    return ana.house.link_in_letter(DORA, "invitation")


def enter_room(dora: Reader, address: str) -> None:
    """The address in the letter opens a door; the code in the mailbox opens the room."""
    dora.go(address)
    dora.write(address=DORA)
    dora.press("Send me a code")
    dora.write(code=dora.house.code_in_letter(DORA))
    dora.press("Come in")
    expect(dora.page.get_by_role("heading", name=re.compile("What we heard"))).to_be_visible()


def line(dora: Reader, words: str) -> Locator:
    """A line of what we heard; what was answered is folded, and opened here."""
    for fold in dora.page.locator("details.heard-kind__fold:not([open]) > summary").all():
        fold.click()
    return dora.page.locator("article.answer").filter(has_text=words)
