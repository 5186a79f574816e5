"""What verify finds wrong in plans."""

from __future__ import annotations

from joinery.blueprints.models import Blueprint, SignOff, Step, Version
from joinery.steps.verify_plans import verify_plans


def found():
    return {invariant.says: invariant.broken for invariant in verify_plans()}


def test_a_plan_made_through_the_house_holds(signed):
    assert [broken for broken in found().values() if broken] == []


def test_a_version_that_was_changed_is_found(signed):
    Version.objects.filter(blueprint=signed).update(content="{}")
    assert found()["A version of a plan is as it was written, and sealed to the one before it"] != []


def test_a_name_under_something_else_is_found(signed):
    SignOff.objects.update(commitment="0" * 64)
    assert len(found()["A name stands under the version that its signer saw"]) == 2


def test_a_plan_that_runs_without_a_name_is_found(blueprint):
    Blueprint.objects.update(started_at=blueprint.drawn_at)
    assert found()["No plan runs without a name of theirs under it"] == [f"blueprint {blueprint.public_id}"]


def test_a_checkpoint_passed_by_nobody_is_found(signed):
    one = signed.steps.filter(is_checkpoint=True).first()
    Step.objects.filter(pk=one.pk).update(state="done")
    assert found()["A checkpoint is passed by a yes of the customer"] == [f"step {one.public_id}"]
