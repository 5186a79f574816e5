"""The demo firm as it stands in its files: its people, its customers and every call, days counted from today."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

from joinery.demo.cast import (
    Alternative,
    Answer,
    CallToAction,
    Colleague,
    Contact,
    Customer,
    DecisionPerson,
    DemoCall,
    Opportunity,
    Outcome,
    PlanMade,
    PromiseEnding,
    Story,
)
from joinery.demo.talk import Calendar, hold_talk
from joinery.engine.conversation import Side, Speaker

FIRM = Path(__file__).parent / "firm"


def tell_story(folder: Path = FIRM, *, today: date) -> Story:
    """Read the firm's files; the same day tells the same story."""
    told = _read_toml(folder / "firm.toml")
    files = sorted((folder / "calls").glob("*.toml"))
    sheets = {int(path.stem[:2]): _read_toml(path) for path in files}
    calendar = Calendar(today, {number: sheet["days"] for number, sheet in sheets.items()})

    colleagues = tuple(Colleague(**{**row, "languages": tuple(row["languages"])}) for row in told["colleague"])
    customers = tuple(_customer(row, calendar) for row in told["customer"])
    names = {one.key: (one.name, one.email) for one in colleagues}
    contacts = {customer.key: {p.key: (p.name, p.email) for p in customer.people} for customer in customers}
    calls = tuple(
        _call(int(path.stem[:2]), path.stem[3:], sheets[int(path.stem[:2])], calendar, names, contacts)
        for path in files
    )
    firm = told["firm"]
    return Story(
        firm["name"], firm["place"], firm["about"], firm["domain"], tuple(firm["teams"]), colleagues, customers, calls
    )


def _read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _customer(row: dict[str, Any], calendar: Calendar) -> Customer:
    people = tuple(Contact(**person) for person in row.pop("person"))
    opportunities = tuple(_opportunity(one, calendar) for one in row.pop("opportunity"))
    return Customer(**{"note": "", **row}, people=people, opportunities=opportunities)


def _opportunity(row: dict[str, Any], calendar: Calendar) -> Opportunity:
    return Opportunity(
        key=row["key"],
        name=row["name"],
        owner=row["owner"],
        amount=row["amount"],
        currency=row.get("currency", "EUR"),
        stage=row["stage"],
        opened_on=calendar.day(row["opened"]),
        close_on=calendar.day(row["close"]),
        source=row["source"],
        why=row.get("why", ""),
        repeat_of=row.get("repeat_of", ""),
        introduced_by=row.get("introduced_by", ""),
        alternatives=tuple(
            Alternative(one["name"], one["kind"], one["like"], one.get("quoted", False))
            for one in row.get("alternatives", ())
        ),
        deciders=tuple(DecisionPerson(who, part) for who, part in row.get("deciders", {}).items()),
    )


def _call(
    number: int,
    slug: str,
    sheet: dict[str, Any],
    calendar: Calendar,
    names: dict[str, tuple[str, str]],
    contacts: dict[str, dict[str, tuple[str, str]]],
) -> DemoCall:
    day, language = calendar.call_day(number), sheet.get("language", "en")
    theirs = contacts[sheet["company"]]
    present = {key: _speaker(names[key], "seller") for key in sheet["ours"]}
    present |= {key: _speaker(theirs[key], "customer") for key in sheet["theirs"]}

    def fill(words: str) -> str:
        return calendar.fill(words, since=day, language=language)

    talk = sheet.get("recording", {}).get("talk")
    outcome = sheet.get("outcome", {})
    return DemoCall(
        number=number,
        slug=slug,
        title=sheet["title"],
        company=sheet["company"],
        opportunity=sheet["opportunity"],
        owner=sheet["owner"],
        ours=tuple(sheet["ours"]),
        theirs=tuple(sheet["theirs"]),
        day=day,
        at=time.fromisoformat(sheet["time"]),
        minutes=sheet["minutes"],
        kind=sheet["kind"],
        language=language,
        plan=_plan(sheet["plan"], day, calendar) if "plan" in sheet else None,
        conversation=hold_talk(fill(talk), present, title=sheet["title"]) if talk else None,
        outcome=_outcome(outcome, fill) if outcome else None,
        debriefed=outcome.get("debriefed", bool(talk)),
        answers=tuple(
            Answer(
                fill(a["quote"]),
                a["by"],
                a["says"],
                a.get("words", ""),
                calendar.settled(day, a["after"]),
                a.get("kind", ""),
            )
            for a in sheet.get("answers", ())
        ),
        promise_endings=tuple(_ending(row, day, calendar, fill) for row in sheet.get("promises", ())),
    )


def _speaker(person: tuple[str, str], side: Side) -> Speaker:
    name, email = person
    return Speaker(name, side, email)


def _plan(row: dict[str, Any], day: date, calendar: Calendar) -> PlanMade:
    asked = row.get("call_to_action")
    step = CallToAction(**{**asked, "by": calendar.after(day, asked["by"])}) if asked else None
    texts = {key: row.get(key, "") for key in ("reason_to_meet", "benefit", "least_step", "learn", "show")}
    return PlanMade(
        purpose=row["purpose"],
        call_to_action=step,
        in_it_for_them=row.get("in_it_for_them", ""),
        questions=tuple(row["questions"]),
        **texts,
    )


def _outcome(row: dict[str, Any], fill: Callable[[str], str]) -> Outcome:
    return Outcome(
        row["benefit_given"],
        fill(row.get("benefit_quote", "")),
        row["call_to_action_result"],
        fill(row.get("call_to_action_quote", "")),
    )


def _ending(row: dict[str, Any], day: date, calendar: Calendar, fill: Callable[[str], str]) -> PromiseEnding:
    on = calendar.settled(day, row["after"]) if "after" in row else None
    return PromiseEnding(fill(row["quote"]), row["ended"], row.get("said_by", ""), row.get("words", ""), on)
