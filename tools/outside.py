"""The browser and the database server that the tests would like: found, installed where we may, else said loudly."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOMS_WITH_A_DATABASE = [
    *("tests/walls", "tests/project/test_fresh.py"),  # the longest first: the walls open every page
    *("tests/steps", "tests/rooms", "tests/calls", "tests/promises", "tests/beliefs", "tests/search"),
    *("tests/opportunities", "tests/customers"),
]


def find_chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    if _install("chromium"):
        return shutil.which("chromium") or ""
    print("NO BROWSER: the journeys in a real browser are SKIPPED. Install Debian's chromium to run them.")
    return ""


def postgresql(stack: ExitStack) -> str:
    """The URL of a fresh cluster in a folder of its own on 127.0.0.1; empty when there is no server to be had."""
    if given := os.environ.get("JOINERY_TEST_POSTGRESQL"):
        return given
    programs = _programs() or (_install("postgresql") and _programs()) or None
    if programs is None:
        print("NO POSTGRESQL: its tests are SKIPPED. Install Debian's postgresql, or set JOINERY_TEST_POSTGRESQL=URL.")
        return ""
    folder = Path(tempfile.mkdtemp(prefix="joinery-pg-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    drop = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        drop = {"user": "postgres", "group": "postgres", "extra_groups": []}
    port = _free_port()
    subprocess.run(
        [programs / "initdb", "-D", folder / "db", "-U", "joinery", "-A", "trust", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **drop,
    )  # type: ignore[call-overload]
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    subprocess.run(
        [programs / "pg_ctl", "-D", folder / "db", "-w", "-o", options, "-l", folder / "log", "start"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **drop,
    )  # type: ignore[call-overload]
    stack.callback(
        subprocess.run,
        [programs / "pg_ctl", "-D", folder / "db", "-m", "immediate", "stop"],
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **drop,
    )  # type: ignore[call-overload]
    return f"postgresql://joinery@127.0.0.1:{port}/postgres"


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _install(package: str) -> bool:
    """Debian's package, when we are root on a Debian; silently not otherwise."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"installing {package} for the tests", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], env=env, **quiet)  # type: ignore[call-overload]
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    return subprocess.run(install, env=env, **quiet).returncode == 0  # type: ignore[call-overload]


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
