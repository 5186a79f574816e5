"""A blueprint drawn from a template, and shown to the customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction

from joinery.blueprints.actions import CannotDraw
from joinery.blueprints.actions.extras import promise_extras
from joinery.blueprints.actors import note
from joinery.blueprints.dates import derive_dates
from joinery.blueprints.models import Blueprint, Level, Offer, ReadyItem, Seat, Side, Step
from joinery.blueprints.versions import keep_version
from joinery.customers.models import Company, Person
from joinery.firm.models import Deed, Role, User
from joinery.lib.tongues import HOUSE
from joinery.method.playbooks import Playbook, PlaybookStep, needed_steps
from joinery.opportunities.models import DecisionPerson, Opportunity

Owners = Mapping[str, User | Person | None]


@transaction.atomic
def draw_blueprint(
    opportunity: Opportunity,
    playbook: Playbook,
    target_on: date,
    *,
    by: User,
    now: datetime,
    level: str = Level.MID,
    has_options: bool = False,
    has_customisation: bool = False,
    title: str = "",
) -> Blueprint:
    """Steps that are required only with options or customisation come in when there are any."""
    if target_on <= now.date():
        raise CannotDraw("The customer's day is over already. Which day do they want it by?")
    try:
        with transaction.atomic():
            blueprint = Blueprint.objects.create(
                opportunity=opportunity,
                company=opportunity.company,
                title=title.strip()[:160] or opportunity.name,
                playbook=playbook.key,
                target_on=target_on,
                level=level,
                has_options=has_options,
                has_customisation=has_customisation,
                drawn_by=by,
                drawn_at=now,
            )
    except IntegrityError:
        raise CannotDraw("This opportunity has its blueprint already.") from None
    _add_steps(blueprint, playbook)
    promise_extras(blueprint, playbook)
    steps = derive_dates(blueprint)
    keep_version(blueprint, steps, by=by, now=now, says=f"drawn from {playbook.name}")
    note("draw_blueprint", blueprint, blueprint, f"drew the blueprint of {opportunity.name}", by=by, now=now)
    return blueprint


@transaction.atomic
def show_blueprint(blueprint: Blueprint, *, by: User, now: datetime) -> None:
    """From now on the customer sees it in their room, and draws it with us."""
    if not blueprint.shown_at:
        blueprint.amend(blueprint.version, shown_at=now)
        note("show_blueprint", blueprint, blueprint, "put the blueprint into the room", by=by, now=now)


@transaction.atomic
def hide_blueprint(blueprint: Blueprint, *, by: User, now: datetime) -> None:
    """Taken out of the room again, unless somebody signed it."""
    if blueprint.versions.filter(sign_offs__isnull=False).exists():
        raise CannotDraw("Somebody signed it: it stays in the room.")
    if blueprint.shown_at:
        blueprint.amend(blueprint.version, shown_at=None)
        note("hide_blueprint", blueprint, blueprint, "took the blueprint out of the room", by=by, now=now)


@transaction.atomic
def take_back_drawing(blueprint: Blueprint, *, by: User, now: datetime) -> None:
    """As if it had not been drawn. Only while no customer has seen it: from then on it is theirs too."""
    if blueprint.shown_at or Deed.objects.filter(verb="show_blueprint", about_id=blueprint.public_id).exists():
        raise CannotDraw("They have seen it: it stays. Leave out the steps that are not needed.")
    note("take_back_drawing", blueprint.opportunity, blueprint, "took back the blueprint", by=by, now=now)
    for version in blueprint.versions.order_by("-number"):  # each protects the one before it
        Offer.objects.filter(version=version).delete()
        version.delete()
    blueprint.delete()


def _add_steps(blueprint: Blueprint, playbook: Playbook) -> None:
    ours, theirs = _our_owners(blueprint), _their_owners(blueprint.opportunity)
    kept = needed_steps(playbook, options=blueprint.has_options, customisation=blueprint.has_customisation)
    for sort, step in enumerate(kept):
        row = _row(blueprint, step, sort * 10)
        owner = ours.get(step.role, ours[""]) if step.side == Side.OURS else theirs.get(step.role, theirs.get(""))
        row.owner_user = owner if isinstance(owner, User) else None
        row.owner_person = owner if isinstance(owner, Person) else None
        row.save()
        for seat in step.roles_needed:
            Seat.objects.create(step=row, side=seat.side, role=seat.role, **_taken(seat.side, seat.role, ours, theirs))
        if step.kind == "readiness":
            for asked in step.evidence:
                ReadyItem.objects.create(step=row, what=asked.what, side=asked.side, kind=asked.kind)


def _taken(side: str, role: str, ours: Owners, theirs: Owners) -> dict[str, User | Person | None]:
    """The seats of those we know; the others stay empty, to be asked for."""
    return {"user": ours.get(role)} if side == Side.OURS else {"person": theirs.get(role)}


def _row(blueprint: Blueprint, step: PlaybookStep, sort: int) -> Step:
    return Step(
        blueprint=blueprint,
        key=step.key,
        sort=sort,
        stage=step.stage,
        kind=step.kind,
        title=step.title,
        side=step.side,
        role=step.role,
        standard=step.standard,
        sees=step.sees,
        levels=asdict(step.levels),
        question=step.question,
        evidence=[asdict(asked) for asked in step.evidence],
        roles_needed=[asdict(seat) for seat in step.roles_needed],
        is_checkpoint=step.is_checkpoint,
        is_target=step.is_target,
        is_start=step.is_start,
        takes=step.takes,
        after=list(step.after),
        lag_days=step.lag_days,
        words={language: asdict(said) for language, said in {HOUSE: step.said, **step.words}.items()},
    )


def _our_owners(blueprint: Blueprint) -> Owners:
    """The seller owns what nobody else is there for."""
    seller, company = blueprint.opportunity.owner, blueprint.company
    delivery = company.helpers.filter(role=Role.DELIVERY, is_active=True).first() or seller
    return {
        "": seller,
        "seller": seller,
        "delivery": delivery,
        "expert": delivery,
        "manager": _manager(company, seller),
    }


def _manager(company: Company, seller: User) -> User:
    team = company.team_id or seller.team_id
    found = User.objects.filter(role=Role.MANAGER, is_active=True, team=team).first() if team else None
    return found or seller


def _their_owners(opportunity: Opportunity) -> Owners:
    """Who has which part in the decision; else whoever of them was named first."""
    parts = DecisionPerson.objects.filter(opportunity=opportunity, person__archived_at__isnull=True)
    named: dict[str, Person] = {}
    for decides in parts.select_related("person"):
        named.setdefault(decides.part, decides.person)
        named.setdefault("", decides.person)
    if "" not in named and (first := opportunity.company.people.filter(archived_at__isnull=True).first()):
        named[""] = first
    return named
