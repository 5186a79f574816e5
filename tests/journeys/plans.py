"""A plan that two browsers draw, for the stories about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from journeys import steps
from journeys.house import House
from journeys.people import DORA
from journeys.steps import Reader
from playwright.sync_api import Browser, Locator, expect

TARGET = date.today() + timedelta(days=84)


@dataclass
class Plan:
    ida: Reader
    ana: Reader
    dora: Reader
    house: House
    room: str
    id: str

    def step(self, where: str) -> str:
        """The address part of a step: `where` is asked of the rows, as the pages name no kinds."""
        row = self.house.asked(f"SELECT public_id FROM blueprints_step WHERE {where} ORDER BY sort LIMIT 1")  # noqa: S608
        assert row, where
        return str(row[0])

    @property
    def in_room(self) -> str:
        return f"{self.room}blueprints/{self.id}/"


def form_to(reader: Reader, ending: str, *, with_value: str = "") -> Locator:
    """The form that posts there, with what it is folded into open."""
    found = reader.page.locator(f'form[action$="{ending}"]')
    if with_value:
        found = found.filter(has=reader.page.locator(f'[value="{with_value}"]'))
    form = found.first
    form.evaluate(
        "form => { for (let fold = form; fold; fold = fold.parentElement) if (fold.open === false) fold.open = true }"
    )
    return form


def draw_with_dora(browser: Browser, house: House, **doras: object) -> Plan:
    """A plan of the laundry in Dora's room, and she is inside. `doras`: what her browser is like."""
    ida, ana = steps.signed_in(browser, house, "ida"), steps.signed_in(browser, house, "ana")
    dora = Reader(browser, house, **doras)
    ana.go(f"/opportunities/{house.begun['opportunity']}/blueprint/")
    ana.write(target_on=TARGET.isoformat())
    ana.press("Draw it")
    ana.press("Put it into their room")
    drawn = ana.id_here
    room = house.link_in_letter(DORA, "invitation")
    dora.go(room)
    dora.write(address=DORA)
    dora.press("Send me a code")
    dora.write(code=house.code_in_letter(DORA))
    dora.press("Come in")
    return Plan(ida, ana, dora, house, room, drawn)


def offer_to_dora(plan: Plan) -> None:
    """Ida names her as the signer, and puts the plan before her."""
    ida = plan.ida
    ida.go(f"/blueprints/{plan.id}/signing/")
    ida.page.locator("[name=who]").select_option(label="Dora Marković")
    ida.press("Name as signer")
    ida.write(why="They want to begin before winter.")
    ida.page.get_by_role("button", name=re.compile("before the signers")).click()
    expect(ida.page.locator("main")).to_contain_text("is before the signers")


def say_it_is_done(ana: Reader, step: str) -> None:
    """The first press asks why before what comes first; the second says it."""
    ana.go(f"/steps/{step}/")
    form_to(ana, f"/steps/{step}/deeds/", with_value="done").get_by_role("button").first.click()
    reason = ana.page.locator("[name=reason]")
    expect(reason).to_be_visible()
    reason.fill("They were there anyway.")
    form_to(ana, f"/steps/{step}/deeds/", with_value="done").get_by_role("button").first.click()
    expect(reason).to_have_count(0)
