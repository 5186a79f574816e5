"""What it costs to move one step of a plan of 300: days derived anew, rows written, the next sealed version."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

from tools.bench.machine import table

STEPS, TIMES, WARM = 300, 25, 4
NOW = datetime(2026, 9, 2, 12, 0, tzinfo=UTC)
TARGET = date(2027, 9, 1)


def measured() -> str:
    with tempfile.TemporaryDirectory(prefix="joinery-bench-") as folder:
        os.environ["JOINERY_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "joinery.project.settings"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        return _moved()


def _moved() -> str:
    from django.core.management import call_command

    from joinery.blueprints.actions.editing import re_date
    from joinery.blueprints.dates import planned
    from joinery.blueprints.lines import lines_of
    from joinery.blueprints.models import Step

    call_command("migrate", verbosity=0)
    blueprint, ana = plan_of(STEPS)
    target = blueprint.steps.get(is_target=True)
    days = [TARGET + timedelta(days=7 * (1 + number % 2)) for number in range(WARM + TIMES)]

    def move(number: int) -> None:
        step = Step.objects.select_related("blueprint__opportunity__owner", "blueprint__company").get(pk=target.pk)
        re_date(step, days[number], step.version, by=ana, now=NOW)

    rows = lines_of(blueprint)
    whole = _timed(move)
    alone = _timed(lambda number: planned(blueprint, rows))
    return table(
        ("a plan of 300 steps", "CPU ms median", "best", "wall ms median", "best", "n", "what is in it"),
        [
            (
                "moved, all days follow",
                *whole,
                "one transaction: rows read, days, changed rows, a sealed version, history",
            ),
            ("days alone", *alone, "the arithmetic, no database"),
        ],
    )


def _timed(deed: Callable[[int], object]) -> tuple[object, ...]:
    spent, waited = [], []
    for number in range(WARM + TIMES):
        begun, since = time.process_time(), time.perf_counter()
        deed(number)
        if number >= WARM:
            spent.append((time.process_time() - begun) * 1000)
            waited.append((time.perf_counter() - since) * 1000)
    return (*(f"{each:.1f}" for each in (median(spent), min(spent), median(waited), min(waited))), TIMES)


def plan_of(count: int) -> tuple[Any, Any]:
    """A chain in threes, so that the move of the target moves every step."""
    from joinery.blueprints.actions.drawing import draw_blueprint
    from joinery.blueprints.dates import derive_dates
    from joinery.blueprints.models import Step
    from joinery.customers.models import Company
    from joinery.firm.models import Firm, User
    from joinery.method.playbooks import playbooks
    from joinery.opportunities.models import Opportunity

    Firm.objects.create(name="Wessel", mail_domain="wessel.example", place="IT", set_up_at=NOW)
    ana = User.objects.create_user("ana@wessel.example", None, name="Ana", role="seller")
    company = Company.objects.create(name="Hotel Astoria", owner=ana, created_at=NOW)
    sale = Opportunity.objects.create(company=company, name="Laundry", owner=ana, stage_since=NOW, created_at=NOW)
    blueprint = draw_blueprint(sale, playbooks()["equipment"], TARGET, by=ana, now=NOW)
    first = blueprint.steps.get(is_target=True)
    more = [
        Step(
            blueprint=blueprint,
            key=f"step{number}",
            sort=number,
            title=f"Step {number}: something that is done with care",
            side="ours" if number % 2 else "theirs",
            standard="As drawn, line by line, and no guest meets a pallet.",
            sees="The machines go in during one morning.",
            after=[f"step{number - 3}"] if number >= 3 else [],
        )
        for number in range(count - blueprint.steps.count())
    ]
    Step.objects.bulk_create(more)
    first.amend(first.version, after=[*first.after, more[-1].key, more[-2].key, more[-3].key])
    derive_dates(blueprint)
    return blueprint, ana
