"""What can be done to a company and its people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from joinery.customers.models import Company, CompanyNote, Person
from joinery.firm.history import Actor, note_deed
from joinery.firm.models import User
from joinery.search import actions as search


class CannotKeep(Exception):
    """A company or a person needs a name, a note needs words."""


@transaction.atomic
def add_company(name: str, *, by: User, now: datetime, owner: User | None = None, **more: Any) -> Company:
    """`more`: any other field of a company. It belongs to the owner's team unless said otherwise."""
    owner = owner or by
    more.setdefault("team", owner.team)
    company = Company.objects.create(name=_named(name), owner=owner, created_at=now, **more)
    note_deed("add_company", company, by=by, now=now, company_id=company.pk, says=f"added {company.name}")
    index_company(company, now)
    return company


@transaction.atomic
def edit_company(company: Company, seen: int, *, by: User, now: datetime, **values: Any) -> Company:
    """`seen` is the version that the writer began with; ChangedMeanwhile when somebody saved since."""
    if "name" in values:
        values["name"] = _named(values["name"])
    if "owner" in values and values["owner"] != company.owner:
        values.setdefault("team", values["owner"].team)  # who looks after it decides which team sees it
    if changes := company.amend(seen, **values):
        note_deed(
            "edit_company",
            company,
            by=by,
            now=now,
            company_id=company.pk,
            says=f"changed {_named_fields(changes)} of {company.name}",
            changes=changes,
        )
        index_company(company, now)
    return company


@transaction.atomic
def put_away_company(company: Company, *, by: User, now: datetime) -> None:
    """Out of every list; nothing is deleted, and it can be brought back."""
    company.amend(company.version, archived_at=now)
    note_deed("put_away_company", company, by=by, now=now, company_id=company.pk, says=f"put {company.name} away")


@transaction.atomic
def bring_back_company(company: Company, *, by: User, now: datetime) -> None:
    company.amend(company.version, archived_at=None)
    note_deed("bring_back_company", company, by=by, now=now, company_id=company.pk, says=f"brought {company.name} back")


@transaction.atomic
def add_person(company: Company, name: str, *, by: Actor | None, now: datetime, **more: Any) -> Person:
    person = Person.objects.create(company=company, name=_named(name), created_at=now, **more)
    note_deed("add_person", person, by=by, now=now, company_id=company.pk, says=f"added {person.name}")
    index_person(person, now)
    return person


@transaction.atomic
def edit_person(person: Person, seen: int, *, by: User, now: datetime, **values: Any) -> Person:
    if "name" in values:
        values["name"] = _named(values["name"])
    if changes := person.amend(seen, **values):
        note_deed(
            "edit_person",
            person,
            by=by,
            now=now,
            company_id=person.company_id,
            says=f"changed {_named_fields(changes)} of {person.name}",
            changes=changes,
        )
        index_person(person, now)
    return person


@transaction.atomic
def put_away_person(person: Person, *, by: User, now: datetime) -> None:
    person.amend(person.version, archived_at=now)
    note_deed("put_away_person", person, by=by, now=now, company_id=person.company_id, says=f"put {person.name} away")
    search.forget(person)


@transaction.atomic
def bring_back_person(person: Person, *, by: User, now: datetime) -> None:
    person.amend(person.version, archived_at=None)
    note_deed(
        "bring_back_person", person, by=by, now=now, company_id=person.company_id, says=f"brought {person.name} back"
    )
    index_person(person, now)


@transaction.atomic
def write_note(company: Company, words: str, *, by: User, now: datetime) -> CompanyNote:
    if not words.strip():
        raise CannotKeep("Write something first.")
    note = CompanyNote.objects.create(company=company, words=words.strip(), by=by, written_at=now)
    note_deed("write_note", note, by=by, now=now, company_id=company.pk, says=f"wrote: {note.words[:200]}")
    index_note(note, now)
    return note


@transaction.atomic
def add_helper(company: Company, helper: User, *, by: User, now: datetime) -> None:
    """A colleague who helps with this company sees it, whatever their team."""
    company.helpers.add(helper)
    note_deed("add_helper", company, by=by, now=now, company_id=company.pk, says=f"asked {helper.name} to help")


@transaction.atomic
def remove_helper(company: Company, helper: User, *, by: User, now: datetime) -> None:
    company.helpers.remove(helper)
    note_deed("remove_helper", company, by=by, now=now, company_id=company.pk, says=f"{helper.name} no longer helps")


def index_company(company: Company, now: datetime) -> None:
    body = " ".join(
        filter(None, [company.domain, company.city, company.country, company.industry, company.phone, company.about])
    )
    search.index("company", company, company_id=company.pk, title=company.name, body=body, now=now)


def index_note(note: CompanyNote, now: datetime) -> None:
    search.index("note", note, company_id=note.company_id, title=note.company.name, body=note.words, now=now)


def index_person(person: Person, now: datetime) -> None:
    body = " ".join(filter(None, [person.title, person.email, person.phone, person.mobile, person.about]))
    search.index("person", person, company_id=person.company_id, title=person.name, body=body, now=now)


def _named(name: str) -> str:
    if not name.strip():
        raise CannotKeep("Give a name.")
    return name.strip()


def _named_fields(changes: dict[str, list[str]]) -> str:
    return ", ".join(name.replace("_", " ") for name in changes)
