"""Versions of a plan as a page tells them: what changed in words, who and when, and whose name is under it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from joinery.blueprints.agreement import Agreement
from joinery.blueprints.differences import differences
from joinery.blueprints.models import Signer, SignOff, Version
from joinery.blueprints.queries import done_before
from joinery.web.ui.steps import StepRow, letters


@dataclass(frozen=True)
class VersionRow:
    version: Version
    says: tuple[str, ...]
    signed: tuple[SignOff, ...]
    is_newest: bool


def version_rows(versions: Iterable[Version]) -> list[VersionRow]:
    """Newest first. `versions` come with their sign-offs."""
    rows = sorted(versions, key=lambda version: -version.number)
    return [
        VersionRow(version, sentences(version.says.split("; ")), tuple(version.sign_offs.all()), number == 0)
        for number, version in enumerate(rows)
    ]


def sentences(says: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{one[0].upper()}{one[1:]}." for one in says if one)


def changes_between(first: Version, second: Version) -> tuple[str, ...]:
    done = done_before([second])[second.pk]
    return sentences(differences(json.loads(first.content), json.loads(second.content), done))


@dataclass(frozen=True)
class PlanAsItWas:
    title: str
    target_on: date
    rows: tuple[StepRow, ...]


def plan_as_it_was(version: Version, company: str, firm: str) -> PlanAsItWas:
    content: dict[str, Any] = json.loads(version.content)
    steps = sorted(content["steps"], key=lambda step: step["due_on"] or "9999")
    named = iter(letters(number) for number in range(len(steps)))
    rows = tuple(_row(step, next(named) if step["is_checkpoint"] else "", company, firm) for step in steps)
    return PlanAsItWas(content["title"], date.fromisoformat(content["target_on"]), rows)


def _row(step: dict[str, Any], letter: str, company: str, firm: str) -> StepRow:
    on = date.fromisoformat(step["due_on"]) if step["due_on"] else None
    who = step["owner"] or (firm if step["side"] == "ours" else company)
    return StepRow(what=step["title"], who=who, when=_day(on) if on else "no day yet", on=on, letter=letter)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


@dataclass(frozen=True)
class SignerRow:
    """How one of those who sign stands."""

    signer: Signer
    side: str
    sign_off: SignOff | None
    before: str  # an older version that they signed

    @property
    def can_go(self) -> bool:
        return self.sign_off is None and not self.before


def signer_rows(agreement: Agreement, older: Sequence[SignOff]) -> list[SignerRow]:
    now = {(each.person_id, each.user_id): each for each in agreement.signed}
    before: dict[tuple[int | None, int | None], int] = {}
    for each in older:
        if each.version_id != agreement.version.pk:
            before[each.person_id, each.user_id] = each.version.number
    return [
        SignerRow(
            signer,
            "theirs" if signer.person_id else "ours",
            now.get((signer.person_id, signer.user_id)),
            f"version {number}" if (number := before.get((signer.person_id, signer.user_id))) else "",
        )
        for signer in agreement.signers
    ]
