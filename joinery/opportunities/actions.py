"""What can be done to an opportunity."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from joinery.customers.models import Company, Person
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.method.fit import fit_items
from joinery.method.gates import gates
from joinery.method.stages import stages
from joinery.opportunities.models import Alternative, DecisionPerson, FitMark, GateOverride, Opportunity, StageMove
from joinery.search import actions as search


class CannotOpen(Exception):
    """An opportunity needs a name."""


class CannotMove(Exception):
    """There is no such stage, or an end without our reason."""


class CannotName(Exception):
    """A part in the decision or an alternative that cannot be noted so."""


class CannotPass(Exception):
    """This gate is not this person's to open, or no reason was given."""


@transaction.atomic
def add_opportunity(
    company: Company, name: str, *, by: User, now: datetime, owner: User | None = None, **more: Any
) -> Opportunity:
    """`more`: amount in cents, currency, close_on, kind, next_step, about, probability."""
    if not name.strip():
        raise CannotOpen("Give it a name: what would they have, if it goes well?")
    opportunity = Opportunity.objects.create(
        company=company, name=name.strip(), owner=owner or by, created_at=now, stage_since=now, **more
    )
    StageMove.objects.create(opportunity=opportunity, before="", after=opportunity.stage, by=by, moved_at=now)
    _note("add_opportunity", opportunity, f"opened {opportunity.name}", by=by, now=now)
    index_opportunity(opportunity, now)
    return opportunity


@transaction.atomic
def edit_opportunity(opportunity: Opportunity, seen: int, *, by: User, now: datetime, **values: Any) -> Opportunity:
    if not values.get("name", opportunity.name).strip():
        raise CannotOpen("Give it a name: what would they have, if it goes well?")
    if changes := opportunity.amend(seen, **values):
        names = ", ".join(name.replace("_", " ") for name in changes)
        _note(
            "edit_opportunity", opportunity, f"changed {names} of {opportunity.name}", by=by, now=now, changes=changes
        )
        index_opportunity(opportunity, now)
    return opportunity


@transaction.atomic
def move_stage(
    opportunity: Opportunity, after: str, *, by: User, now: datetime, why: str = "", their_words: str = ""
) -> Opportunity:
    """An end needs our reason; the customer's own words on it are asked for, and may be missing."""
    stage = stages().get(after)
    if stage is None:
        raise CannotMove("There is no such stage.")
    if stage.is_ended and not why.strip():
        raise CannotMove("Say why it ended, as you see it. The customer's own words have a line of their own.")
    before = opportunity.stage
    if before == after:
        return opportunity
    changes = opportunity.amend(opportunity.version, stage=after, stage_since=now)
    StageMove.objects.create(
        opportunity=opportunity,
        before=before,
        after=after,
        why=why.strip(),
        their_words=their_words.strip(),
        by=by,
        moved_at=now,
    )
    says = f"moved {opportunity.name} to {stage.title.lower()}"
    _note("move_stage", opportunity, says, by=by, now=now, changes=changes)
    return opportunity


@transaction.atomic
def put_away_opportunity(opportunity: Opportunity, *, by: User, now: datetime) -> None:
    opportunity.amend(opportunity.version, archived_at=now)
    _note("put_away_opportunity", opportunity, f"put {opportunity.name} away", by=by, now=now)
    search.forget(opportunity)


@transaction.atomic
def bring_back_opportunity(opportunity: Opportunity, *, by: User, now: datetime) -> None:
    opportunity.amend(opportunity.version, archived_at=None)
    _note("bring_back_opportunity", opportunity, f"brought {opportunity.name} back", by=by, now=now)
    index_opportunity(opportunity, now)


@transaction.atomic
def add_decision_person(
    opportunity: Opportunity,
    person: Person,
    part: str,
    *,
    by: User,
    now: datetime,
    influence: str = "",
    wins: str = "",
) -> DecisionPerson:
    """The same person in the same part again only changes the rest."""
    if person.company_id != opportunity.company_id:
        raise CannotName("Only people of this customer have a part in its decision.")
    if part not in DecisionPerson.Part.values:
        raise CannotName("There is no such part.")
    decides, _ = DecisionPerson.objects.update_or_create(
        opportunity=opportunity, person=person, part=part, defaults={"influence": influence, "wins": wins}
    )
    says = f"noted {person.name} as {decides.get_part_display().split(':')[0].lower()}"
    _note("add_decision_person", opportunity, says, by=by, now=now)
    return decides


