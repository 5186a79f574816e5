"""joinery serve, demo, work, manage: the commands that start something."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from joinery.project.command.house import CannotServe, House, check_port, server, worker
from joinery.project.command.post import post_says
from joinery.project.command.store import CannotKeep, bring_up_to_date

SETTINGS = "joinery.project.settings"
A_DAY = 86_400.0  # seconds


def serve(words: list[str]) -> int:
    ask = _parser("serve", "Run Joinery on your data: updates the database after a backup, serves, works.")
    ask.add_argument("--workers", type=int, default=2, help="server processes (default 2)")
    said = ask.parse_args(words)
    return _guarded(lambda: _serve(said, Path(said.data or os.environ.get("JOINERY_DATA", ".joinery"))))


def demo(words: list[str]) -> int:
    ask = _parser("demo", "A believable firm in a fresh folder; prints the links to its desk and to a customer's room.")
    said = ask.parse_args(words)
    return _guarded(lambda: _demo(said))


def work(words: list[str]) -> int:
    """A worker on its own: what runs unwatched."""
    argparse.ArgumentParser(
        "joinery work", description="Run a worker on its own, beside servers on other machines."
    ).parse_args(words)
    mail = os.environ.get("JOINERY_MAIL_URL") or os.environ.get("JOINERY_INCOMING_URL")
    if not mail and not _wait_for_work():
        return 0
    _use_django()
    from joinery.jobs.worker import main

    return main()


def _wait_for_work() -> bool:
    """Letters are kept, not sent: nothing to load before the first recording is put in. False when we are stopped."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    recordings, tidied = Path(os.environ.get("JOINERY_DATA", ".joinery")) / "recordings", time.monotonic()
    while not stop.is_set():
        if recordings.is_dir():
            return True
        if time.monotonic() - tidied > A_DAY:
            tidied = time.monotonic()
            subprocess.run([sys.executable, "-m", "joinery", "tidy"], check=False)  # gives its memory back
        stop.wait(1.0)
    return False


def tidy(words: list[str]) -> int:
    """Removes what is past its days, as the worker does every hour."""
    argparse.ArgumentParser(
        "joinery tidy", description="Remove what is past its days, as the worker does by itself; says how much."
    ).parse_args(words)
    _use_django()
    from django.utils import timezone

    from joinery.jobs.sweeping import tidy as sweep

    print(f"Removed: {sweep(now=timezone.now())}")
    return 0


def manage(words: list[str]) -> int:
    """Passes through to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["joinery manage", *words])
    return 0


def _parser(name: str, says: str) -> argparse.ArgumentParser:
    ask = argparse.ArgumentParser(f"joinery {name}", description=says)
    ask.add_argument("--data", metavar="DIR", help="the folder that holds everything")
    ask.add_argument("--host", default="127.0.0.1", help="the address to listen on (default 127.0.0.1)")
    ask.add_argument("--port", type=int, default=8000, help="the port to listen on (default 8000)")
    return ask


def _guarded(run: Callable[[], int]) -> int:
    try:
        return run()
    except (CannotServe, CannotKeep) as trouble:
        print(f"joinery: {trouble}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _environment(folder: Path, host: str, port: int) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".try").touch()
        (folder / ".try").unlink()
    except OSError as trouble:
        raise CannotServe(
            f"{folder} cannot be written ({trouble.strerror}). Choose another folder with --data."
        ) from None
    os.environ["JOINERY_DATA"] = str(folder.absolute())
    os.environ.setdefault("JOINERY_BASE_URL", f"http://{host}:{port}")
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS


def _serve(said: argparse.Namespace, folder: Path) -> int:
    check_port(said.host, said.port)
    _environment(folder, said.host, said.port)
    bring_up_to_date(folder)
    house = House(server(said.host, said.port, said.workers))
    house.wait_until_up(f"http://{said.host}:{said.port}/healthz")
    house.start(worker())
    print(f"Joinery is at {os.environ['JOINERY_BASE_URL']} (Ctrl-C stops it)", flush=True)
    print("\n".join(post_says(os.environ)), flush=True)
    if code := _set_up_code(f"http://{said.host}:{said.port}", folder):
        print(f"Set up your firm: {os.environ['JOINERY_BASE_URL']}/office/first/?code={code}", flush=True)
    return house.run()


def _set_up_code(server_url: str, folder: Path) -> str:
    """The code that the first run asks for, while there is no firm yet."""
    with urllib.request.urlopen(f"{server_url}/office/first/", timeout=20) as answer:
        is_open = answer.url.endswith("/office/first/")
    kept = folder / "set-up-code"
    return kept.read_text().strip() if is_open and kept.exists() else ""


def _demo(said: argparse.Namespace) -> int:
    check_port(said.host, said.port)
    folder = Path(said.data) if said.data else Path(tempfile.mkdtemp(prefix="joinery-demo-"))
    os.environ.pop("DATABASE_URL", None)  # the demo never touches your database
    for name in [name for name in os.environ if name.startswith(("JOINERY_MAIL_", "JOINERY_INCOMING_"))]:
        del os.environ[name]  # and writes to nobody, and reads nobody's mail; its two replies are part of the story
    os.environ |= {"JOINERY_INCOMING_ADDRESS": "room@demo.invalid", "JOINERY_INCOMING_AUTHSERV": "mx.demo.invalid"}
    os.environ["JOINERY_BASE_URL"] = f"http://{said.host}:{said.port}"
    _environment(folder, said.host, said.port)
    print("joinery: putting up the demo firm: forty calls are heard and debriefed, less than a minute", file=sys.stderr)
    bring_up_to_date(folder)
    try:
        # A process of its own: what telling the story needs in memory is given back before the server starts.
        told = subprocess.run(
            [sys.executable, "-m", "joinery", "tell-demo"], stdout=subprocess.PIPE, text=True, check=False
        )
        if told.returncode:
            return told.returncode
        house = House(server(said.host, said.port, 1))
        house.wait_until_up(f"http://{said.host}:{said.port}/healthz")
        house.start(worker())
        print(told.stdout, end="", flush=True)
        print(f"The firm lives in {folder}; Ctrl-C stops everything.", flush=True)
        return house.run()
    finally:
        if not said.data:
            shutil.rmtree(folder, ignore_errors=True)


def tell_demo(words: list[str]) -> int:
    """Used by demo: tells the story into the folder, prints the links."""
    _use_django()
    from joinery.demo.telling import CannotTell, links, tell

    try:
        tell()
    except CannotTell as trouble:
        print(f"joinery: {trouble}", file=sys.stderr)
        return 2
    for name, link in links().items():
        print(f"{name} {link}")
    return 0


def _use_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
