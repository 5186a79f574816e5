"""What became of the firm's own rules: extras that everybody got alike, what was not done as designed, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from joinery.blueprints.delivery_queries import deviations_for, extras_for
from joinery.blueprints.models import Deviation, Extra
from joinery.blueprints.queries import playbooks_to_draw_from
from joinery.firm.models import User
from joinery.method.gates import gates
from joinery.opportunities.models import GateOverride
from joinery.opportunities.queries import overrides_for

LOOKED_BACK = timedelta(days=365)
MOST = 2000


@dataclass(frozen=True)
class Deed:
    """`plan` or `sale`: the public id of where it happened."""

    company: str
    what: str
    words: str
    by: str
    at: datetime
    plan: str = ""
    sale: str = ""


@dataclass(frozen=True)
class Kind:
    title: str
    deeds: tuple[Deed, ...]
    percent: int


@dataclass(frozen=True)
class ExtraRow:
    """One extra of one process, over all customers for whom its day has come."""

    what: str
    process: str
    got: tuple[Extra, ...]
    owed: tuple[Extra, ...]  # its day is over, and they do not have it

    @property
    def due(self) -> int:
        return len(self.got) + len(self.owed)

    @property
    def useful(self) -> int:
        return sum(extra.was_useful is True for extra in self.got)

    @property
    def asked(self) -> int:
        return sum(extra.was_useful is not None for extra in self.got)


@dataclass(frozen=True)
class Record:
    extras: tuple[ExtraRow, ...]
    deviations: tuple[Kind, ...]
    overrides: tuple[Kind, ...]


def record_of(user: User, now: datetime, today: date) -> Record:
    since = now - LOOKED_BACK
    gone = overrides_for(user).filter(at__gte=since).order_by("-at")[:MOST]
    strayed = deviations_for(user).filter(at__gte=since).order_by("-at")[:MOST]
    return Record(
        extras=_extras(user, since, today),
        deviations=_kinds([(str(Deviation.Kind(one.kind).label), _deviated(one)) for one in strayed]),
        overrides=_kinds([(_gate(one), _overridden(one)) for one in gone]),
    )


def _kinds(pairs: list[tuple[str, Deed]]) -> tuple[Kind, ...]:
    by_title: dict[str, list[Deed]] = defaultdict(list)
    for title, deed in pairs:
        by_title[title].append(deed)
    most = max(map(len, by_title.values()), default=0)
    rows = sorted(by_title.items(), key=lambda row: -len(row[1]))
    return tuple(
        Kind(title[:1].upper() + title[1:], tuple(deeds), round(100 * len(deeds) / most)) for title, deeds in rows
    )


def _deviated(one: Deviation) -> Deed:
    return Deed(
        company=one.blueprint.company.name,
        what=one.step.title,
        words=one.reason,
        by=one.by_name,
        at=one.at,
        plan=one.blueprint.public_id,
    )


def _overridden(one: GateOverride) -> Deed:
    needs = {need.name: need.says for need in gates()[one.gate].needs} if one.gate in gates() else {}
    return Deed(
        company=one.opportunity.company.name,
        what=", ".join(needs.get(name, name) for name in one.missing),
        words=one.reason,
        by=one.by.name,
        at=one.at,
        sale=one.opportunity.public_id,
    )


def _gate(one: GateOverride) -> str:
    return gates()[one.gate].name if one.gate in gates() else one.gate


def _extras(user: User, since: datetime, today: date) -> tuple[ExtraRow, ...]:
    """Once for each process: what one customer got and another did not stands side by side."""
    names = {key: playbook.name for key, playbook in playbooks_to_draw_from().items()}
    known = extras_for(user).filter(blueprint__started_at__isnull=False, due_on__gte=since.date()).order_by("due_on")
    rows: dict[tuple[str, str], list[Extra]] = defaultdict(list)
    for extra in known[:MOST]:
        if extra.given_at or (extra.due_on and extra.due_on <= today):
            rows[extra.blueprint.playbook, extra.key].append(extra)
    return tuple(
        ExtraRow(
            what=extras[0].what,
            process=names.get(playbook, playbook),
            got=tuple(extra for extra in extras if extra.given_at),
            owed=tuple(extra for extra in extras if not extra.given_at),
        )
        for (playbook, _), extras in rows.items()
    )
