"""Who and what the demo firm's story is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from joinery.engine.conversation import Conversation

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
    kind: Literal["supplier", "themselves", "nothing"]
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
    says: Literal["yes", "not_quite", "waits"]  # put before them, and nobody has answered yet
    words: str
    on: date
    kind: str = ""  # what kind of line it is; empty: whatever it was heard as, else their picture


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
