"""What can be done to the firm and its people."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from joinery.firm.history import note_deed
from joinery.firm.models import ApiKey, Firm, Role, Team, User


class CannotSetUp(Exception):
    """The firm is set up already, or the code from the console is missing."""


class CannotChange(Exception):
    """Not without somebody left who may change it back."""


@transaction.atomic
def set_up_firm(
    *, firm_name: str, name: str, email: str, password: str, zone: str, currency: str, now: datetime, **more: Any
) -> User:
    """The first run: the firm, and its first administrator."""
    if Firm.objects.exists():
        raise CannotSetUp("This house has its firm already. Please sign in.")
    firm = Firm.objects.create(name=firm_name, zone=zone, currency=currency, set_up_at=now, **more)
    user = User.objects.create_user(email, password, name=name, role=Role.ADMIN, zone=zone)
    note_deed("set_up_firm", firm, by=user, now=now, says=f"set up {firm.name}")
    return user


@transaction.atomic
def edit_firm(firm: Firm, seen: int, *, by: User, now: datetime, **values: Any) -> None:
    if changes := firm.amend(seen, **values):
        note_deed("edit_firm", firm, by=by, now=now, says="changed the facts of the firm", changes=changes)


@transaction.atomic
def add_colleague(
    *, name: str, email: str, role: str, team: Team | None, by: User, now: datetime, title: str = "", phone: str = ""
) -> User:
    """They choose their own password by a link in a letter; nobody else ever knows it."""
    if User.objects.filter(email=email.lower()).exists():
        raise CannotChange("Somebody with this address works here already.")
    user = User.objects.create_user(email, None, name=name, role=role, team=team, title=title, phone=phone)
    note_deed("add_colleague", user, by=by, now=now, says=f"added {user.name} as {user.get_role_display().lower()}")
    return user


@transaction.atomic
def edit_colleague(user: User, *, by: User, now: datetime, **values: Any) -> None:
    """Role, team, name and so on. The last administrator stays one."""
    user = User.objects.select_for_update().get(pk=user.pk)
    _keep_an_admin(user, still=values.get("role", user.role) == Role.ADMIN and values.get("is_active", user.is_active))
    changes = {}
    for field, value in values.items():
        if (before := getattr(user, field)) != value:
            changes[field] = [str(before), str(value)]
            setattr(user, field, value)
    if changes:
        user.save()
        says = "changed own details" if by == user else f"changed the details of {user.name}"
        note_deed("edit_colleague", user, by=by, now=now, says=says, changes=changes)


def _keep_an_admin(user: User, *, still: bool) -> None:
    others = User.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=user.pk)
    if user.role == Role.ADMIN and not still and not others.exists():
        raise CannotChange("Somebody must stay administrator. Make somebody else one first.")


@transaction.atomic
def add_team(name: str, *, by: User, now: datetime) -> Team:
    team, is_new = Team.objects.get_or_create(name=name.strip())
    if is_new:
        note_deed("add_team", team, by=by, now=now, says=f"made the team {team.name}")
    return team


def hash_of_key(key: str) -> str:
    """Keys are long and random, so one plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make_key(owner: User, name: str, scopes: str, *, now: datetime) -> tuple[ApiKey, str]:
    """The key itself is returned once and kept nowhere."""
    key = f"jnr_{secrets.token_urlsafe(32)}"
    made = ApiKey.objects.create(
        owner=owner, name=name, scopes=scopes, hint=key[:8], hashed=hash_of_key(key), made_at=now
    )
    note_deed("make_key", made, by=owner, now=now, says=f"made a key for programs: {name}")
    return made, key


@transaction.atomic
def end_key(key: ApiKey, *, by: User, now: datetime) -> None:
    ApiKey.objects.filter(pk=key.pk, ended_at__isnull=True).update(ended_at=now)
    note_deed("end_key", key, by=by, now=now, says=f"ended the key for programs: {key.name}")


def note_use_of_key(key: ApiKey, *, now: datetime) -> None:
    """When it was last used, to the minute: reading costs a write once a minute, not each time."""
    if key.last_used_at is None or now - key.last_used_at >= timedelta(minutes=1):
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
