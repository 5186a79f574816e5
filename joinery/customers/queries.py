"""Doors to companies and people: who of us may see whom."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from joinery.customers.models import Company, CompanyNote, Person
from joinery.firm.models import Role, User
from joinery.lib.newest import Asked


class Reached(Func):
    """The wall, in nearly every question: sellers and managers reach their team's companies and their own; anyone those
    they help with. Put together from Django's conditions it would take a third of the time of a question to write."""

    output_field = BooleanField()

    def __init__(self, user: User, way: str) -> None:
        super().__init__(F(f"{way}owner_id"), F(f"{way}team_id"), F(f"{way}id"))
        self.user = user

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *_: Any, **__: Any) -> Asked:
        owner, team, company = (compiler.compile(each)[0] for each in self.source_expressions)
        helped = "SELECT company_id FROM customers_company_helpers WHERE user_id = %s"
        sql, values = f"{owner} = %s OR {company} IN ({helped})", [self.user.pk, self.user.pk]
        if self.user.role in (Role.SELLER, Role.MANAGER) and self.user.team_id:
            sql, values = f"{sql} OR {team} = %s", [*values, self.user.team_id]
        return f"({sql})", tuple(values)


def companies_for(user: User) -> QuerySet[Company]:
    return _reachable(user).filter(archived_at__isnull=True)


def put_away_companies_for(user: User) -> QuerySet[Company]:
    return _reachable(user).filter(archived_at__isnull=False)


def _reachable(user: User) -> QuerySet[Company]:
    return Company.objects.select_related("owner", "team").filter(_reached_by(user))


def _reached_by(user: User, way: str = "") -> Q:
    """Administrators see all."""
    return Q() if user.role == Role.ADMIN else Q(Reached(user, way))


def seen_by(user: User, company: str) -> Q:
    """The wall of `companies_for` for what belongs to a company; `company` is the way to it, and always leads to one.
    Asked of each row where it stands: a list of all the reader's companies would be made again in every question."""
    return _reached_by(user, f"{company}__") & Q((f"{company}__archived_at__isnull", True))


def people_for(user: User) -> QuerySet[Person]:
    return Person.objects.filter(seen_by(user, "company"), archived_at__isnull=True).select_related("company")


def put_away_people_for(user: User) -> QuerySet[Person]:
    away = Person.objects.filter(seen_by(user, "company"), archived_at__isnull=False, erased_at__isnull=True)
    return away.select_related("company")


def notes_for(user: User) -> QuerySet[CompanyNote]:
    return CompanyNote.objects.filter(seen_by(user, "company")).select_related("by")
