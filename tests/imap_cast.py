"""A real mailbox for tests: pymap, an IMAP server, on a free port of this machine."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec

USER = ("dora", "secret")
IS_THERE = find_spec("pymap") is not None


def free_port() -> int:
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def served() -> Iterator[int]:
    """The port of a mailbox with some read letters in it."""
    port = free_port()
    command = [sys.executable, "-c", "from pymap.main import main; main()", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--no-service", "managesieve", "--no-service", "admin", "dict", "--demo-data"]
    command += ["--demo-user", USER[0], "--demo-password", USER[1]]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        empty(port)
        yield port
    finally:
        running.kill()
        running.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        try:
            imaplib.IMAP4("127.0.0.1", port, timeout=5).logout()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("pymap did not start")


class OpenBox:
    def __init__(self, port: int) -> None:
        self.box = imaplib.IMAP4("127.0.0.1", port, timeout=10)

    def __enter__(self) -> imaplib.IMAP4:
        self.box.login(*USER)
        self.box.select("INBOX")
        return self.box

    def __exit__(self, *_: object) -> None:
        self.box.logout()


def empty(port: int) -> None:
    """With everything in it read."""
    with OpenBox(port) as box:
        box.uid("STORE", "1:*", "+FLAGS", r"(\Seen)")


def put(port: int, *letters: bytes) -> None:
    with OpenBox(port) as box:
        for letter in letters:
            box.append("INBOX", None, None, letter)  # type: ignore[arg-type]


def url(port: int) -> str:
    return f"imap://{USER[0]}:{USER[1]}@127.0.0.1:{port}/INBOX"


def unread(port: int) -> int:
    with OpenBox(port) as box:
        return len(box.uid("SEARCH", "UNSEEN")[1][0].split())
