"""What a customer's room costs its reader, with 2,000 things that happened in it: for each page the bytes of a first
view, layout shift as Chromium counts it, and the questions it asks the database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import Any

from tools.bench.machine import table
from tools.bench.room_rows import Filled, fill
from tools.bench.server import _wait_for

EVENTS, TIMES, WARM = 2_000, 7, 2
REST = 250  # milliseconds after the walk; what comes later, such as a font, still counts
LOOKS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
LOOK = """new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.shifted = (window.shifted || 0) + shift.value;
}).observe({ type: "layout-shift", buffered: true });"""
SCROLL = """async () => {
  for (let down = 0; down < document.body.scrollHeight; down += 700) {
    window.scrollTo(0, down);
    await new Promise((ready) => requestAnimationFrame(() => requestAnimationFrame(ready)));
  }
}"""


@dataclass(frozen=True)
class Seen:
    """One first view: bytes over the wire by kind, headers and all, and how far the page moved."""

    bytes: dict[str, int]
    requests: int
    shifted: float

    def of(self, *kinds: str) -> int:
        return sum(self.bytes.get(kind, 0) for kind in kinds)

    @property
    def besides(self) -> int:
        """All but photos and fonts: a mark of ours is an image too, so images count when they are no photo."""
        return sum(self.bytes.values()) - self.of("Font", "Photo")


def measured() -> str:
    try:
        from playwright import sync_api
    except ImportError:
        return "room: not measured, it needs playwright and chromium"
    with tempfile.TemporaryDirectory(prefix="joinery-bench-") as folder:
        os.environ["JOINERY_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "joinery.project.settings"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        filled, asked = _asked()
        house, url = _house()
        try:
            with sync_api.sync_playwright() as playwright:
                seen = _seen(playwright, url, filled)
        finally:
            house.send_signal(signal.SIGINT)
            house.wait(15)
    first = ("first view of", "page", "style", "script", "besides photos, fonts", "fonts", "requests")
    return "\n\n".join(
        (
            table((*first, *(f"shift, {name}" for name in LOOKS)), [_row(name, each) for name, each in seen.items()]),
            table((f"with {EVENTS:,} things", "questions", "CPU ms median", "best", "bytes, unpacked", "n"), asked),
        )
    )


def _row(name: str, views: dict[str, Seen]) -> tuple[object, ...]:
    most = max(views.values(), key=lambda view: view.besides)
    weights = (most.of("Document"), most.of("Stylesheet"), most.of("Script"), most.besides, most.of("Font"))
    return (name, *(f"{each:,}" for each in weights), most.requests, *(f"{v.shifted:.4f}" for v in views.values()))


def _asked() -> tuple[Filled, list[tuple[object, ...]]]:
    from django.core.management import call_command
    from django.db import connection

    from tools.bench.pages import _cost

    call_command("migrate", verbosity=0)
    filled = fill(EVENTS)
    rows: list[tuple[object, ...]] = []
    for name, address in filled.pages.items():
        cost = _cost(address, "" if name == "door" else f"room={filled.secret}", times=TIMES, warm=WARM)
        rows.append((name, cost.queries, f"{cost.milliseconds:.1f}", f"{cost.best:.1f}", f"{cost.bytes:,}", TIMES))
    connection.close()
    return filled, rows


def _house() -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    house = subprocess.Popen([sys.executable, "-m", "joinery", "pages", "127.0.0.1", str(port), "1"])
    url = f"http://127.0.0.1:{port}"
    _wait_for(f"{url}/healthz", house)
    return house, url


def _seen(playwright: Any, url: str, filled: Filled) -> dict[str, dict[str, Seen]]:
    """Each page with nothing kept from the one before: a browser that was never here."""
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
    )
    seen: dict[str, dict[str, Seen]] = {name: {} for name in filled.pages}
    try:
        for look, size in LOOKS.items():
            context = browser.new_context(viewport=size)
            page = context.new_page()
            page.add_init_script(LOOK)
            wire = context.new_cdp_session(page)
            wire.send("Network.enable")
            for name, address in filled.pages.items():
                context.clear_cookies()
                if name != "door":
                    context.add_cookies([{"name": "room", "value": filled.secret, "url": url + address}])
                seen[name][look] = _first_view(page, wire, url + address)
            context.close()
    finally:
        browser.close()
    return seen


def _first_view(page: Any, wire: Any, address: str) -> Seen:
    """Everything that crosses the wire, after a walk to the end of the page."""
    kinds: dict[str, str] = {}
    bytes_of: dict[str, int] = {}
    heard = {
        "Network.responseReceived": lambda told: kinds.update({told["requestId"]: _kind(told)}),
        "Network.loadingFinished": lambda told: bytes_of.update({told["requestId"]: int(told["encodedDataLength"])}),
    }
    page.goto("about:blank")
    wire.send("Network.clearBrowserCache")
    for event, hear in heard.items():
        wire.on(event, hear)
    answer = page.goto(address, wait_until="load")
    if answer is None or answer.status != 200:
        raise SystemExit(f"bench: {address} answered {answer and answer.status}; a wrong page is not measured")
    page.evaluate(SCROLL)
    page.wait_for_timeout(REST)
    shifted = page.evaluate("window.shifted || 0")
    for event, hear in heard.items():
        wire.remove_listener(event, hear)
    sums: dict[str, int] = {}
    for key, length in bytes_of.items():
        sums[kinds.get(key, "Other")] = sums.get(kinds.get(key, "Other"), 0) + length
    return Seen(sums, len(bytes_of), float(shifted))


def _kind(told: dict[str, Any]) -> str:
    """A photograph is an image that somebody brought, or a face; our own drawings are not."""
    is_photo = told["response"]["mimeType"] in {"image/jpeg", "image/png", "image/webp"}
    return "Photo" if is_photo else str(told["type"])
