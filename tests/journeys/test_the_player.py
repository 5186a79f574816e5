"""A recorded call, heard again: its words, its doubts, what was put right in it, and a piece of it in the room."""

from __future__ import annotations

import pytest
from journeys import steps
from journeys.house import put
from journeys.people import DORA
from journeys.steps import Reader
from playwright.sync_api import expect

NOW = "document.querySelector('audio').currentTime"
MOVES = "start => document.querySelector('audio').currentTime > start + 0.2"


@pytest.fixture(scope="module")
def recorded(browser, house_of_ana):
    """Ana, a customer, and a call that was recorded; the hearing itself is put in from outside."""
    ana, company = steps.ana_with_a_customer(browser, house_of_ana)
    yield ana, company, put("put_recording.py", str(house_of_ana.folder / "data"))
    assert ana.complaints == []


def word(reader, text):
    return reader.page.locator(".talk span[data-at]").filter(has_text=text).first


def now(reader) -> float:
    return float(reader.page.evaluate(NOW))


def test_a_word_is_pressed_and_the_sound_goes_there(recorded):
    ana, _, call = recorded
    ana.go(f"/calls/{call}/conversation/")
    ana.look()
    floors = word(ana, "floors")
    at = float(floors.get_attribute("data-at"))
    floors.click()
    ana.page.wait_for_function(MOVES, arg=at)
    assert at < now(ana) < at + 10
    ana.page.keyboard.press("k")
    ana.page.wait_for_function("() => document.querySelector('audio').paused")
    rests = now(ana)
    ana.page.keyboard.press("ArrowLeft")
    assert now(ana) == pytest.approx(max(rests - 5, 0), abs=0.2)
    ana.page.keyboard.press(">")
    assert ana.page.evaluate("document.querySelector('audio').playbackRate") == 1.25
    ana.page.keyboard.press("n")
    expect(ana.page.locator("mark.talk__here")).to_be_focused()
    found = float(ana.page.locator("mark.talk__here").get_attribute("data-at"))
    assert now(ana) == pytest.approx(found, abs=0.1)


def test_the_ribbon_comes_nearer_and_leads_the_sound(recorded):
    ana, _, call = recorded
    ana.go(f"/calls/{call}/conversation/")
    ribbon = ana.page.locator("svg.ribbon__picture")
    before = ribbon.bounding_box()["width"]
    ana.press("Nearer")
    assert ribbon.bounding_box()["width"] == pytest.approx(before * 2, rel=0.01)
    ana.press("Further")
    box, last = ribbon.bounding_box(), float(ana.page.locator("talk-ribbon").get_attribute("data-last"))
    ribbon.click(position={"x": box["width"] * 0.75, "y": box["height"] - 60})
    assert now(ana) == pytest.approx(last * 0.75, abs=0.5)
    assert ana.page.locator(".ribbon__head").get_attribute("x1").startswith("7")


def test_a_finding_in_the_debrief_leads_to_its_moment(recorded):
    ana, _, call = recorded
    ana.go(f"/calls/{call}/debrief/")
    ana.page.locator("article.slip .quote__moment").last.click()
    mark = ana.page.locator(ana.page.evaluate("location.hash"))
    expect(mark).to_be_in_viewport()
    assert now(ana) == pytest.approx(float(mark.get_attribute("data-at")), abs=0.1)


def test_what_was_not_heard_clearly_is_accepted_after_it_was_played(recorded):
    ana, _, call = recorded
    ana.go(f"/calls/{call}/debrief/")
    slip = ana.page.locator("article.slip").filter(has=ana.page.locator(".slip__unclear")).first
    name = slip.get_attribute("id")
    slip.get_by_role("button", name="Accept", exact=True).click()
    expect(slip.get_by_role("alert")).to_contain_text("not heard clearly")
    ana.look()
    slip.get_by_role("button", name="Play").click()
    heard = ana.page.locator(f"#{name}")
    expect(heard.locator(".slip__unclear")).to_have_count(0, timeout=20_000)
    heard.get_by_role("button", name="Accept", exact=True).click()
    expect(heard).to_have_attribute("data-answer", "accepted")


def test_a_word_and_a_speaker_are_put_right(recorded):
    ana, _, call = recorded
    ana.go(f"/calls/{call}/conversation/?mend=1#turn-1")
    field = ana.page.locator("textarea[name=text]")
    field.fill(field.input_value().replace("tables", "towels"))
    ana.look()
    ana.press("Put it right")
    expect(ana.page.locator("#turn-1 .talk__said")).to_contain_text("I want the towels on the floors")
    expect(ana.page.locator("#turn-1 .talk__mended")).to_contain_text("Mended by Ana Lindqvist")
    last = ana.page.locator(".talk__turn").last
    expect(last.locator(".talk__who")).to_have_text("Ana Lindqvist")
    ana.go(f"/calls/{call}/conversation/?mend=4")
    ana.page.locator("select[name=who]").select_option(label="Dora Marković")
    ana.press("Put it right")
    ana.page.locator("#turn-4 .talk__mended summary").click()
    expect(ana.page.locator("#turn-4 .talk__who")).to_have_text("")
    ana.press("Back to how it was heard")
    expect(ana.page.locator("#turn-4 .talk__who")).to_have_text("Ana Lindqvist")


def test_a_piece_is_shared_and_heard_in_the_room(recorded, browser, house_of_ana):
    ana, _, call = recorded
    ana.go(f"/calls/{call}/conversation/?clip=3")
    ana.write(title="What a day costs")
    ana.press("Cut it out")
    ana.press("Share it with them")
    expect(ana.page.get_by_role("status").first).to_have_text("They can hear it in their room now.")
    ana.look()

    dora = Reader(browser, house_of_ana)
    steps.enter_room(dora, house_of_ana.link_in_letter(DORA, "invitation"))
    dora.follow("What a day costs")
    expect(dora.page.locator("main")).to_contain_text("nine hundred euros a day")
    dora.look()
    dora.page.evaluate("document.querySelector('audio').play()")
    dora.page.wait_for_function(MOVES, arg=0)
    assert 2 < dora.page.evaluate("document.querySelector('audio').duration") < 6
    address = dora.page.url
    plain = browser.new_context(java_script_enabled=False, storage_state=dora.context.storage_state())
    page = plain.new_page()
    page.goto(address)
    expect(page.locator("audio[controls]")).to_be_visible()
    plain.close()
    ana.press("Take it back")
    assert dora.page.goto(address).status == 404
    assert dora.complaints == []
