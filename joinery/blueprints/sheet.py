"""A version of a plan on paper: one page for their boss, and the seal page when names are under it. PDF/A and PDF/UA.

Whatever people wrote goes in as data and is set as text. The same version with the same names gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from joinery.blueprints.agreement import Agreement, agreement_on
from joinery.blueprints.models import Signer, SignOff, Version
from joinery.blueprints.said import proof_of, said
from joinery.firm.queries import the_firm
from joinery.lib.plain_text import one_line, shorten
from joinery.lib.time_line import Label, Mark, places_of, rows_of
from joinery.lib.tongues import day_words, tongue

PAPER = Path(__file__).parent / "paper"
STANDARDS: list[Any] = ["a-2a", "ua-1"]
_LETTER_WIDE = 0.8  # percent of the line that a letter of a label takes
_TITLE_LONG = 30


def plan_pdf(version: Version) -> bytes:
    """Of any version, signed or not; every name under it is on the seal page."""
    return set_on_paper(paper_of(version, agreement_on(version)), version.made_at)


def set_on_paper(plan: dict[str, Any], made_at: datetime) -> bytes:
    """With our own fonts, and to the standards. For letters that they lack, with the machine's own; and where nobody
    here has them, without the standards, which do not allow an empty box."""
    import typst  # slow to load, and not everybody prints

    given = {"plan": json.dumps(plan, ensure_ascii=False, sort_keys=True)}
    attempts: tuple[tuple[bool, list[Any]], ...] = ((True, STANDARDS), (False, STANDARDS), (False, []))
    for is_ours_alone, standards in attempts:
        try:
            made: bytes = typst.compile(
                PAPER / "plan.typ",
                sys_inputs=given,
                font_paths=[PAPER / "fonts"],
                ignore_system_fonts=is_ours_alone,
                pdf_standards=standards,
                timestamp=int(made_at.timestamp()),
                format="pdf",
            )
        except typst.TypstError as trouble:
            if not standards or "could not be displayed" not in str(trouble):
                raise
        else:
            return made
    raise AssertionError("The last attempt either sets the plan or raises.")


def paper_of(version: Version, agreement: Agreement) -> dict[str, Any]:
    """Plain values only."""
    content = json.loads(version.content)
    firm, company = the_firm(), version.blueprint.company.name
    ours = firm.name if firm else "Joinery"
    zone = ZoneInfo(firm.zone) if firm and firm.zone else UTC
    steps = sorted(content["steps"], key=lambda step: (step["due_on"] or "9999", content["steps"].index(step)))
    letters = _letters(steps)
    title = one_line(content["title"])
    number = version.number
    made = _day(version.made_at.astimezone(zone).date())
    shown = _("Version {number} of {day}").format(number=number, day=made)
    return {
        "document": f"{title}. {shown}",
        "firm": ours,
        "language": tongue(),
        "commitment": version.commitment,
        "place": _("Plan of {company} with {firm}").format(company=company, firm=ours),
        "title": title,
        "says": _("{version}. To be there on {day}.").format(version=shown, day=_day(_date(content["target_on"]))),
        "footer": f"{title} · {shown} · {version.commitment[:16]}",
        "above": _("{name} does").format(name=company),
        "below": _("{name} does").format(name=ours),
        "words": {"steps": _("Step by step"), "mark": "", "step": _("Step"), "who": _("Who"), "day": _("Day")},
        "steps": [_step(step, letters.get(step["key"], ""), company, ours) for step in steps],
        **_line(steps, letters),
        "seal": _seal(version, agreement, zone) if agreement.signed else None,
    }


def _letters(steps: Sequence[dict[str, Any]]) -> dict[str, str]:
    checkpoints = [step["key"] for step in steps if step["is_checkpoint"]]
    return {key: chr(65 + number % 26) * (number // 26 + 1) for number, key in enumerate(checkpoints)}


def _step(step: dict[str, Any], letter: str, company: str, ours: str) -> dict[str, str]:
    return {
        "letter": letter,
        "title": one_line(said(step.get("words", {}), "title", step["title"])),
        "sees": one_line(said(step.get("words", {}), "sees", step["sees"])),
        "who": one_line(step["owner"]) or (ours if step["side"] == "ours" else company),
        "day": _day(_date(step["due_on"])) if step["due_on"] else "",
    }


def _line(steps: Sequence[dict[str, Any]], letters: dict[str, str]) -> dict[str, Any]:
    dated = [step for step in steps if step["due_on"]]
    places = places_of([Mark(_date(step["due_on"]), 1.6 if step["key"] in letters else 0.6) for step in dated])
    rows: dict[int, Any] = {}
    for side in ("ours", "theirs"):
        here = [number for number, step in enumerate(dated) if step["side"] == side]
        labels = [Label(places.at[number], _wide(dated[number]), step_weight(dated[number])) for number in here]
        rows |= dict(zip(here, rows_of(labels), strict=True))
    pegs = [
        {
            "at": at,
            "title": shorten(one_line(said(step.get("words", {}), "title", step["title"])), _TITLE_LONG),
            "note": _short(_date(step["due_on"])),
            "letter": letters.get(step["key"], ""),
            "above": step["side"] == "theirs",
            "row": rows[number].number,
            "turned": rows[number].turned,
        }
        for number, (step, at) in enumerate(zip(dated, places.at, strict=True))
    ]
    return {
        "pegs": pegs,
        "breaks": list(places.breaks),
        "first": min(places.at, default=0),
        "last": max(places.at, default=100),
        "rows_above": _depth(peg["row"] for peg in pegs if peg["above"]),
        "rows_below": _depth(peg["row"] for peg in pegs if not peg["above"]),
    }


def step_weight(step: dict[str, Any]) -> int:
    """Who keeps a label when not all have room."""
    return bool(step["is_checkpoint"]) + bool(step["is_start"]) + 2 * bool(step["is_target"])


def _wide(step: dict[str, Any]) -> float:
    return min(len(step["title"]), _TITLE_LONG) * _LETTER_WIDE + 1.5


def _depth(rows: Iterable[int | None]) -> int:
    return max((row + 1 for row in rows if row is not None), default=1)


def _seal(version: Version, agreement: Agreement, zone: Any) -> dict[str, Any]:
    missing = [_("{name} has not signed yet.").format(name=signer.name) for signer in agreement.missing]
    return {
        "title": _("Names under it"),
        "says": _("Each of them signed exactly this plan: version {number}.").format(number=version.number),
        "names": [_name(signed, zone) for signed in agreement.signed],
        "missing": missing,
        "marks": [
            [_("Commitment, SHA-256 of the plan with a secret salt"), version.commitment],
            [_("Seal, which binds it to every version before it"), version.seal],
        ],
        "check": _(
            "How to check it: the commitment above is the one that each signer saw on the page and that was kept with "
            "their name. If one letter of the plan were changed afterwards, it would no longer fit. The version of "
            "this number in your room shows the same commitment; whoever runs the system checks the whole chain with "
            "the command “joinery verify”."
        ),
    }


def _name(signed: SignOff, zone: Any) -> dict[str, str]:
    who: Signer | Any = signed.person or signed.user
    return {
        "typed": one_line(signed.typed_name),
        "who": one_line(who.name if who else signed.typed_name),
        "at": _moment(signed.at, zone),
        "proof": one_line(proof_of(signed)),
        "text": one_line(signed.text),
    }


def _moment(at: datetime, zone: Any) -> str:
    local = at.astimezone(zone)
    away = f"{local:%z}"
    return f"{_day(local.date())}, {local:%H:%M:%S} (UTC{away[:3]}:{away[3:5]})"


def _date(iso: str) -> date:
    return date.fromisoformat(iso)


def _day(day: date) -> str:
    return day_words(day, year=True)


def _short(day: date) -> str:
    return day_words(day, year=True, short=True)
