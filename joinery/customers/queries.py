"""Doors to companies and people: who of us may see whom."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from joinery.customers.models import Company, CompanyNote, Person
from joinery.firm.models import Role, User

# In nearly every question: written out here, it need not be put together from its parts each time.
HELPED = "SELECT company_id FROM customers_company_helpers WHERE user_id = %s"


def companies_for(user: User) -> QuerySet[Company]:
    return _reachable(user).filter(archived_at__isnull=True)


def put_away_companies_for(user: User) -> QuerySet[Company]:
    return _reachable(user).filter(archived_at__isnull=False)


def _reachable(user: User) -> QuerySet[Company]:
    return Company.objects.select_related("owner", "team").filter(_reached_by(user))


def _reached_by(user: User, way: str = "") -> Q:
    """Administrators see all; sellers and managers their team's and their own; anyone the companies they help with."""
    if user.role == Role.ADMIN:
        return Q()
    mine = Q((f"{way}owner", user)) | Q((f"{way}pk__in", RawSQL(HELPED, [user.pk])))
    if user.role in (Role.SELLER, Role.MANAGER) and user.team_id:
        mine |= Q((f"{way}team", user.team_id))
    return mine


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
