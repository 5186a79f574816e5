"""A room that takes in replies: Dora is its guest, a line waits for her, a promise is reported done."""

import pytest
from conftest import NOON
from post_cast import take_replies
from room_cast import invited

from joinery.promises.actions import make_promise, step_promise
from joinery.promises.life import State
from joinery.rooms.actions import publish_line
from joinery.rooms.reply_address import reply_address


@pytest.fixture
def replies_taken(settings, tmp_path):
    take_replies(settings)
    settings.DATA = tmp_path


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


@pytest.fixture
def line(guest, dora, ana):
    return publish_line(guest.room, "need", "Towels by ten.", person=dora, by=ana, now=NOON)


@pytest.fixture
def reported(guest, dora, astoria, ana):
    promise = make_promise(astoria, "The drain positions", side="ours", theirs=dora, by=ana, now=NOON)
    return step_promise(promise, State.REPORTED, by=ana, now=NOON)


@pytest.fixture
def to_line(guest, line):
    return reply_address(guest, "l", line.public_id)
