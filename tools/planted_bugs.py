"""Plants one bug after the other and lets the machine of tests/machine look for it: `python -m tools.planted_bugs`.

Prints a table; ends with 1 when a bug is not found, or when the machine finds one in the code as it is.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinery.project.settings")
HERE = Path(__file__).parent.parent
RUNS, STEPS = 50, 30
RUNS_AS_IT_IS = 12


def main(names: list[str]) -> int:
    sys.path[:0] = [str(HERE), str(HERE / "tests"), str(HERE / "tests" / "machine")]
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment
    from planted import BUGS

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    missed = 0
    try:
        for bug in [None, *(bug for bug in BUGS if not names or any(name in bug.name for name in names))]:
            missed += not _look_for(bug)
    finally:
        runner.teardown_databases(databases)
    print(f"\n{missed} not as it should be" if missed else "\nAll as it should be")
    return 1 if missed else 0


def _look_for(bug: Any) -> bool:
    begun = time.process_time()
    with bug.plant() if bug else nullcontext():
        found = _run(RUNS if bug else RUNS_AS_IT_IS)
    seconds = time.process_time() - begun
    name, wanted = (bug.name, bug.invariant) if bug else ("the code as it is", "")
    is_good = bool(found) == bool(bug)
    says = f"found: {found}" if found else ("missed" if bug else "nothing found")
    print(f"{'' if is_good else '! '}{name:<52} {wanted:<6} {seconds:5.1f} s  {says}", flush=True)
    return is_good


def _run(runs: int) -> str:
    """The first line of what went wrong; empty when nothing did."""
    import logging

    from hypothesis import HealthCheck, Phase, settings
    from hypothesis.stateful import run_state_machine_as_test
    from story import Story

    from joinery.web.room import entry

    logging.disable(logging.CRITICAL)
    entry.PACE = 0
    quiet = settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
        print_blob=False,
        report_multiple_bugs=False,
    )
    try:
        sys.stdout.flush()
        run_state_machine_as_test(Story, settings=quiet)
    except Exception as fault:  # whatever it is, it was found
        return (str(fault).splitlines() or [type(fault).__name__])[0][:90]
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
