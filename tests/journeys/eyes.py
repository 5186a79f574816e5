"""Looks at a page as those do who cannot see it, or see it small or in the dark: axe, in four looks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).with_name("axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
EVERYTHING = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that the dark can change
LOOKS = [(PHONE, "dark", COLOURS), (PHONE, "light", EVERYTHING), (DESK, "light", EVERYTHING), (DESK, "dark", COLOURS)]
RUN = """async (rules) => {
  document.getAnimations().forEach((moving) => moving.finish());
  const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  const where = (node) => `${node.html} ${node.failureSummary}`;
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(where).join(" | ")}`);
}"""


def look_at(page: Page) -> None:
    """axe comes in beside the page, not into it: its strict rules for scripts stay as they are."""
    page.evaluate(f"{AXE}\n;0")
    troubles: list[str] = []
    for size, scheme, rules in LOOKS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        here = f"{page.url} ({size['width']} wide, {scheme})"
        troubles += [f"{here}\n  {trouble}" for trouble in page.evaluate(RUN, rules)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            troubles.append(f"{here}\n  is wider than the window")
    assert troubles == [], "\n".join(troubles)


def listen_for_complaints(page: Page) -> list[str]:
    """What the browser says against the page: scripts that break, and rules of the page that it had to enforce."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda said: complaints.extend(_complaint(page, said)))
    return complaints


def _complaint(page: Page, said: Any) -> list[str]:
    # That a page was refused (a 422, a 404) is the story's own business.
    is_ours = said.type == "error" and "Failed to load resource" not in said.text
    return [f"{page.url}: {said.text}"] if is_ours else []
