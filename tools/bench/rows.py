"""A firm with 5,000 companies, 10,000 people and what goes with them, put straight into a fresh database. The same on
every run."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from joinery.calls.models import Call
from joinery.customers.models import Company, Person
from joinery.firm.models import Deed, Firm, Team, User
from joinery.opportunities.models import Opportunity
from joinery.promises.models import Promise
from joinery.search.models import Entry

COMPANIES, PEOPLE, OPPORTUNITIES, CALLS, PROMISES = 5_000, 10_000, 6_000, 15_000, 8_000
NOW = datetime(2026, 9, 2, 12, 0, tzinfo=UTC)
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "di",
    "fa",
    "ga",
    "ka",
    "ke",
    "ko",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "mi",
    "mo",
    "na",
    "ne",
    "ni",
    "no",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "so",
    "ta",
    "te",
    "ti",
    "to",
]
STAGES = ("exploring", "concept", "proposal", "agreement", "delivery", "cared_for")
WORDS = [
    "dryer",
    "basement",
    "linen",
    "steam",
    "hotel",
    "promise",
    "drawing",
    "floor",
    "water",
    "delivery",
    "boiler",
    "seal",
    "price",
    "cellar",
    "table",
]


def fill() -> User:
    """The seller whose pages are measured: her team has half of the companies."""
    choose = random.Random(20260902)
    Firm.objects.create(name="Wessel Laundry Works", set_up_at=NOW)
    teams = [Team.objects.create(name=name) for name in ("Hotels", "Hospitals")]
    users = [
        User.objects.create_user(f"u{number}@wessel.example", None, name=_name(choose), team=teams[number % 2])
        for number in range(6)
    ]
    companies = Company.objects.bulk_create(_companies(choose, users))
    people = Person.objects.bulk_create(_people(choose, companies))
    opportunities = Opportunity.objects.bulk_create(_opportunities(choose, companies))
    calls = Call.objects.bulk_create(_calls(choose, opportunities))
    Promise.objects.bulk_create(_promises(choose, people))
    Deed.objects.bulk_create(_deeds(calls))
    for kind, found in (("company", companies), ("person", people), ("opportunity", opportunities), ("call", calls)):
        Entry.objects.bulk_create(_entries(choose, kind, found))
    return users[0]


def _name(choose: random.Random) -> str:
    parts = ("".join(choose.choice(SYLLABLES) for _ in range(choose.randint(2, 3))).capitalize() for _ in range(2))
    return " ".join(parts)


def _sentence(choose: random.Random, length: int) -> str:
    return " ".join(choose.choice(WORDS) for _ in range(length)).capitalize()


def _companies(choose: random.Random, users: list[User]) -> list[Company]:
    owners = [choose.choice(users) for _ in range(COMPANIES)]
    return [
        Company(
            name=f"Hotel {_name(choose)} {number}",
            city=_name(choose),
            industry=choose.choice(("Hotels", "Hospitals", "Care")),
            owner=owner,
            team=owner.team,
            created_at=NOW,
        )
        for number, owner in enumerate(owners)
    ]


def _people(choose: random.Random, companies: list[Company]) -> list[Person]:
    return [
        Person(
            company=companies[number % COMPANIES],
            name=_name(choose),
            title="Owner",
            email=f"p{number}@customer.example",
            created_at=NOW,
        )
        for number in range(PEOPLE)
    ]


def _opportunities(choose: random.Random, companies: list[Company]) -> list[Opportunity]:
    return [
        Opportunity(
            company=company,
            name=_sentence(choose, 3),
            stage=choose.choice(STAGES),
            stage_since=NOW - timedelta(days=choose.randint(1, 90)),
            amount=choose.randint(10, 900) * 10_000,
            close_on=(NOW + timedelta(days=choose.randint(1, 300))).date(),
            owner=company.owner,
            created_at=NOW,
        )
        for company in (companies[number % COMPANIES] for number in range(OPPORTUNITIES))
    ]


def _calls(choose: random.Random, opportunities: list[Opportunity]) -> list[Call]:
    return [
        Call(
            company=one.company,
            opportunity=one,
            owner=one.owner,
            title=_sentence(choose, 4),
            starts_at=(at := NOW - timedelta(hours=choose.randint(1, 9000))),
            created_at=at,
            held_at=at,
        )
        for one in (opportunities[number % OPPORTUNITIES] for number in range(CALLS))
    ]


def _promises(choose: random.Random, people: list[Person]) -> list[Promise]:
    return [
        Promise(
            company=person.company,
            side="ours",
            what=_sentence(choose, 6),
            giver_user=person.company.owner,
            receiver_person=person,
            due_on=(NOW + timedelta(days=choose.randint(-30, 60))).date(),
            made_at=NOW,
        )
        for person in (people[number % PEOPLE] for number in range(PROMISES))
    ]


def _deeds(calls: list[Call]) -> list[Deed]:
    return [
        Deed(
            at=call.starts_at,
            by_kind="user",
            by_id=call.owner.public_id,
            by_name=call.owner.name,
            verb="hold_call",
            about="call",
            about_id=call.public_id,
            company_id=call.company_id,
            says=f"held the call: {call.title}",
        )
        for call in calls
    ]


def _entries(choose: random.Random, kind: str, found: list) -> list[Entry]:  # type: ignore[type-arg]
    return [
        Entry(
            kind=kind,
            about_id=one.public_id,
            company_id=one.pk if kind == "company" else one.company_id,
            title=str(one),
            body=_sentence(choose, 12),
            at=NOW,
        )
        for one in found
    ]
