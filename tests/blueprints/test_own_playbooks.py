"""The firm's own processes: copied, changed, taken back, put away."""

from __future__ import annotations

import json

import pytest
from conftest import NOON

from joinery.blueprints.actions.playbooks import (
    CannotEdit,
    bring_back,
    copy_playbook,
    go_back_to,
    move_step,
    put_away,
    remove_step,
    save_facts,
    save_step,
)
from joinery.blueprints.queries import playbook_of, playbooks_to_draw_from, playbooks_to_edit
from joinery.firm.models import Deed
from joinery.lib.records import ChangedMeanwhile
from joinery.method.playbook_edits import stamp_of, step_in
from joinery.method.playbooks import playbooks


@pytest.fixture
def own(ben):
    return copy_playbook(playbooks()["equipment"], "Laundry lines", by=ben, now=NOON)


def changed(own, key, **values):
    step = step_in(own.content, key)
    return {"step": {**step, **values}, "seen": stamp_of(step)}


def test_a_copy_has_a_name_and_a_key_of_its_own_and_is_drawn_from_first(own, ben):
    again = copy_playbook(playbooks()["equipment"], "Laundry lines", by=ben, now=NOON)

    assert (own.key, again.key, own.based_on) == ("equipment_own1", "equipment_own2", "equipment")
    assert list(playbooks_to_draw_from()) == ["equipment_own1", "equipment_own2", "equipment", "made_to_order"]
    assert playbook_of(own.key).steps == playbooks()["equipment"].steps


def test_a_step_is_changed_and_the_history_says_how(own, ben):
    saved = save_step(own, **changed(own, "payment", takes=9), by=ben, now=NOON)

    assert step_in(saved.content, "payment")["takes"] == 9
    assert Deed.objects.first().says == ("changed the process Laundry lines: “Pay the first part”: working days 3 → 9")


def test_two_who_change_the_same_step_both_keep_their_text(own, ben, ida):
    save_step(own, **changed(own, "payment", takes=9), by=ben, now=NOON)

    with pytest.raises(ChangedMeanwhile):
        save_step(own, **changed(own, "payment", takes=4), by=ida, now=NOON)


def test_two_who_change_different_steps_do_not_meet(own, ben, ida):
    save_step(own, **changed(own, "payment", takes=9), by=ben, now=NOON)
    saved = save_step(own, **changed(own, "teach", takes=2), by=ida, now=NOON)

    assert [step_in(saved.content, key)["takes"] for key in ("payment", "teach")] == [9, 2]


def test_a_change_that_leaves_no_process_is_refused_and_nothing_is_written(own, ben):
    with pytest.raises(CannotEdit, match="circle"):
        save_step(own, **changed(own, "payment", after=["delivery"]), by=ben, now=NOON)

    own.refresh_from_db()
    assert own.version == 1


@pytest.mark.parametrize("key", ["signature", "delivery"])
def test_signature_and_delivery_cannot_be_taken_out(own, ben, key):
    with pytest.raises(CannotEdit, match="Every process has that"):
        remove_step(own, key, by=ben, now=NOON)


def test_any_earlier_state_comes_back_and_that_can_be_undone_too(own, ben):
    first = json.dumps(own.content, sort_keys=True)
    save_step(own, **changed(own, "payment", takes=9), by=ben, now=NOON)
    remove_step(own, "teach", by=ben, now=NOON)
    move_step(own, "kickoff", 1, by=ben, now=NOON)
    last = save_facts(own, {"name": "Lines"}, by=ben, now=NOON)
    deed = Deed.objects.get(verb="change_step")

    back = go_back_to(own, deed, by=ben, now=NOON)
    assert (json.dumps(back.content, sort_keys=True), back.name) == (first, "Laundry lines")

    again = go_back_to(own, Deed.objects.get(verb="go_back"), by=ben, now=NOON)
    assert again.content == last.content


def test_a_process_put_away_is_not_drawn_from_and_yet_known(own, ben):
    put_away(own, by=ben, now=NOON)
    assert own.key not in playbooks_to_draw_from()
    assert playbook_of(own.key).name == "Laundry lines"

    bring_back(own, by=ben, now=NOON)
    assert own.key in playbooks_to_draw_from()
    assert playbook_of("nothing") is None


def test_only_managers_and_administrators_find_them(own, ana, ben, cara, ida):
    assert [playbooks_to_edit(user).count() for user in (ana, cara, ben, ida)] == [0, 0, 1, 1]
