"""bin/bench [listen | pages | plan | room | server | speech]: each measure by itself, or all."""

from __future__ import annotations

import sys
from importlib import import_module

from tools.bench.machine import machine

MEASURES = ("listen", "pages", "plan", "room", "server", "speech")


def main(wanted: list[str]) -> int:
    if unknown := [name for name in wanted if name not in MEASURES]:
        print(f"There is no measure {unknown[0]!r}. Measures: {', '.join(MEASURES)}.")
        return 2
    print(machine())
    for name in wanted or MEASURES:
        print(f"\n{import_module(f'tools.bench.{name}').measured()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
