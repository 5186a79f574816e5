"""Telling the demo firm's story into an empty house, through the same actions that people use."""

from __future__ import annotations

import secrets
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from joinery.customers.actions import add_company, add_helper, add_person, write_note
from joinery.customers.models import Company, Person
from joinery.demo.cast import Customer, Opportunity, Story
from joinery.demo.story import tell_story
from joinery.demo.told_calls import CallTeller
from joinery.demo.told_plans import PlanTeller, plans_told
from joinery.demo.told_replies import tell_replies
from joinery.demo.works_time import ZONE, moment
from joinery.firm.actions import add_colleague, add_team, edit_colleague, set_up_firm
from joinery.firm.models import Firm, Team, User
from joinery.opportunities import models as opportunities
from joinery.opportunities.actions import add_alternative, add_decision_person, add_opportunity, move_stage
from joinery.rooms.models import Guest
from joinery.web.ui.demo_ways import DESK, ROOM, token_for

SEEN_BY = "ana"
GUEST = "dora"
ON_THE_WAY = ["exploring", "concept", "proposal", "agreement", "delivery", "cared_for"]


class CannotTell(Exception):
    """There is a firm in this folder already, and it is not the demo."""


def tell() -> None:
    """Into an empty house. A demo that is there already stays as it was left."""
    if firm := Firm.objects.first():
        if not firm.is_demo:
            raise CannotTell("This folder holds a real firm. Choose another with --data.")
        return
    with transaction.atomic():
        Teller(tell_story(today=timezone.localdate(timezone=ZoneInfo(ZONE)))).tell()


def links() -> dict[str, str]:
    """The ways in that the demo prints. They work only while the firm is the demo, and only for this installation."""
    ana = User.objects.get(email__startswith=f"{SEEN_BY}.")
    dora = Guest.objects.select_related("room").get(person__email__startswith=f"{GUEST}")
    return {
        "desk": f"{settings.BASE_URL}/office/demo/{token_for(ana.public_id, DESK)}/",
        "room": f"{settings.BASE_URL}/room/demo/{token_for(dora.public_id, ROOM)}/",
    }


