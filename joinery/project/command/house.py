"""The whole house in one process tree: server and worker under one supervisor that ends them together."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from types import FrameType

GRACE = 8.0  # seconds that a child has to end by itself
START = 60.0  # seconds that the server has to answer


class CannotServe(Exception):
    """What stands in the way, in one line."""


def check_port(host: str, port: int) -> None:
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as trouble:
            raise CannotServe(
                f"Port {port} on {host} cannot be used ({trouble.strerror}). Choose another: --port {port + 1}."
            ) from None


def server(host: str, port: int, workers: int) -> list[str]:
    return [sys.executable, "-m", "joinery", "pages", host, str(port), str(workers)]


def worker() -> list[str]:
    return [sys.executable, "-m", "joinery", "work"]


class House:
    """Starts the children, waits for one to end or for a signal, then ends the rest."""

    def __init__(self, *commands: Sequence[str]) -> None:
        self.stop = threading.Event()
        signal.signal(signal.SIGTERM, self._asked)
        signal.signal(signal.SIGINT, self._asked)
        self.children: list[subprocess.Popen[bytes]] = []
        for command in commands:
            self.start(command)

    def start(self, command: Sequence[str]) -> None:
        self.children.append(subprocess.Popen(command, preexec_fn=_end_with_parent))

    def _asked(self, number: int, frame: FrameType | None) -> None:
        self.stop.set()

    def wait_until_up(self, url: str) -> None:
        until = time.monotonic() + START
        while time.monotonic() < until and not self.stop.is_set():
            try:
                with urllib.request.urlopen(url, timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                if any(child.poll() is not None for child in self.children):
                    break
                self.stop.wait(0.05)
        if not self.stop.is_set():
            self.end()
            raise CannotServe("The server did not start; what it said stands above.")

    def run(self) -> int:
        """Until somebody asks us to stop, or a child ends by itself (then with its code)."""
        while not self.stop.wait(0.5):
            for child in self.children:
                if (code := child.poll()) is not None:
                    self.end()
                    return code or 1
        self.end()
        return 0

    def end(self) -> None:
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        until = time.monotonic() + GRACE
        for child in self.children:
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _end_with_parent() -> None:
    """On Linux a child ends when we are killed without a chance to end it; its own signals stay ours to send."""
    os.setpgrp()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
