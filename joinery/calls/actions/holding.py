"""Making a call, saying who should be there, holding it, calling it off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from joinery.calls.models import Attendance, Call, Plan
from joinery.calls.said import index_call
from joinery.customers.models import Company, Person
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.opportunities.models import Opportunity


class CannotCall(Exception):
    """Not a call: it has no name, or what should be done to it does not fit its state."""


@transaction.atomic
def create_call(
    company: Company,
    title: str,
    *,
    starts_at: datetime,
    by: User,
    now: datetime,
    owner: User | None = None,
    opportunity: Opportunity | None = None,
    kind: str = Call.Kind.VISIT,
    minutes: int = 45,
    zone: str = "Europe/Berlin",
    place: str = "",
    people: Iterable[Person] = (),
    users: Iterable[User] = (),
    required: Iterable[Person] = (),
    is_held: bool = False,
) -> Call:
    """A call to come, or with `is_held` one that has been, planned or not."""
    if not title.strip():
        raise CannotCall("Give the call a name that the customer may read.")
    if opportunity and opportunity.company_id != company.pk:
        raise CannotCall("That opportunity belongs to another customer.")
    call = Call.objects.create(
        company=company,
        opportunity=opportunity,
        owner=owner or by,
        title=title.strip()[:160],
        kind=kind,
        starts_at=starts_at,
        minutes=minutes,
        zone=zone,
        place=place.strip(),
        created_at=now,
        held_at=starts_at if is_held else None,
    )
    expect(call, people=people, users=[call.owner, *users], required=required, by=by, now=now)
    says = f"noted the call: {call.title}" if is_held else f"arranged the call: {call.title}"
    note_deed("create_call", call, by=by, now=now, company_id=company.pk, says=says)
    index_call(call, now)
    return call


@transaction.atomic
def expect(
    call: Call,
    *,
    people: Iterable[Person],
    users: Iterable[User],
    required: Iterable[Person] = (),
    by: User,
    now: datetime,
) -> None:
    """Who should be there, and without whom the call is not worth holding. Replaces what was said before."""
    people, users, required = list(people), list(users), list(required)
    guests = list(dict.fromkeys([*people, *required]))
    if any(person.company_id != call.company_id for person in guests):
        raise CannotCall("Somebody on the list works for another customer.")
    before = Attendance.objects.filter(call=call)
    before.filter(person__isnull=False).exclude(person__in=guests).delete()
    before.filter(user__isnull=False).exclude(user__in=users).delete()
    for person in guests:
        Attendance.objects.update_or_create(call=call, person=person, defaults={"is_required": person in required})
    for user in dict.fromkeys(users):
        Attendance.objects.get_or_create(call=call, user=user)


@transaction.atomic
def move_call(call: Call, *, seen: int, by: User, now: datetime, **values: object) -> dict[str, list[str]]:
    """Another time, place, name or kind. The agenda goes out anew only when somebody sends it."""
    changes = call.amend(seen, **values)
    if changes:
        note_deed(
            "move_call",
            call,
            by=by,
            now=now,
            company_id=call.company_id,
            says=f"changed the call: {call.title}",
            changes=changes,
        )
        index_call(call, now)
    return changes


@transaction.atomic
def hold_call(call: Call, *, by: User, now: datetime, held_at: datetime | None = None) -> Call:
    """It took place. From here on its plan is what was planned, and no longer changes."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.called_off_at:
        raise CannotCall("This call was called off.")
    if call.held_at is None:
        call.amend(call.version, held_at=held_at or now)
        note_deed("hold_call", call, by=by, now=now, company_id=call.company_id, says=f"held the call: {call.title}")
    plan = Plan.objects.filter(call=call, frozen_at__isnull=True).first()
    if plan:
        plan.amend(plan.version, frozen_at=now)
    return call


@transaction.atomic
def call_off(call: Call, *, by: User, now: datetime, why: str = "") -> Call:
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.held_at:
        raise CannotCall("This call has been held. It cannot be called off.")
    if call.called_off_at is None:
        call.amend(call.version, called_off_at=now)
        reason = f" ({why.strip()})" if why.strip() else ""
        says = f"called off: {call.title}{reason}"
        note_deed("call_off", call, by=by, now=now, company_id=call.company_id, says=says)
    return call