@transaction.atomic
def remove_decision_person(decides: DecisionPerson, *, by: User, now: datetime) -> None:
    opportunity, name = decides.opportunity, decides.person.name
    decides.delete()
    _note("remove_decision_person", opportunity, f"took {name} off the decision", by=by, now=now)


@transaction.atomic
def mark_fit(opportunity: Opportunity, item: str, light: str, *, by: User, now: datetime, words: str = "") -> FitMark:
    """Red and yellow need words: what they stand on."""
    if item not in fit_items() or light not in FitMark.Light.values:
        raise CannotName("There is no such question, or no such answer.")
    if light != FitMark.Light.GREEN and not words.strip():
        raise CannotName("Say what you are not sure of, or what does not fit.")
    mark = FitMark.objects.create(opportunity=opportunity, item=item, light=light, words=words.strip(), by=by, at=now)
    _note("mark_fit", opportunity, f"marked {fit_items()[item].title.lower()} {light}", by=by, now=now)
    return mark


@transaction.atomic
def override_gate(
    opportunity: Opportunity, gate: str, missing: list[str], reason: str, *, by: User, now: datetime
) -> GateOverride:
    """On through a closed gate, by somebody who may, with a reason."""
    if not gates()[gate].may_override(by.role):
        raise CannotPass("Ask your manager: only they go on through a closed gate.")
    if not reason.strip():
        raise CannotPass(gates()[gate].ask_reason)
    passed = GateOverride.objects.create(
        opportunity=opportunity, gate=gate, missing=missing, reason=reason.strip(), by=by, at=now
    )
    _note("override_gate", opportunity, f"went on {gates()[gate].name.lower()}: {reason.strip()}", by=by, now=now)
    return passed


@transaction.atomic
def add_alternative(
    opportunity: Opportunity,
    name: str,
    *,
    by: User,
    now: datetime,
    kind: str = Alternative.Kind.SUPPLIER,
    better_at: str = "",
    was_asked: bool = False,
) -> Alternative:
    """Another way they have. `was_asked`: the customer told us, because we asked."""
    if not name.strip() or kind not in Alternative.Kind.values:
        raise CannotName("Say which other way they have.")
    other = Alternative.objects.create(
        opportunity=opportunity,
        kind=kind,
        name=name.strip(),
        better_at=better_at.strip(),
        asked_at=now if was_asked else None,
        noted_at=now,
    )
    _note("add_alternative", opportunity, f"noted another way they have: {other.name}", by=by, now=now)
    return other


@transaction.atomic
def ask_about(other: Alternative, *, by: User, now: datetime) -> None:
    """We asked the customer about it."""
    other.amend(other.version, asked_at=now)
    _note("ask_about", other.opportunity, f"asked about {other.name}", by=by, now=now)


@transaction.atomic
def note_nobody_else(opportunity: Opportunity, *, by: User, now: datetime) -> Alternative:
    """We asked who else was invited, and they named nobody. Leaving it as it is always remains."""
    return add_alternative(
        opportunity, "Leaving it as it is", kind=Alternative.Kind.NOTHING, was_asked=True, by=by, now=now
    )


def index_opportunity(opportunity: Opportunity, now: datetime) -> None:
    body = " ".join(filter(None, [opportunity.company.name, opportunity.next_step, opportunity.about]))
    search.index(
        "opportunity", opportunity, company_id=opportunity.company_id, title=opportunity.name, body=body, now=now
    )


def _note(
    verb: str,
    opportunity: Opportunity,
    says: str,
    *,
    by: User,
    now: datetime,
    changes: dict[str, list[str]] | None = None,
) -> None:
    note_deed(verb, opportunity, by=by, now=now, company_id=opportunity.company_id, says=says, changes=changes)
