"""All checks and tests, one line each while they run: python tools/check.py [part …]."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import outside  # noqa: E402
import sizes  # noqa: E402

PYTHON = sys.executable
TOOLS = Path(PYTHON).parent


def run(*command: str, **environment: str) -> int:
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def tool(name: str, *words: str) -> Callable[[], int]:
    return lambda: run(str(TOOLS / name), *words)


def manage(*words: str) -> Callable[[], int]:
    return lambda: run(PYTHON, "-m", "joinery", "manage", *words)


def suite(*words: str, **environment: str) -> int:
    return run(
        PYTHON, "-m", "pytest", "-q", "-n", "2", "--dist", "loadscope", "--no-loadscope-reorder", *words, **environment
    )


def tests_on_sqlite() -> int:
    outside.find_chromium()
    return suite("tests")


def tests_on_postgresql() -> int:
    """Everything that touches the database, on a cluster of its own that ends with the tests."""
    with ExitStack() as stack:
        url = outside.postgresql(stack)
        if not url:
            return 0
        return suite("-m", "not browser", *outside.ROOMS_WITH_A_DATABASE, DATABASE_URL=url)


PARTS: dict[str, Callable[[], int]] = {
    "format": tool("ruff", "format", "--check", "--quiet", "."),
    "lint": tool("ruff", "check", "--quiet", "."),
    "types": tool("mypy", "joinery"),
    "floors": tool("lint-imports"),
    "pages": tool("djlint", "joinery", "--lint", "--quiet"),
    "sizes": sizes.main,
    "django": manage("check"),
    "migrations": manage("makemigrations", "--check", "--dry-run"),
    "tests": tests_on_sqlite,
    "postgresql": tests_on_postgresql,
}


def main(wanted: list[str]) -> int:
    if unknown := [name for name in wanted if name not in PARTS and not Path("tests", name).exists()]:
        print(f"There is no part {unknown[0]!r}. Parts: {', '.join(PARTS)}, or a folder of tests.")
        return 2
    os.environ.setdefault("JOINERY_DATA", str(Path(".pytest_cache/data").absolute()))
    if folders := [name for name in wanted if name not in PARTS]:
        if "journeys" in folders:
            outside.find_chromium()
        return suite(*(f"tests/{name}" for name in folders))
    failed = [name for name in wanted or PARTS if not passes(name)]
    print(f"\n{'All is well.' if not failed else 'Failed: ' + ', '.join(failed)}")
    return 1 if failed else 0


def passes(name: str) -> bool:
    begun = time.monotonic()
    print(f"\n— {name}", flush=True)
    code = PARTS[name]()
    print(f"— {name}: {'ok' if code == 0 else 'FAILED'}, {time.monotonic() - begun:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
