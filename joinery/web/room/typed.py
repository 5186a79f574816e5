"""What a guest typed into a form of the plan: a day, one of theirs, words; and all of it, to be shown again."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from joinery.blueprints.actions import CannotChange
from joinery.blueprints.models import Step
from joinery.customers.models import Person
from joinery.rooms.queries import guests_in
from joinery.web.room.entry import GuestRequest

LONGEST = 4000
FAR = timedelta(days=5 * 366)


def words_typed(request: GuestRequest, name: str = "words") -> str:
    return request.POST.get(name, "").strip()[:LONGEST]


def seen_typed(request: GuestRequest) -> int:
    """The version that the form was made from; nonsense is an old one, so that nothing is lost by it."""
    said = request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def day_typed(said: str, *, needed: bool = True) -> date | None:
    if not said.strip() and not needed:
        return None
    try:
        day = date.fromisoformat(said.strip())
    except ValueError:
        raise CannotChange(_("Choose a day.")) from None
    if abs(day - timezone.localdate()) > FAR:
        raise CannotChange(_("Choose a day within the next five years."))
    return day


def owner_typed(request: GuestRequest, steps: list[Step]) -> Person | None:
    """One of theirs who is in the room or owns a step of this plan."""
    said = request.POST.get("owner", "")
    if not said:
        return None
    people = {guest.person.public_id: guest.person for guest in guests_in(request.room)}
    people |= {step.owner_person.public_id: step.owner_person for step in steps if step.owner_person}
    if said not in people:
        raise CannotChange(_("Choose one of your people."))
    return people[said]


def typed_in(request: GuestRequest) -> dict[str, str]:
    return {name: str(said)[:LONGEST] for name, said in request.POST.items() if name != "csrfmiddlewaretoken"}
