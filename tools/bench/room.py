"""What a customer's room costs its reader: bytes, requests, layout shift in Chromium, and the questions it asks the
database, with 2,000 things that happened in it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from typing import Any

from tools.bench.machine import table
from tools.bench.room_rows import fill
from tools.bench.server import _wait_for

EVENTS = 2_000
LOOKS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
WATCH = """new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.shifted = (window.shifted || 0) + shift.value;
}).observe({ type: "layout-shift", buffered: true });"""


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
        rows, home, secret = _questions()
        house, url = _house()
        try:
            with sync_api.sync_playwright() as playwright:
                seen = {name: _seen(playwright, size, url, home, secret) for name, size in LOOKS.items()}
        finally:
            house.send_signal(signal.SIGINT)
            house.wait(15)
    shown = [(f"first view, {name}", *each) for name, each in seen.items()]
    heads = ("room", "page", "style", "fonts", "pictures", "requests", "layout shift", "inline")
    return f"{table(heads, shown)}\n\n{table(('room', 'questions', 'CPU ms median', 'n'), rows)}"


def _questions() -> tuple[list[tuple[object, ...]], str, str]:
    from django.core.management import call_command
    from django.db import connection

    from tools.bench.pages import TIMES, _cost

    call_command("migrate", verbosity=0)
    guest, secret = fill(EVENTS)
    home = f"/room/{guest.room.public_id}/"
    rows: list[tuple[object, ...]] = []
    for name, address in {"home": home, "log": f"{home}log/", "meetings": f"{home}meetings/"}.items():
        cost = _cost(address, f"room={secret}")
        rows.append((f"{name}, {EVENTS:,} things", cost.queries, f"{cost.milliseconds:.1f}", TIMES))
    connection.close()
    return rows, home, secret


def _house() -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    house = subprocess.Popen([sys.executable, "-m", "joinery", "pages", "127.0.0.1", str(port), "1"])
    url = f"http://127.0.0.1:{port}"
    _wait_for(f"{url}/healthz", house)
    return house, url


def _seen(playwright: Any, size: dict[str, int], url: str, home: str, secret: str) -> tuple[object, ...]:
    """Everything that crosses the wire on a first view, by kind, after a walk to the end of the page."""
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
    )
    try:
        context = browser.new_context(viewport=size)
        context.add_cookies([{"name": "room", "value": secret, "url": f"{url}{home}"}])
        page = context.new_page()
        page.add_init_script(WATCH)
        kinds, bytes_of = {}, {}
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.responseReceived", lambda told: kinds.__setitem__(told["requestId"], told["type"]))
        wire.on(
            "Network.loadingFinished", lambda told: bytes_of.__setitem__(told["requestId"], told["encodedDataLength"])
        )
        page.goto(f"{url}{home}", wait_until="networkidle")
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(500)
        shifted = page.evaluate("window.shifted || 0")
        inline = page.evaluate("document.querySelectorAll('[style], style, script:not([src])').length")
    finally:
        browser.close()
    sums = {kind: int(sum(size for key, size in bytes_of.items() if kinds.get(key) == kind)) for kind in kinds.values()}
    weights = (f"{sums.get(kind, 0):,}" for kind in ("Document", "Stylesheet", "Font", "Image"))
    return (*weights, len(bytes_of), f"{shifted:.4f}", inline)
