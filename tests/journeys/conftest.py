"""A browser and a house for the journeys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.house import House

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("NO BROWSER: install Debian's chromium to run the journeys")
    sync_api = pytest.importorskip("playwright.sync_api", reason="NO PLAYWRIGHT: the journeys need it")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def house(browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    begun = House(tmp_path_factory.mktemp("house"))
    yield begun
    begun.close()


@pytest.fixture(scope="module")
def house_of_ana(browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """With a firm, and Hotel Astoria in it: for the stories that begin there."""
    begun = House(tmp_path_factory.mktemp("house"), with_firm=True)
    yield begun
    begun.close()
