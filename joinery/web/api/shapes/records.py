"""Companies, people, opportunities, promises and what a search finds, as programs see them."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema

from joinery.customers.models import Company, Person
from joinery.opportunities.models import Opportunity
from joinery.promises.models import Promise
from joinery.search.queries import Hit
from joinery.web.api.shapes.common import Named, named


class CompanyShape(Schema):
    id: str
    name: str
    domain: str
    phone: str
    website: str
    street: str
    postcode: str
    city: str
    country: str
    industry: str
    employees: int | None
    annual_revenue: int | None
    source: str
    about: str
    owner: Named | None
    team: Named | None
    created_at: datetime

    @classmethod
    def of(cls, company: Company) -> CompanyShape:
        plain = {name: getattr(company, name) for name in cls.model_fields if name not in ("id", "owner", "team")}
        return cls(id=company.public_id, owner=named(company.owner), team=named(company.team), **plain)


class Companies(Schema):
    items: list[CompanyShape]
    next: str | None


class PersonShape(Schema):
    id: str
    company: Named | None
    name: str
    title: str
    email: str
    phone: str
    mobile: str
    language: str
    zone: str
    about: str
    created_at: datetime

    @classmethod
    def of(cls, person: Person) -> PersonShape:
        plain = {name: getattr(person, name) for name in cls.model_fields if name not in ("id", "company")}
        return cls(id=person.public_id, company=named(person.company), **plain)


class People(Schema):
    items: list[PersonShape]
    next: str | None


class OpportunityShape(Schema):
    id: str
    company: Named | None
    name: str
    stage: str
    stage_since: datetime
    amount: int | None  # in cents
    currency: str
    probability: int | None
    close_on: date | None
    kind: str
    next_step: str
    owner: Named | None
    created_at: datetime

    @classmethod
    def of(cls, found: Opportunity) -> OpportunityShape:
        plain = {name: getattr(found, name) for name in cls.model_fields if name not in ("id", "company", "owner")}
        return cls(id=found.public_id, company=named(found.company), owner=named(found.owner), **plain)


class Opportunities(Schema):
    items: list[OpportunityShape]
    next: str | None


class PromiseShape(Schema):
    """`side` is the giver's: ours or theirs. `quote` has the exact words, when it was heard."""

    id: str
    company: Named | None
    call: Named | None
    side: str
    what: str
    done_when: str
    giver: Named | None
    receiver: Named | None
    due_on: date | None
    state: str
    quote: str
    made_at: datetime

    @classmethod
    def of(cls, promise: Promise) -> PromiseShape:
        people = {"company", "call", "giver", "receiver", "id"}
        plain = {name: getattr(promise, name) for name in cls.model_fields if name not in people}
        return cls(
            id=promise.public_id,
            company=named(promise.company),
            call=named(promise.call),
            giver=named(promise.giver_user or promise.giver_person),
            receiver=named(promise.receiver_user or promise.receiver_person),
            **plain,
        )


class Promises(Schema):
    items: list[PromiseShape]
    next: str | None


class HitShape(Schema):
    kind: str
    id: str
    title: str
    found: str

    @classmethod
    def of(cls, hit: Hit) -> HitShape:
        found = hit.found.replace("\x02", "").replace("\x03", "")
        return cls(kind=hit.kind, id=hit.about_id, title=hit.title, found=found)


class Hits(Schema):
    items: list[HitShape]
