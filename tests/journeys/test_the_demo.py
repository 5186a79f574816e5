"""The demo as it is started from a terminal: links that open, one process tree that ends, one line where it cannot."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.eyes import listen_for_complaints, look_at
from journeys.house import free_port, joinery
from playwright.sync_api import expect


class Demo:
    def __init__(self, folder: Path) -> None:
        self.port, self.log = free_port(), folder / "log"
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = joinery("demo", "--data", str(folder / "data"), "--port", str(self.port), log=self.log)
        self.says: list[str] = []
        assert self.process.stdout
        for line in self.process.stdout:
            self.says.append(line.strip())
            if "Ctrl-C stops everything" in line:
                return
        raise AssertionError(f"The demo did not start:\n{self.log.read_text()}")

    def link(self, name: str) -> str:
        return next(line.removeprefix(f"{name} ") for line in self.says if line.startswith(f"{name} "))


@pytest.fixture(scope="module")
def demo(browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    begun = Demo(tmp_path_factory.mktemp("demo"))
    yield begun
    if begun.process.poll() is None:
        begun.process.kill()


def test_its_two_links_open_the_desk_and_the_room(browser, demo):
    for name, greeting in (("desk", "Today"), ("room", "What we are building, in your words")):
        page = browser.new_context().new_page()
        complaints = listen_for_complaints(page)
        page.goto(demo.link(name))
        expect(page.locator("body")).to_contain_text(greeting)
        look_at(page)
        assert complaints == []
        page.context.close()


def test_it_answers_whether_it_is_well(demo):
    for address in ("healthz", "readyz"):
        with urllib.request.urlopen(f"{demo.url}/{address}") as answer:
            assert answer.status == 200


def test_a_port_that_is_taken_is_said_in_one_line(demo, tmp_path):
    process = joinery("demo", "--data", str(tmp_path / "data"), "--port", str(demo.port), log=tmp_path / "log")

    assert process.wait(30) == 2
    assert (tmp_path / "log").read_text() == (
        f"joinery: Port {demo.port} on 127.0.0.1 cannot be used (Address already in use). "
        f"Choose another: --port {demo.port + 1}.\n"
    )


def test_a_folder_that_cannot_be_written_is_said_in_one_line(browser, tmp_path):
    (tmp_path / "file").touch()
    process = joinery("demo", "--data", str(tmp_path / "file"), "--port", str(free_port()), log=tmp_path / "log")

    assert process.wait(30) == 2
    assert (tmp_path / "log").read_text() == (
        f"joinery: {tmp_path / 'file'} cannot be written (File exists). Choose another folder with --data.\n"
    )


def test_ctrl_c_ends_all_of_it(demo):
    """The last story of this house."""
    tree = _tree(demo.process.pid)
    assert len(tree) >= 3

    begun = time.monotonic()
    demo.process.send_signal(signal.SIGINT)

    assert demo.process.wait(10) == 0
    assert [pid for pid in tree if _lives(pid)] == []
    assert time.monotonic() - begun < 10
    assert "Traceback" not in demo.log.read_text()


def _tree(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(one): int(its) for one, its in (line.split() for line in listed.splitlines())}
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
