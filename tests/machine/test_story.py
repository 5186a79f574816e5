"""The machine, short enough for every run; tools/planted_bugs.py runs it longer and shows that it finds what it
should."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

sys.path.insert(0, str(Path(__file__).parent))
from planted import BUGS  # noqa: E402
from story import Story  # noqa: E402 - beside this file

RUNS, STEPS = 4, 20


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_every_bug_can_still_be_planted(bug):
    with bug.plant():
        pass


@pytest.mark.django_db
def test_nothing_that_anybody_does_breaks_what_must_be_true(monkeypatch):
    monkeypatch.setattr("joinery.web.room.entry.PACE", 0)
    run_state_machine_as_test(
        Story,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],  # a failing story is short enough to read as it is
            suppress_health_check=list(HealthCheck),
        ),
    )
