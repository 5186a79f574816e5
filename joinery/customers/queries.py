"""Doors to companies and people: who of us may see whom."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from joinery.customers.models import Company, CompanyNote, Person
from joinery.firm.models import Role, User


def companies_for(user: User) -> QuerySet[Company]:
    return _reachable(user).filter(archived_at__isnull=True)


def put_away_companies_for(user: User) -> QuerySet[Company]:
    return _reachable(user).filter(archived_at__isnull=False)


def _reachable(user: User) -> QuerySet[Company]:
    """Administrators see all; sellers and managers their team's and their own; anyone the companies they help with."""
    companies = Company.objects.select_related("owner", "team")
    if user.role == Role.ADMIN:
        return companies
    mine = Q(owner=user) | Q(pk__in=user.helps_companies.values("pk"))
    if user.role in (Role.SELLER, Role.MANAGER) and user.team_id:
        mine |= Q(team=user.team_id)
    return companies.filter(mine)


def people_for(user: User) -> QuerySet[Person]:
    return Person.objects.filter(archived_at__isnull=True, company__in=companies_for(user)).select_related("company")


def put_away_people_for(user: User) -> QuerySet[Person]:
    return Person.objects.filter(archived_at__isnull=False, company__in=companies_for(user)).select_related("company")


def notes_for(user: User) -> QuerySet[CompanyNote]:
    return CompanyNote.objects.filter(company__in=companies_for(user)).select_related("by")
