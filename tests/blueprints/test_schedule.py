"""The days of a plan, worked back from the customer's day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinery.blueprints.schedule import Cycle, Node, schedule
from joinery.lib.working_days import Calendar

FRIDAY, MONDAY = date(2026, 10, 23), date(2026, 9, 21)
WEEKDAYS = Calendar()


def days(*nodes, target_on=FRIDAY, not_before=MONDAY, calendar=WEEKDAYS):
    return schedule(nodes, target_on, not_before, calendar)


def test_what_comes_before_the_customers_day_is_worked_back_from_it():
    found = days(
        Node("draw", takes=2),
        Node("build", takes=5, after=("draw",)),
        Node("deliver", takes=1, after=("build",), is_target=True),
    )
    assert [found[key].due_on for key in ("draw", "build", "deliver")] == [
        date(2026, 10, 15),
        date(2026, 10, 22),
        FRIDAY,
    ]


def test_a_holiday_moves_what_comes_before_it_to_an_earlier_day():
    thursday_off = Calendar(holidays=frozenset({date(2026, 10, 22)}))
    found = days(Node("build"), Node("deliver", after=("build",), is_target=True), calendar=thursday_off)
    assert found["build"].due_on == date(2026, 10, 21)


def test_a_day_agreed_by_hand_pushes_what_waits_for_it_and_the_rest_stays():
    found = days(
        Node("plan", fixed_on=date(2026, 10, 22)),
        Node("paint"),
        Node("deliver", takes=3, after=("plan", "paint"), is_target=True),
    )
    assert found["deliver"].due_on == date(2026, 10, 27)
    assert found["paint"].due_on == date(2026, 10, 20)


def test_too_few_days_move_the_target_and_not_the_first_day():
    found = days(Node("build", takes=40), Node("deliver", after=("build",), is_target=True))
    assert found["build"].due_on == WEEKDAYS.add(MONDAY, 39)
    assert found["deliver"].due_on == WEEKDAYS.add(MONDAY, 40)
    assert found["build"].is_critical


def test_the_longest_way_to_the_target_is_the_critical_one():
    found = days(
        Node("long", takes=10),
        Node("short", takes=2),
        Node("deliver", after=("long", "short"), is_target=True),
    )
    assert [key for key, planned in found.items() if planned.is_critical] == ["long", "deliver"]
    assert found["short"].slack - found["long"].slack == 8


def test_what_follows_the_target_comes_after_it_with_its_days_between():
    found = days(Node("deliver", is_target=True), Node("pulse", takes=0, after=("deliver",), lag_days=30))
    assert found["pulse"].due_on == date(2026, 11, 23)  # 22 November is a Sunday
    assert found["pulse"].slack is None


def test_steps_that_wait_for_each_other_are_refused_by_name():
    with pytest.raises(Cycle) as ring:
        days(Node("a", after=("b",)), Node("b", after=("a",)), Node("deliver", is_target=True))
    assert set(ring.value.keys) == {"a", "b"}


def test_done_before_what_it_waits_for_is_flagged():
    found = days(
        Node("draw"),
        Node("build", after=("draw",), fixed_on=date(2026, 10, 1), is_done=True),
        Node("deliver", after=("build",), is_target=True),
    )
    assert found["build"].waits_wrongly


@st.composite
def plans(draw):
    count = draw(st.integers(2, 25))
    nodes = []
    for place in range(count):
        after = draw(st.sets(st.integers(0, place - 1), max_size=3)) if place else set()
        fixed = draw(st.one_of(st.none(), st.integers(-30, 90))) if draw(st.booleans()) else None
        nodes.append(
            Node(
                str(place),
                takes=draw(st.integers(0, 8)),
                after=tuple(str(first) for first in sorted(after)),
                lag_days=draw(st.sampled_from([0, 0, 0, 3, 30])),
                fixed_on=FRIDAY + timedelta(days=fixed) if fixed is not None else None,
                is_target=place == count // 2,
            )
        )
    return nodes


@given(plans(), st.integers(0, 60))
def test_no_step_comes_before_what_it_waits_for(nodes, ahead):
    found = days(*nodes, target_on=MONDAY + timedelta(days=ahead))
    for node in nodes:
        if node.fixed_on is None:
            for first in node.after:
                assert found[node.key].due_on >= found[first].due_on + timedelta(days=node.lag_days)
                if node.takes:
                    assert found[node.key].due_on > found[first].due_on
        else:
            assert found[node.key].due_on == node.fixed_on


@given(plans(), st.integers(40, 300))
def test_with_time_enough_and_no_days_by_hand_the_customers_day_stands(nodes, ahead):
    free = [Node(n.key, n.takes % 2, n.after, 0, None, False, n.is_target) for n in nodes]
    target_on = MONDAY + timedelta(days=ahead)
    target = next(node for node in free if node.is_target)
    assert days(*free, target_on=target_on)[target.key].due_on == target_on
