"""A long recording on a bad line: it goes on by itself after a break, and after the page was closed where it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from journeys import steps
from journeys.steps import Reader
from playwright.sync_api import expect
from speech.sounds import tone, wav

PART = "**/uploads/*/"


@pytest.fixture(scope="module")
def ana(browser, house_of_ana):
    ana, _ = steps.ana_with_a_customer(browser, house_of_ana)
    yield ana
    # A broken line is what the browser complains of here; of ours there is nothing.
    assert [each for each in ana.complaints if "ERR_" not in each and "Failed to fetch" not in each] == []


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """Three parts: nine and a half million bytes."""
    path = tmp_path_factory.mktemp("sound") / "a-long-talk.wav"
    path.write_bytes(wav(tone(300)))
    assert 8 * 2**20 < path.stat().st_size < 12 * 2**20
    return path


def choose(ana: Reader, sound: Path) -> None:
    ana.page.locator("input[type=file]").set_input_files(sound)
    ana.press("Put it in")


def test_a_line_that_breaks_is_waited_for(ana, sound):
    call, sent = steps.arrange_call(ana), []

    def breaks_once(route):
        if route.request.method == "POST":
            sent.append(route.request.headers["upload-offset"])
            if len(sent) == 2:
                return route.abort("connectionreset")
        return route.continue_()

    ana.page.route(PART, breaks_once)
    ana.go(f"/calls/{call}/recording/")
    choose(ana, sound)
    expect(ana.page.get_by_role("heading", name="Put in", exact=True)).to_be_visible(timeout=60_000)
    expect(ana.page.locator("#there").locator("..")).to_contain_text("a-long-talk.wav")
    ana.look()
    ana.page.unroute(PART)
    whole = 4 * 2**20
    assert sent == ["0", f"{whole}", f"{whole}", f"{2 * whole}"]


def test_the_same_file_goes_on_where_the_page_was_left(ana, sound):
    ana.go("/opportunities/")
    ana.follow("Two washers in the basement")
    call, sent = steps.arrange_call(ana), []
    ana.page.route(
        PART, lambda route: route.abort() if route.request.headers.get("upload-offset") != "0" else route.continue_()
    )
    ana.go(f"/calls/{call}/recording/")
    choose(ana, sound)
    expect(ana.page.get_by_role("status").last).to_have_text("The line is broken. It goes on by itself.")
    ana.page.unroute(PART)

    ana.go(f"/calls/{call}/recording/")
    expect(ana.page.locator("#put").locator("..")).to_contain_text("a-long-talk.wav: 4")
    ana.look()
    ana.page.on(
        "request", lambda one: sent.append(one.headers.get("upload-offset")) if "/uploads/" in one.url else None
    )
    choose(ana, sound)
    expect(ana.page.get_by_role("heading", name="Put in", exact=True)).to_be_visible(timeout=60_000)
    assert [offset for offset in sent if offset] == [f"{4 * 2**20}", f"{8 * 2**20}"]
