"""What must be true of blueprints at any time: the chain of versions, the names under them, what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from joinery.blueprints.models import Blueprint, SignOff, Step, Verdict, Version
from joinery.blueprints.versions import faults_in
from joinery.steps.invariants import Invariant, name_of


def verify_plans() -> Iterator[Invariant]:
    yield _chains_hold()
    yield _names_hold()
    yield _started_with_every_name()
    yield _passed_by_the_customer()


def _chains_hold() -> Invariant:
    """Every version is as it was written, follows the one before it, and its seal fits."""
    broken: list[str] = []
    looked_at = 0
    rows = Version.objects.order_by("blueprint_id", "number").iterator(chunk_size=100)
    for _, versions in groupby(rows, key=lambda version: version.blueprint_id):
        chain = list(versions)
        looked_at += len(chain)
        broken += [f"blueprint {fault}" for fault in faults_in(chain)]
    return Invariant("A version of a plan is as it was written, and sealed to the one before it", looked_at, broken)


def _names_hold() -> Invariant:
    """A name stands under the very words that its signer saw, and is that of a signer."""
    broken = []
    signed = SignOff.objects.select_related("version__blueprint", "person", "guest")
    for sign_off in signed.iterator(chunk_size=200):
        version = sign_off.version
        is_theirs = sign_off.person is not None
        is_whole = sign_off.commitment == version.commitment and (is_theirs != (sign_off.user_id is not None))
        is_at_home = sign_off.person is None or sign_off.person.company_id == version.blueprint.company_id
        if not (is_whole and is_at_home and sign_off.typed_name.strip()):
            broken.append(name_of(sign_off))
    return Invariant("A name stands under the version that its signer saw", SignOff.objects.count(), broken)


def _started_with_every_name() -> Invariant:
    started = Blueprint.objects.filter(started_at__isnull=False)
    signed = SignOff.objects.filter(person__isnull=False).values("version__blueprint")
    wrong = started.exclude(pk__in=signed)
    return Invariant("No plan runs without a name of theirs under it", started.count(), [name_of(one) for one in wrong])


def _passed_by_the_customer() -> Invariant:
    passed = Step.objects.filter(is_checkpoint=True, state=Step.State.DONE)
    yes = Verdict.objects.filter(answer=Verdict.Answer.YES).values("step")
    wrong = passed.exclude(pk__in=yes)
    return Invariant("A checkpoint is passed by a yes of the customer", passed.count(), [name_of(one) for one in wrong])
