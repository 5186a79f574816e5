"""Doors to the firm's own people and history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from joinery.firm.models import ApiKey, Deed, Firm, Picture, Role, Team, User
from joinery.lib.once import once
from joinery.lib.records import the_one


@once
def the_firm() -> Firm | None:
    """The one firm of this house, without its mark's content; None before the first-run wizard."""
    return the_one(Firm.objects.select_related("logo").defer("logo__content"))


def logo_at(public_id: str) -> Picture | None:
    """The firm's mark, for anybody; no other picture is found here."""
    return Picture.objects.filter(public_id=public_id, pk__in=Firm.objects.values("logo")).first()


def colleagues_for(user: User) -> QuerySet[User]:
    """Everybody who works here now: any of them may be named in a promise or a call."""
    return User.objects.filter(is_active=True).select_related("team")


def everybody_for(user: User) -> QuerySet[User]:
    """For the office: those who left too."""
    return User.objects.select_related("team") if user.role == Role.ADMIN else User.objects.none()


def deeds_for(user: User) -> QuerySet[Deed]:
    """The whole history, for those who answer for it."""
    return Deed.objects.all() if user.is_manager else Deed.objects.none()


def keys_for(user: User) -> QuerySet[ApiKey]:
    """Everyone's own; an administrator sees all."""
    keys = ApiKey.objects.select_related("owner")
    return keys if user.role == Role.ADMIN else keys.filter(owner=user)


def key_in_use(hashed: str) -> ApiKey | None:
    """A key is good while it and its owner are."""
    return (
        ApiKey.objects.filter(hashed=hashed, ended_at__isnull=True, owner__is_active=True)
        .select_related("owner__team")
        .first()
    )


def teams() -> QuerySet[Team]:
    return Team.objects.all()


def active_people() -> QuerySet[User]:
    """Whoever may sign in."""
    return User.objects.filter(is_active=True)


def deeds_of_companies(company_ids: Iterable[int] | QuerySet[Any]) -> QuerySet[Deed]:
    """The timeline of companies that the reader was let in to; the caller hands in only those."""
    return Deed.objects.filter(company_id__in=company_ids)
