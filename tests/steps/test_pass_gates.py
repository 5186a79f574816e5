"""The gates before a proposal and a signature."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import NOON

from joinery.beliefs.actions import change_light, notice_light
from joinery.blueprints.actions.drawing import draw_blueprint
from joinery.blueprints.actions.signing import name_signer, offer_version
from joinery.blueprints.models import Offer
from joinery.method.playbooks import playbooks
from joinery.opportunities.actions import CannotPass, mark_fit
from joinery.opportunities.models import GateOverride
from joinery.steps.pass_gates import GateClosed, missing_at, move_opportunity, offer_blueprint


@pytest.fixture
def plan(laundry, dora, ana):
    drawn = draw_blueprint(laundry, playbooks()["equipment"], date(2026, 11, 20), by=ana, now=NOON)
    name_signer(drawn, dora, by=ana, now=NOON)
    return drawn


def test_no_proposal_goes_out_before_their_words_are_there(laundry, ana):
    with pytest.raises(GateClosed) as closed:
        move_opportunity(laundry, "proposal", by=ana, now=NOON)
    assert [need.name for need in closed.value.missing] == ["concept", "success_measure", "impact"]
    assert laundry.fresh().stage != "proposal"


def test_a_manager_goes_on_with_a_reason_that_is_kept_and_counted(laundry, ben):
    move_opportunity(laundry, "proposal", by=ben, now=NOON, reason="They asked for a rough figure for their board.")
    kept = GateOverride.objects.get()
    assert (kept.by, kept.gate, kept.missing) == (ben, "proposal", ["concept", "success_measure", "impact"])


def test_a_seller_does_not_go_through_a_closed_gate_alone(laundry, ana):
    with pytest.raises(CannotPass):
        move_opportunity(laundry, "proposal", by=ana, now=NOON, reason="I want to.")
    assert not GateOverride.objects.exists()


def test_a_red_fit_item_keeps_the_signature_closed(plan, laundry, ana):
    before = {need.name for need in missing_at("signature", laundry, user=ana, now=NOON)}
    mark_fit(laundry, "capacity", "red", by=ana, now=NOON, words="Nobody of ours is free in November.")
    after = {need.name for need in missing_at("signature", laundry, user=ana, now=NOON)}
    assert after - before == {"no_red_fit"}
    with pytest.raises(GateClosed):
        offer_blueprint(plan, by=ana, now=NOON)


def test_a_light_that_turns_red_takes_the_plan_back_from_signing(plan, laundry, astoria, ana):
    offer_version(plan, by=ana, now=NOON)
    light = notice_light(astoria, "We are not sure about November.", by=ana, now=NOON, opportunity=laundry)
    change_light(light, "red", by=ana, now=NOON, their_words="November cannot be.")
    assert Offer.objects.get().withdrawn_at == NOON
    assert "no_open_red_light" in {need.name for need in missing_at("signature", laundry, user=ana, now=NOON)}
