"""A process changed step by step, and taken back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinery.method.playbook_edits import (
    changes_between,
    moved,
    new_key,
    stamp_of,
    step_in,
    told,
    undone,
    with_step,
    without_step,
)
from joinery.method.playbooks import as_mapping, playbooks, read_playbook

EQUIPMENT = json.loads(json.dumps(as_mapping(playbooks()["equipment"])))
TITLES = {step["key"]: step["title"] for step in EQUIPMENT["steps"]}
MILK = {
    **step_in(EQUIPMENT, "first_parts"), "key": "milk", "title": "Bring milk", "stage": 4, "after": ["signature"],
}  # fmt: skip


def keys(content):
    return [step["key"] for step in content["steps"]]


def test_a_new_step_comes_last_in_its_stage():
    assert keys(with_step(EQUIPMENT, MILK))[8:11] == ["kickoff", "milk", "expert"]


def test_a_changed_step_stays_in_its_place():
    changed = with_step(EQUIPMENT, {**step_in(EQUIPMENT, "payment"), "takes": 9})

    assert keys(changed) == keys(EQUIPMENT)
    assert step_in(changed, "payment")["takes"] == 9


def test_the_newest_word_on_the_customers_day_counts():
    changed = with_step(EQUIPMENT, {**MILK, "kind": "delivery", "is_target": True})

    assert [step["key"] for step in changed["steps"] if step["is_target"]] == ["milk"]


def test_moving_swaps_inside_a_stage_and_goes_over_at_its_end():
    inside, over = moved(EQUIPMENT, "test_run", -1), moved(EQUIPMENT, "test_run", 1)

    assert keys(inside)[11:13] == ["test_run", "half_built"]
    assert (keys(over), step_in(over, "test_run")["stage"]) == (keys(EQUIPMENT), 8)


def test_the_first_step_cannot_move_up_nor_the_last_down():
    assert moved(EQUIPMENT, "welcome", -1) == moved(EQUIPMENT, "outcome", 1) == EQUIPMENT


def test_what_waited_for_a_step_that_is_gone_waits_for_what_it_waited_for():
    left = without_step(EQUIPMENT, "test_run")

    assert step_in(left, "delivery")["after"] == ["readiness", "half_built"]
    assert read_playbook(left).step("delivery").after == ("readiness", "half_built")


def test_an_extra_of_a_step_that_is_gone_comes_after_the_one_before():
    left = without_step(EQUIPMENT, "handover")

    assert {extra["key"]: extra["after"] for extra in left["extras"]}["photo_book"] == "teach"
    assert step_in(left, "pulse_30")["after"] == ["teach"]


def test_a_change_is_told_in_words():
    after = without_step(with_step(EQUIPMENT, {**step_in(EQUIPMENT, "payment"), "takes": 9}), "teach")

    assert told(changes_between(EQUIPMENT, after), TITLES) == [
        "“Pay the first part”: working days 3 → 9",
        "“Show everybody who uses it how it works” taken out",
        "“Hand it over, in your words”: what it waits for changed",
        "order of the steps changed",
    ]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Bring the milk in", "bring_the_milk"),
        ("Kickoff", "kickoff_2"),
        ("New", "new_2"),
        ("日本", "step"),
        ("Ä!", "a"),
    ],
)
def test_a_key_is_made_from_what_is_done_and_is_free(title, key):
    assert new_key(EQUIPMENT, title) == key


def test_the_stamp_tells_a_changed_step_from_the_same():
    assert stamp_of(step_in(EQUIPMENT, "payment")) == stamp_of(dict(reversed(step_in(EQUIPMENT, "payment").items())))
    assert stamp_of(MILK) != stamp_of({**MILK, "takes": 99})
    assert stamp_of(None) == ""


edits = st.lists(
    st.tuples(st.sampled_from(["put", "move", "remove", "fact"]), st.sampled_from(keys(EQUIPMENT)), st.integers(0, 11)),
    max_size=12,
)


def edited(content, kind, key, number):
    if kind == "put":
        step = step_in(content, key) or {**MILK, "key": key}
        return with_step(content, {**step, "stage": number, "takes": number, "is_target": number == 8})
    if kind == "fact":
        return {**content, "name": key, "extras": content["extras"][: number % 4]}
    if not step_in(content, key):
        return content
    return moved(content, key, 1 if number % 2 else -1) if kind == "move" else without_step(content, key)


@settings(deadline=None)
@given(edits)
def test_undoing_the_newest_first_brings_every_earlier_state_back(edits):
    states, changes = [EQUIPMENT], []
    for edit in edits:
        states.append(edited(states[-1], *edit))
        changes.append(changes_between(states[-2], states[-1]))

    back = states[-1]
    for change, before in zip(reversed(changes), reversed(states[:-1]), strict=True):
        back = undone(back, json.loads(json.dumps(change)))
        assert back == before
