"""Every door to what belongs to a company opens to exactly what `companies_for` opens, whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product

import pytest
from django.db.models import Model, QuerySet

from joinery.beliefs import queries as beliefs
from joinery.blueprints import delivery_queries as deliveries
from joinery.blueprints import queries as blueprints
from joinery.blueprints.models import (
    Blueprint,
    Concern,
    Deviation,
    Extra,
    OrderLine,
    ReadyItem,
    Seat,
    Signer,
    SignOff,
    Step,
    Version,
)
from joinery.calls import queries as calls
from joinery.calls.models import Call, Recording, Voice
from joinery.customers import queries as customers
from joinery.customers.models import Company, CompanyNote, Person
from joinery.firm.models import Role, Team, User
from joinery.opportunities import queries as opportunities
from joinery.opportunities.models import Alternative, DecisionPerson, Opportunity, StageMove
from joinery.promises import queries as promises
from joinery.rooms import queries as rooms
from joinery.rooms.models import Room

THEN = datetime(2026, 9, 2, 12, 0, tzinfo=UTC)
# A door, and what it must be: rows of the companies that the reader sees, said the long way.
DOORS: dict[str, tuple[Callable[[User], QuerySet[Model]], Callable[[User], QuerySet[Model]]]] = {
    "people": (
        customers.people_for,
        lambda user: Person.objects.filter(archived_at=None, company__in=customers.companies_for(user)),
    ),
    "people put away": (
        customers.put_away_people_for,
        lambda user: Person.objects.filter(archived_at__isnull=False, company__in=customers.companies_for(user)),
    ),
    "notes": (
        customers.notes_for,
        lambda user: CompanyNote.objects.filter(company__in=customers.companies_for(user)),
    ),
    "opportunities": (
        opportunities.opportunities_for,
        lambda user: Opportunity.objects.filter(archived_at=None, company__in=customers.companies_for(user)),
    ),
    "opportunities put away": (
        opportunities.put_away_opportunities_for,
        lambda user: Opportunity.objects.filter(archived_at__isnull=False, company__in=customers.companies_for(user)),
    ),
    **{
        name: (
            door,
            lambda user, model=model: model.objects.filter(
                opportunity__archived_at=None, opportunity__company__in=customers.companies_for(user)
            ),
        )
        for name, door, model in [
            ("moves", opportunities.moves_for, StageMove),
            ("decision people", opportunities.decision_people_for, DecisionPerson),
            ("alternatives", opportunities.alternatives_for, Alternative),
        ]
    },
    **{
        door.__name__: (
            door,
            lambda user, door=door, way=way: door_model(door, user).objects.filter(
                **{f"{way}__in": customers.companies_for(user)}
            ),
        )
        for door, way in [
            (calls.calls_for, "company"),
            (calls.recordings_for, "call__company"),
            (calls.voices_for, "recording__call__company"),
            (promises.promises_for, "company"),
            (rooms.rooms_for, "company"),
            (beliefs.lights_for, "company"),
        ]
    },
    **{
        door.__name__: (
            door,
            lambda user, model=model, way=way: model.objects.filter(
                **{
                    f"{way}opportunity__archived_at": None,
                    f"{way}company__in": customers.companies_for(user),
                }
            ),
        )
        for door, model, way in [
            (blueprints.blueprints_for, Blueprint, ""),
            (blueprints.blueprints_on_sheet_for, Blueprint, ""),
            (blueprints.blueprints_listed_for, Blueprint, ""),
            (blueprints.blueprints_for_edit, Blueprint, ""),
            (blueprints.steps_for, Step, "blueprint__"),
            (deliveries.deliveries_for, Blueprint, ""),
        ]
    },
    **{
        door.__name__: (
            door,
            lambda user, model=model, way=way: model.objects.filter(**{f"{way}__in": customers.companies_for(user)}),
        )
        for door, model, way in [
            (blueprints.concerns_for, Concern, "step__blueprint__company"),
            (blueprints.versions_for, Version, "blueprint__company"),
            (blueprints.versions_listed_for, Version, "blueprint__company"),
            (blueprints.signers_for, Signer, "blueprint__company"),
            (blueprints.sign_offs_for, SignOff, "version__blueprint__company"),
            (deliveries.deviations_for, Deviation, "blueprint__company"),
            (deliveries.extras_for, Extra, "blueprint__company"),
            (deliveries.order_lines_for, OrderLine, "blueprint__company"),
            (deliveries.ready_items_for, ReadyItem, "step__blueprint__company"),
            (deliveries.seats_for, Seat, "step__blueprint__company"),
        ]
    },
    "beliefs": (
        beliefs.beliefs_for,
        lambda user: beliefs.Belief.objects.filter(given_up_at=None, company__in=customers.companies_for(user)),
    ),
}


def door_model(door: Callable[[User], QuerySet[Model]], user: User) -> type[Model]:
    return door(user).model


def draw(sale: Opportunity, owner: User) -> None:
    plan = Blueprint.objects.create(
        opportunity=sale, company=sale.company, title="P", target_on=THEN.date(), drawn_by=owner, drawn_at=THEN
    )
    step = Step.objects.create(blueprint=plan, key="s", title="S", side="ours")
    Concern.objects.create(step=step, kind="stuck", words="W", user=owner, by_name=owner.name, opened_at=THEN)
    version = Version.objects.create(blueprint=plan, number=1, content="{}", by_name=owner.name, made_at=THEN)
    Signer.objects.create(blueprint=plan, user=owner, named_by=owner.name, named_at=THEN)
    Deviation.objects.create(blueprint=plan, step=step, kind="left_out", reason="R", by_name="Ana", at=THEN)
    Extra.objects.create(blueprint=plan, key="e", what="A booklet")
    OrderLine.objects.create(blueprint=plan, what="A washer")
    ReadyItem.objects.create(step=step, what="The door", side="theirs", kind="words")
    Seat.objects.create(step=step, side="theirs", role="user")
    SignOff.objects.create(version=version, user=owner, typed_name=owner.name, text="T", at=THEN)


@pytest.fixture
def houses(db) -> list[User]:
    """Companies of every owner, team and helper, some put away, each with something of everything."""
    from joinery.beliefs.actions import believe, notice_light
    from joinery.promises.actions import make_promise

    teams = [Team.objects.create(name="Hotels"), Team.objects.create(name="Hospitals"), None]
    readers = [
        User.objects.create_user(f"{role}{place}@wessel.example", None, name=f"{role} {place}", role=role, team=team)
        for role, (place, team) in product(Role.values, enumerate(teams))
    ]
    owners = readers[:: len(readers) // 3]
    for number, (owner, team, is_away) in enumerate(product(owners, teams, (False, True))):
        company = Company.objects.create(name=f"House {number}", owner=owner, team=team, created_at=THEN)
        company.helpers.set(readers[number % len(readers) :: 5])
        for is_gone in (False, True):
            gone = THEN if is_gone else None
            person = Person.objects.create(company=company, name="Dora", created_at=THEN, archived_at=gone)
            sale = Opportunity.objects.create(
                company=company, name="A", owner=owner, stage_since=THEN, created_at=THEN, archived_at=gone
            )
            StageMove.objects.create(opportunity=sale, after="concept", by=owner, moved_at=THEN)
            DecisionPerson.objects.create(opportunity=sale, person=person, part="funder")
            Alternative.objects.create(opportunity=sale, name="A lease", noted_at=THEN)
            draw(sale, owner)
        call = Call.objects.create(company=company, owner=owner, title="C", starts_at=THEN, created_at=THEN)
        recording = Recording.objects.create(
            call=call, source="zoom", sha256="a" * 64, original=b"", conversation={}, added_by=owner, added_at=THEN
        )
        Voice.objects.create(recording=recording, number=0, name="Dora")
        CompanyNote.objects.create(company=company, words="W", by=owner, written_at=THEN)
        Room.objects.create(company=company, opened_by=owner, opened_at=THEN)
        make_promise(company, "P", side="ours", by=owner, now=THEN)
        believe(company, "concept", "B", by=owner, now=THEN)
        notice_light(company, "L", by=owner, now=THEN)
        Company.objects.filter(pk=company.pk).update(archived_at=THEN if is_away else None)
    return readers


def test_every_door_opens_to_the_rows_of_the_companies_that_the_reader_sees(houses):
    wrong, open_rows = [], dict.fromkeys(DOORS, 0)
    for reader, (name, (door, said)) in product(houses, DOORS.items()):
        found = sorted(door(reader).values_list("pk", flat=True))
        open_rows[name] += len(found)
        if found != sorted(said(reader).values_list("pk", flat=True)):
            wrong.append((name, reader.role, reader.team))

    assert wrong == []
    assert [name for name, rows in open_rows.items() if not rows] == []


def test_nothing_is_found_twice(houses):
    for reader, (name, (door, _)) in product(houses, DOORS.items()):
        found = list(door(reader).values_list("pk", flat=True))

        assert len(found) == len(set(found)), name
