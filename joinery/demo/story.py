"""The demo firm as it stands in its files: who they are, whom they serve, and every call; all days counted from today."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, Literal

from joinery.demo.talk import Calendar, hold_talk
from joinery.engine.conversation import Conversation, Side, Speaker

FIRM = Path(__file__).parent / "firm"

Role = Literal["seller", "manager", "delivery", "admin"]
DecisionRole = Literal["funder", "user", "checker", "guide"]


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of our people."""

    key: str
    name: str
    email: str
    role: Role
    team: str
    title: str
    phone: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at a customer."""

    key: str
    name: str
    title: str
    email: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way the customer could go, and what they say of it; `quoted` when they said it in a call."""

    name: str
    what_they_like: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class DecisionPerson:
    """What part somebody has in a decision."""

    contact: str
    role: DecisionRole


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Something we might build with them."""

    key: str
    name: str
    owner: str
    amount: int
    currency: str
    stage: str
    opened_on: date
    close_on: date
    source: str
    why: str
    repeat_of: str
    introduced_by: str
    alternatives: tuple[Alternative, ...]
    deciders: tuple[DecisionPerson, ...]


@dataclass(frozen=True, slots=True)
class Customer:
    """A house that washes."""

    key: str
    name: str
    domain: str
    industry: str
    address: str
    city: str
    country: str
    employees: int
    phone: str
    owner: str
    note: str
    people: tuple[Contact, ...]
    opportunities: tuple[Opportunity, ...]


@dataclass(frozen=True, slots=True)
class CallToAction:
    """What the customer is asked to do, part by part."""

    who: str
    what: str
    measure: str
    by: date
    payoff: str
    why_achievable: str


@dataclass(frozen=True, slots=True)
class PlanMade:
    """The plan made before the call: to advance, or to build the relationship."""

    purpose: Literal["advance", "relationship"]
    reason_to_meet: str
    benefit: str
    call_to_action: CallToAction | None
    least_step: str
    learn: str
    show: str
    in_it_for_them: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer said in the room to a line we had heard."""

    quote: str
    by: str
    says: Literal["yes", "not_quite"]
    words: str
    on: date


@dataclass(frozen=True, slots=True)
class PromiseEnding:
    """How a promise made in the call went on; kept and late are the receiver's word, open is nobody's yet."""

    quote: str
    ended: Literal["kept", "late", "open"]
    said_by: str
    words: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the debrief said of the plan."""

    benefit_given: Literal["yes", "partly", "no"]
    benefit_quote: str
    call_to_action_result: Literal["accepted", "countered", "declined", "not_asked"]
    call_to_action_quote: str


@dataclass(frozen=True, slots=True)
class DemoCall:
    """A call, planned or not, held or still to come."""

    number: int
    slug: str
    title: str
    company: str
    opportunity: str
    owner: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    day: date
    at: time
    minutes: int
    kind: Literal["visit", "phone", "video"]
    language: str
    plan: PlanMade | None
    conversation: Conversation | None
    outcome: Outcome | None
    debriefed: bool
    answers: tuple[Answer, ...]
    promise_endings: tuple[PromiseEnding, ...]

    @property
    def is_held(self) -> bool:
        return self.conversation is not None


@dataclass(frozen=True, slots=True)
class Story:
    """The firm and everything that happened to it so far."""

    firm: str
    place: str
    about: str
    domain: str
    teams: tuple[str, ...]
    colleagues: tuple[Colleague, ...]
    customers: tuple[Customer, ...]
    calls: tuple[DemoCall, ...]


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
            Alternative(one["name"], one["like"], one.get("quoted", False)) for one in row.get("alternatives", ())
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
            Answer(fill(a["quote"]), a["by"], a["says"], a.get("words", ""), calendar.after(day, a["after"]))
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


def _outcome(row: dict[str, Any], fill: Any) -> Outcome:
    return Outcome(
        row["benefit_given"],
        fill(row.get("benefit_quote", "")),
        row["call_to_action_result"],
        fill(row.get("call_to_action_quote", "")),
    )


def _ending(row: dict[str, Any], day: date, calendar: Calendar, fill: Any) -> PromiseEnding:
    on = calendar.after(day, row["after"]) if "after" in row else None
    return PromiseEnding(fill(row["quote"]), row["ended"], row.get("said_by", ""), row.get("words", ""), on)
