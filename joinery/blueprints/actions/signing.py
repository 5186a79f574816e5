"""Versions offered for signature, and signed by proven people. Sign is start."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from joinery.blueprints.actions import CannotStep
from joinery.blueprints.actions.doing import begin_ready_steps
from joinery.blueprints.actions.editing import locked
from joinery.blueprints.actors import By, add_event, note, person_of, side_of, user_of
from joinery.blueprints.agreement import Agreement, agreement_on, newest
from joinery.blueprints.models import Blueprint, Offer, Side, Signer, SignOff, Step, StepEvent, Version
from joinery.blueprints.said import title_of
from joinery.blueprints.sign_letters import ask_to_sign, tell_of_signature
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.opportunities.actions import move_stage
from joinery.rooms.models import Guest


class CannotSign(Exception):
    """Not open for signing, not yours to sign, or not proven. Says what to do."""


class ChangedSince(Exception):
    """The plan changed since the signer read it."""

    def __init__(self, version: Version) -> None:
        super().__init__("The plan has changed since you read it. Please look again, and then sign.")
        self.version = version


@dataclass(frozen=True)
class Proven:
    """How it is known that it is they: words for the seal page, and where from."""

    words: str
    address: str | None = None


@transaction.atomic
def name_signer(blueprint: Blueprint, who: Person | User, *, by: User, now: datetime) -> Signer:
    person = who if isinstance(who, Person) else None
    if person and person.company_id != blueprint.company_id:
        raise CannotSign("Only their own people sign for them.")
    signer, _ = Signer.objects.update_or_create(
        blueprint=blueprint,
        person=person,
        user=who if isinstance(who, User) else None,
        defaults={"named_by": by.name, "named_at": now, "removed_at": None},
    )
    note("name_signer", signer, blueprint, f"named {who.name} as signer", by=by, now=now)
    return signer


@transaction.atomic
def remove_signer(signer: Signer, *, by: User, now: datetime) -> None:
    if SignOff.objects.filter(version__blueprint=signer.blueprint, person=signer.person, user=signer.user).exists():
        raise CannotSign(f"{signer.name} has signed already.")
    signer.removed_at = now
    signer.save()
    note("remove_signer", signer, signer.blueprint, f"took {signer.name} off the signers", by=by, now=now)


@transaction.atomic
def offer_version(blueprint: Blueprint, *, by: User, now: datetime) -> Offer:
    """The newest version put before the signers. The gates before it are steps/offer_blueprint.py's."""
    blueprint = locked(blueprint)
    version = newest(blueprint)
    agreement = agreement_on(version)
    if not any(signer.person_id for signer in agreement.signers):
        raise CannotSign("Name at least one of theirs who signs.")
    if agreement.disputes:
        raise CannotSign(f"They do not agree with “{agreement.disputes[0].step.title}”. Settle that with them first.")
    if not blueprint.shown_at:
        blueprint.amend(blueprint.version, shown_at=now)
    offer, is_new = Offer.objects.get_or_create(version=version, defaults={"offered_by": by, "offered_at": now})
    if offer.withdrawn_at:
        offer.withdrawn_at, offer.offered_by, offer.offered_at = None, by, now
        offer.save()
    elif not is_new:
        return offer
    note("offer_version", offer, blueprint, f"put version {version.number} before the signers", by=by, now=now)
    ask_to_sign(offer, agreement.missing, json.loads(version.content), now=now)
    return offer


@transaction.atomic
def withdraw_offer(blueprint: Blueprint, why: str, *, by: User, now: datetime) -> None:
    """Nobody can sign until it is offered again. What was signed stays signed."""
    for offer in Offer.objects.filter(version__blueprint=blueprint, withdrawn_at__isnull=True).select_for_update():
        if not agreement_on(offer.version).missing:
            continue
        offer.withdrawn_at = now
        offer.save()
        note("withdraw_offer", offer, blueprint, f"took back the plan to sign: {why}", by=by, now=now)


@transaction.atomic
def sign(version: Version, *, by: By, typed_name: str, text: str, seen: str, proven: Proven, now: datetime) -> SignOff:
    """`seen`: the commitment of what was on the signer's page. Raises ChangedSince when that is no longer the plan."""
    blueprint = locked(version.blueprint)
    current = newest(blueprint)
    if current.pk != version.pk or not constant_time_compare(seen, version.commitment):
        raise ChangedSince(current)
    agreement = agreement_on(version)
    if given := _signed_already(agreement, by):
        return given
    _refuse(agreement, by, typed_name)
    signed = SignOff.objects.create(
        version=version,
        person=person_of(by),
        guest=by if isinstance(by, Guest) else None,
        user=user_of(by),
        typed_name=" ".join(typed_name.split())[:160],
        text=text,
        commitment=version.commitment,
        proof=proven.words[:200],
        address=proven.address,
        at=now,
    )
    note("sign", signed, blueprint, f"signed version {version.number} of “{blueprint.title}”", by=by, now=now)
    start_when_agreed(blueprint, by=by, now=now)
    missing = [signer.name for signer in agreement_on(version).missing]
    tell_of_signature(signed, agreement.signers, missing, now=now)
    return signed


def start_when_agreed(blueprint: Blueprint, *, by: By, now: datetime) -> bool:
    """Sign is start: with the last name under it the first steps begin, the same minute."""
    agreement = agreement_on(newest(blueprint))
    if blueprint.started_at or not agreement.is_confirmed:
        return False
    blueprint.amend(blueprint.version, started_at=now)
    for step in blueprint.steps.filter(is_start=True).exclude(state=Step.State.DONE):
        _sign_step(step, by=by, now=now)
    begin_ready_steps(blueprint, by=by, now=now)
    assert agreement.offer is not None
    why = f"They signed version {agreement.version.number}."
    move_stage(blueprint.opportunity, "delivery", by=agreement.offer.offered_by, now=now, why=why)
    return True


def _sign_step(step: Step, *, by: By, now: datetime) -> None:
    step.amend(step.version, state=Step.State.DONE, done_at=now, done_on=timezone.localdate(now))
    add_event(step, StepEvent.Kind.DONE, by=by, now=now)


def _signed_already(agreement: Agreement, by: By) -> SignOff | None:
    person, user = person_of(by), user_of(by)
    return next(
        (
            signed
            for signed in agreement.signed
            if (person and signed.person_id == person.pk) or (user and signed.user_id == user.pk)
        ),
        None,
    )


def _refuse(agreement: Agreement, by: By, typed_name: str) -> None:
    if not agreement.is_open_for_signing:
        raise CannotSign("This version is not open for signing now. You will hear from us.")
    person, user = person_of(by), user_of(by)
    if not any(
        (person and signer.person_id == person.pk) or (user and signer.user_id == user.pk)
        for signer in agreement.signers
    ):
        raise CannotSign("Your name is not among those who sign. Ask us to add you.")
    if agreement.disputes:
        raise CannotSign(
            gettext("Somebody does not agree with “{title}” yet. Settle that first.").format(
                title=title_of(agreement.disputes[0].step)
            )
        )
    if len(typed_name.split()) < 1 or len(typed_name.strip()) < 2:
        raise CannotSign("Type your name, as you sign.")
    if side_of(by) == Side.THEIRS and isinstance(by, Guest) and by.revoked_at:
        raise CannotStep("This invitation was taken back.")
