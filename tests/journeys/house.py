"""A whole house for one story: `joinery serve` on a free port, with a folder of its own that is gone afterwards."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from imap_cast import free_port

ROOT = Path(__file__).resolve().parents[2]
OURS = ("JOINERY_", "DATABASE_URL", "DJANGO_", "COV_")


def environment() -> dict[str, str]:
    """What a fresh machine has: nothing of the settings that the other tests run with."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, "PYTHONPATH": str(ROOT)}


def joinery(*words: str, log: Path, settings: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """What it prints can be read line by line; what it complains of is in `log`."""
    return subprocess.Popen(
        [sys.executable, "-m", "joinery", *words],
        stdout=subprocess.PIPE,
        stderr=log.open("w"),
        text=True,
        env=environment() | dict(settings or {}),
        cwd=log.parent,
    )


def put(script: str, *words: str) -> str:
    """Runs one of the scripts beside this file, which put something into a house; returns its last line."""
    ask = [sys.executable, str(Path(__file__).with_name(script)), *words]
    ended = subprocess.run(ask, capture_output=True, text=True, env=environment(), check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()[-1]


class House:
    """`begun` is what was put in before it opened (see put_firm.py); a house without it waits to be set up."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None, *, with_firm: bool = False) -> None:
        self.folder = folder
        self.log = folder / "log"
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        data = str(folder / "data")
        self.begun: dict[str, str] = json.loads(put("put_firm.py", data, self.url)) if with_firm else {}
        self.process = joinery(
            "serve", "--data", data, "--port", str(port), "--workers", "1", log=self.log, settings=settings
        )
        self.set_up_link = "" if with_firm else self._printed("Set up your firm: ")
        if with_firm:
            self._printed("Joinery is at ")

    def _printed(self, beginning: str) -> str:
        assert self.process.stdout
        for line in self.process.stdout:
            if line.startswith(beginning):
                return line.removeprefix(beginning).strip()
        raise AssertionError(f"Joinery did not start:\n{self.log.read_text()}")

    def close(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(15)

    def letter(self, to: str, kind: str) -> str:
        """The newest kept letter; without a mail server they stay in the database."""
        return self._newest("text", to, kind)

    def reply_address(self, to: str, kind: str) -> str:
        return self._newest("reply_to", to, kind)

    def _newest(self, column: str, to: str, kind: str) -> str:
        ask = f"SELECT {column} FROM gateways_letter WHERE to_address = ? AND kind = ? ORDER BY id DESC LIMIT 1"  # noqa: S608
        row = self.asked(ask, to, kind)
        assert row, f"no letter of the kind {kind} to {to}"
        return str(row[0])

    def asked(self, question: str, *values: str) -> tuple[object, ...] | None:
        """The first row, read beside the running house."""
        where = f"file:{self.folder / 'data' / 'joinery.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(where, uri=True)) as database:
            row: tuple[object, ...] | None = database.execute(question, values).fetchone()
        return row

    def link_in_letter(self, to: str, kind: str) -> str:
        found = re.search(rf"{re.escape(self.url)}\S+", self.letter(to, kind))
        assert found, self.letter(to, kind)
        return found[0]

    def code_in_letter(self, to: str) -> str:
        return next(line for line in self.letter(to, "proof").splitlines() if line.isdigit())
