"""Only the receiver closes a promise."""

from datetime import timedelta

import pytest
from conftest import NOON

from joinery.promises.actions import CannotStep, agree_new_day, make_promise, step_promise
from joinery.promises.life import State


@pytest.fixture
def promise(astoria, ana, dora):
    return make_promise(astoria, "The drain positions", side="ours", by=ana, theirs=dora, due_on=NOON.date(), now=NOON)


def test_the_giver_cannot_say_that_a_promise_is_kept(promise, ana):
    with pytest.raises(CannotStep, match="Only the other side can say that"):
        step_promise(promise, State.ACCEPTED, by=ana, now=NOON)


def test_a_promise_said_done_is_kept_only_when_the_receiver_says_so(promise, ana, dora):
    reported = step_promise(promise, State.REPORTED, by=ana, now=NOON)
    kept = step_promise(reported, State.ACCEPTED, by=dora, now=NOON, words="They are here.")

    assert [event.state for event in kept.events.all()] == ["promised", "reported", "accepted"]


def test_a_new_day_keeps_the_day_before_it(promise, dora):
    agree_new_day(promise, NOON.date() + timedelta(days=7), by=dora, now=NOON)

    assert [event.due_on for event in promise.events.all()] == [NOON.date(), NOON.date() + timedelta(days=7)]


def test_a_kept_promise_cannot_be_taken_back(promise, ana, dora):
    step_promise(promise, State.ACCEPTED, by=dora, now=NOON)

    with pytest.raises(CannotStep):
        step_promise(promise, State.REVOKED, by=ana, now=NOON)
