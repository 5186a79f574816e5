"""What the running house needs: time from the command to the first page, and memory of its process tree at rest."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tools.bench.machine import table

STARTS = 3
PATIENCE = 60.0
REST = 3.0


def measured() -> str:
    with tempfile.TemporaryDirectory(prefix="joinery-bench-") as folder:
        environment = {**os.environ, "JOINERY_DATA": folder, "DJANGO_SETTINGS_MODULE": "joinery.project.settings"}
        environment.pop("DATABASE_URL", None)
        # As it is installed: compiled once. Where Python may not keep what it compiled, each start compiles anew.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
        subprocess.run([sys.executable, "-m", "joinery", "manage", "migrate", "-v0"], env=environment, check=True)
        _run(folder, environment)
        runs = [_run(folder, environment) for _ in range(STARTS)]
        environment["JOINERY_MAIL_URL"] = "smtp://127.0.0.1:9"  # no letter waits, so nobody is asked
        posts = [_run(folder, environment)[2:] for _ in range(STARTS)]
    colds, pages, memories, sizes = zip(*runs, strict=True)
    return table(
        ("house", "median", "best", "n", "of"),
        [
            (
                "start to first page",
                f"{median(colds):.2f} s wall",
                f"{min(colds):.2f}",
                STARTS,
                "2 workers, compiled before",
            ),
            ("CPU until then", f"{median(pages):.2f} s", f"{min(pages):.2f}", STARTS, "the whole tree"),
            ("memory at rest", *_megabytes(memories), STARTS, f"{sizes[0]} processes, letters kept"),
            ("the same", *_megabytes([each for each, _ in posts]), STARTS, f"{posts[0][1]} processes, letters sent"),
        ],
    )


def _megabytes(each: Sequence[float]) -> tuple[str, str]:
    return f"{median(each):.0f} MB PSS", f"{min(each):.0f}"


def _command(folder: str, port: int) -> list[str]:
    words = ("serve", "--data", folder, "--port", str(port), "--workers", "2")
    return [sys.executable, "-m", "joinery", *words]


def _run(folder: str, environment: dict[str, str]) -> tuple[float, float, float, int]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    begun = time.perf_counter()
    house = subprocess.Popen(
        _command(folder, port), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/sign-in/login/", house)
        cold, spent = time.perf_counter() - begun, _cpu(_tree(house.pid))
        for _ in range(20):  # both workers have shown a page before memory is read
            _get(f"http://127.0.0.1:{port}/sign-in/login/")
        time.sleep(REST)
        tree = _tree(house.pid)
        return cold, spent, sum(map(_pss, tree)), len(tree)
    finally:
        house.send_signal(signal.SIGINT)
        try:
            house.wait(15)
        except subprocess.TimeoutExpired:
            house.kill()


def _get(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        answer.read()
        return int(answer.status)


def _wait_for(url: str, house: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if house.poll() is not None:
            raise SystemExit("bench: the server ended before it showed a page")
        try:
            _get(url)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise SystemExit("bench: the server showed no page in a minute")


def _tree(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    tree = [root]
    for pid in tree:
        tree += children.get(pid, [])
    return tree


def _pss(pid: int) -> float:
    """Proportional: what processes share is counted once."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _cpu(tree: list[int]) -> float:
    ticks = 0
    for pid in tree:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
