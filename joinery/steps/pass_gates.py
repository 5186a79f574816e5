"""The gates before a proposal and a signature: what is missing, and how somebody goes on all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from joinery.beliefs.knowledge import lines_of
from joinery.beliefs.models import LightChange
from joinery.beliefs.queries import beliefs_for, lights_for
from joinery.blueprints.actions.signing import offer_version
from joinery.blueprints.models import Blueprint, Offer, Signer, Step
from joinery.firm.models import User
from joinery.method.gates import Gate, Known, Need, gates
from joinery.method.stages import on_the_board
from joinery.opportunities.actions import move_stage, override_gate
from joinery.opportunities.models import FitMark, Opportunity
from joinery.opportunities.queries import fit_of

GATE_BEFORE = {"proposal": "proposal", "delivery": "signature"}  # stage: the gate that stands before it


class GateClosed(Exception):
    """What is missing, each with what to do about it."""

    def __init__(self, gate: Gate, missing: list[Need]) -> None:
        super().__init__(gate.says)
        self.gate, self.missing = gate, missing


def missing_at(gate: str, opportunity: Opportunity, *, user: User, now: datetime) -> list[Need]:
    """In the order of gates.toml. Empty: the gate is open."""
    return gates()[gate].missing(known_of(opportunity, user=user, now=now))


def known_of(opportunity: Opportunity, *, user: User, now: datetime) -> Known:
    """What counts is what stands on this opportunity, and what they said that belongs to the whole company."""
    rungs: dict[str, set[str]] = defaultdict(set)
    for line in lines_of(beliefs_for(user).filter(company=opportunity.company_id), now):
        if line.belief.opportunity_id in (None, opportunity.pk):
            rungs[line.belief.kind].add(line.rung)
    return Known(rungs, set(_facts(opportunity, user)))


@transaction.atomic
def move_opportunity(
    opportunity: Opportunity,
    after: str,
    *,
    by: User,
    now: datetime,
    why: str = "",
    their_words: str = "",
    reason: str = "",
) -> Opportunity:
    """To another stage, through every gate that stands on the way forward. Raises GateClosed."""
    for gate in _gates_between(opportunity.stage, after):
        _pass(gate, opportunity, reason, by=by, now=now)
    return move_stage(opportunity, after, by=by, now=now, why=why, their_words=their_words)


@transaction.atomic
def offer_blueprint(blueprint: Blueprint, *, by: User, now: datetime, reason: str = "") -> Offer:
    """The newest version before the signers, when the gate is open or somebody who may goes on with a reason."""
    _pass("signature", blueprint.opportunity, reason, by=by, now=now)
    return offer_version(blueprint, by=by, now=now)


def _gates_between(before: str, after: str) -> Iterator[str]:
    order = list(on_the_board())
    places = {stage.key: place for place, stage in enumerate(order)}
    if before in places and after in places:
        for stage in order[places[before] + 1 : places[after] + 1]:
            if stage.key in GATE_BEFORE:
                yield GATE_BEFORE[stage.key]


def _pass(gate: str, opportunity: Opportunity, reason: str, *, by: User, now: datetime) -> None:
    missing = missing_at(gate, opportunity, user=by, now=now)
    if not missing:
        return
    if not reason.strip():
        raise GateClosed(gates()[gate], missing)
    override_gate(opportunity, gate, [need.name for need in missing], reason, by=by, now=now)


def _facts(opportunity: Opportunity, user: User) -> Iterator[str]:
    if not any(mark.light == FitMark.Light.RED for mark in fit_of(opportunity).values()):
        yield "no_red_fit"
    lights = lights_for(user).filter(Q(("last_state", LightChange.State.RED)), company=opportunity.company_id)
    if not any(light.opportunity_id in (None, opportunity.pk) for light in lights):
        yield "no_open_red_light"
    blueprint = Blueprint.objects.filter(opportunity=opportunity).first()
    if blueprint is None:
        return
    steps = list(blueprint.steps.exclude(state=Step.State.LEFT_OUT).prefetch_related("verdicts"))
    if blueprint.shown_at:
        yield "plan_shown"
    if all(step.state == Step.State.DONE for step in steps if step.kind == "walkthrough"):
        yield "walkthrough_held"
    if all(step.due_on and (step.owner_user_id or step.owner_person_id) for step in steps):
        yield "steps_have_owners_and_dates"
    if Signer.objects.filter(blueprint=blueprint, person__isnull=False, removed_at__isnull=True).exists():
        yield "signers_named"
    if all(step.state == Step.State.DONE for step in steps if step.kind == "expert" and step.stage < 2):
        yield "expert_session_held_if_needed"
    heard = {decides.person_id for decides in opportunity.decision_people.filter(part="funder")}
    if any(verdict.guest.person_id in heard for step in steps for verdict in step.verdicts.all()):
        yield "funder_heard"