class Teller:
    """Holds who is who while the story is told."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.users: dict[str, User] = {}
        self.people: dict[str, Person] = {}
        self.companies: dict[str, Company] = {}
        self.opportunities: dict[str, opportunities.Opportunity] = {}

    def tell(self) -> None:
        self.set_up()
        for customer in self.story.customers:
            self.meet(customer)
        CallTeller(self.story, self.users, self.people, self.companies, self.opportunities).tell()
        plans = PlanTeller(self.users, self.people)
        plans.keep_process(by=self.users["ben"], now=moment(timezone.localdate() - timedelta(days=100)))
        for customer in self.story.customers:
            for planned in customer.opportunities:
                self.bring_to_its_stage(planned, plans)
        tell_replies(self.people[GUEST])

    def set_up(self) -> None:
        first_day = min(each.opened_on for customer in self.story.customers for each in customer.opportunities)
        now = moment(first_day - timedelta(days=30))
        boss = next(each for each in self.story.colleagues if each.role == "admin")
        admin = set_up_firm(
            firm_name=self.story.firm,
            name=boss.name,
            email=boss.email,
            password=secrets.token_urlsafe(16),
            zone=ZONE,
            currency="EUR",
            now=now,
            trade=self.story.about,
            address=self.story.place,
            mail_domain=self.story.domain,
            is_demo=True,
        )
        teams: dict[str, Team] = {name: add_team(name, by=admin, now=now) for name in self.story.teams}
        self.users[boss.key] = admin
        edit_colleague(admin, title=boss.title, phone=boss.phone, team=teams.get(boss.team), by=admin, now=now)
        for each in self.story.colleagues:
            if each is boss:
                continue
            facts = {
                "name": each.name,
                "email": each.email,
                "role": each.role,
                "title": each.title,
                "phone": each.phone,
            }
            self.users[each.key] = add_colleague(**facts, team=teams.get(each.team), by=admin, now=now)

    def meet(self, customer: Customer) -> None:
        owner = self.users[customer.owner]
        now = moment(min((each.opened_on for each in customer.opportunities), default=timezone.localdate()))
        street, _, rest = customer.address.partition(",")
        postcode = next((word for word in rest.split() if any(sign.isdigit() for sign in word)), "")
        first = customer.opportunities[0] if customer.opportunities else None
        company = add_company(
            customer.name,
            by=owner,
            now=now,
            owner=owner,
            team=owner.team,
            domain=customer.domain,
            website=f"https://{customer.domain}",
            phone=customer.phone,
            street=street.strip(),
            postcode=postcode,
            city=customer.city,
            country=customer.country,
            industry=customer.industry,
            employees=customer.employees,
            source=source_of(first.source) if first else "unknown",
            about=f"{first.source}." if first else "",
        )
        self.companies[customer.key] = company
        for contact in customer.people:
            facts = {
                "title": contact.title,
                "email": contact.email,
                "phone": contact.phone,
                "language": contact.language,
            }
            self.people[contact.key] = add_person(company, contact.name, by=owner, now=now, **facts)
        if customer.note:
            write_note(company, customer.note, by=owner, now=now)
        for planned in customer.opportunities:
            self.open(planned, company)

    def open(self, planned: Opportunity, company: Company) -> None:
        owner, now = self.users[planned.owner], moment(planned.opened_on, time(11))
        opened = add_opportunity(
            company,
            planned.name,
            by=owner,
            now=now,
            amount=planned.amount * 100,
            currency=planned.currency,
            close_on=planned.close_on,
            kind="repeat" if planned.repeat_of else "new",
        )
        self.opportunities[planned.key] = opened
        for decides in planned.deciders:
            add_decision_person(opened, self.people[decides.contact], decides.role, by=owner, now=now)
        for other in planned.alternatives:
            name = other.name[:1].upper() + other.name[1:]
            better_at = other.what_they_like
            add_alternative(opened, name, better_at=better_at, was_asked=other.quoted, by=owner, now=now)
        if planned.stage in ("delivery", "cared_for"):
            add_helper(company, self.users["cara"], by=owner, now=now)

    def bring_to_its_stage(self, planned: Opportunity, plans: PlanTeller) -> None:
        """Stage by stage, over the days between its opening and its end. A plan that is signed moves it to delivery."""
        told = plans_told().get(planned.key)
        opened, owner = self.opportunities[planned.key], self.users[planned.owner]
        ended = planned.stage not in ON_THE_WAY
        way = ON_THE_WAY[1 : ON_THE_WAY.index(planned.stage) + 1] if not ended else ["concept", planned.stage]
        today = timezone.localdate()
        until = min(planned.close_on, today) if ended or planned.stage in ("delivery", "cared_for") else today
        days = max((until - planned.opened_on).days, 1)
        for number, stage in enumerate(way, 1):
            day = min(planned.opened_on + timedelta(days=days * number // (len(way) + (not ended))), today)
            why = planned.why if stage == planned.stage and ended else ""
            if stage == "delivery" and told and told.signed is not None:
                plans.tell(told, opened)
                opened = opened.fresh()
                continue
            opened = move_stage(opened, stage, by=owner, now=moment(day, time(17)), why=why)
        if told and told.signed is None:
            plans.tell(told, opened)


# What the story says of how we met, and the source that stands for it.
SOURCES = [
    ("introduced", "introduced"),
    ("mentioned", "referral"),
    ("fair", "event"),
    ("cold", "cold"),
    ("tender", "inbound"),
    ("called us", "inbound"),
    ("wrote to us", "inbound"),
]


def source_of(words: str) -> str:
    return next((source for sign, source in SOURCES if sign in words.lower()), "unknown")
