"""People of a customer with what a seller wants to see at a glance: when they last spoke, their part in decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from joinery.calls.queries import calls_for
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.opportunities.models import DecisionPerson
from joinery.opportunities.queries import decision_people_for


@dataclass(frozen=True)
class KnownPerson:
    person: Person
    last_spoke: datetime | None
    parts: list[DecisionPerson]


def known_people(people: Iterable[Person], user: User) -> list[KnownPerson]:
    people = list(people)
    ids = [person.pk for person in people]
    parts: dict[int, list[DecisionPerson]] = {}
    for part in decision_people_for(user).filter(person__in=ids).select_related("opportunity"):
        parts.setdefault(part.person_id, []).append(part)
    spoke = last_spoke(ids, user)
    return [KnownPerson(person, spoke.get(person.pk), parts.get(person.pk, [])) for person in people]


def last_spoke(person_ids: list[int], user: User) -> dict[int, datetime]:
    """From calls that were held and in which, as far as we know, they were."""
    there = Q(attendances__was_there=True) | Q(attendances__was_there__isnull=True)
    held = calls_for(user).filter(there, held_at__isnull=False, attendances__person__in=person_ids)
    return dict(held.order_by().values_list("attendances__person").annotate(Max("starts_at")))
