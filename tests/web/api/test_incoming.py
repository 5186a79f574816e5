"""Letters handed in by a program: signed, in time, once."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from django.test import Client
from post_cast import BORDER, OURS, reply, take_replies
from room_cast import house_as_it_is, invited

from joinery.rooms.models import IncomingLetter, RoomMessage
from joinery.rooms.reply_address import reply_address
from joinery.web.api.incoming import signature_of


@pytest.fixture(autouse=True)
def replies_are_taken(settings, tmp_path):
    take_replies(settings)
    settings.INCOMING_SECRET, settings.DATA = "between us", tmp_path


@pytest.fixture
def raw(dora, ana):
    return reply(reply_address(invited(dora, ana)), "The key is at the desk.").as_bytes()


def hand_in(raw, *, event="e1", at=None, signature=None, body=None):
    at = str(int(time.time()) if at is None else at)
    headers = {"X-Joinery-Time": at, "X-Joinery-Event": event}
    signature = signature_of(at, event, raw) if signature is None else signature
    return Client(enforce_csrf_checks=True).post(
        "/post/in/", body if body is not None else raw, content_type="message/rfc822",
        headers={**headers, "X-Joinery-Signature": signature},
    )  # fmt: skip


def test_a_letter_that_is_handed_in_is_taken_in(raw):
    answer = hand_in(raw)

    assert (answer.status_code, answer.json()["id"]) == (200, IncomingLetter.objects.get().public_id)
    assert RoomMessage.objects.get().words == "The key is at the desk."


def test_w7_unsigned_altered_and_old_are_refused_and_change_nothing(raw):
    before = house_as_it_is()
    refused = [
        hand_in(raw, signature=""),
        hand_in(raw, signature="0" * 64),
        hand_in(raw, signature="ü"),
        hand_in(raw, body=raw + b"x"),
        hand_in(raw, at=int(time.time()) - 301),
        hand_in(raw, at=int(time.time()) + 301),
        hand_in(raw, at="soon"),
        hand_in(raw, at="9" * 40),
        hand_in(raw, event=""),
        hand_in(raw, event="x" * 101),
        hand_in(raw, event="e2", signature=signature_of(str(int(time.time())), "e1", raw)),
    ]

    assert {answer.status_code for answer in refused} == {401}
    assert Client().get("/post/in/").status_code == 405
    assert house_as_it_is() == before


def test_w7_the_same_event_again_is_409_and_changes_nothing(raw):
    hand_in(raw)
    before = house_as_it_is()

    assert hand_in(raw).status_code == 409
    assert house_as_it_is() == before


def test_the_same_letter_as_another_event_has_no_second_effect(raw):
    assert [hand_in(raw, event=event).status_code for event in ("a", "b")] == [200, 200]
    assert RoomMessage.objects.count() == 1


def test_without_a_secret_there_is_nothing_here(raw, settings):
    settings.INCOMING_SECRET = ""

    assert hand_in(raw).status_code == 404


def test_what_is_too_large_is_refused_unread(raw, monkeypatch):
    monkeypatch.setattr("joinery.web.api.incoming.MOST_BYTES", 10)

    assert hand_in(raw).status_code == 413


AT_ONCE = """
import django; django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from joinery.customers.models import Company, Person
from joinery.firm.models import Firm, User
from joinery.rooms.models import IncomingLetter, RoomMessage
from joinery.rooms.reply_address import reply_address
from post_cast import reply
from room_cast import invited
from test_incoming import hand_in
now = timezone.now()
Firm.objects.create(name="Wessel", set_up_at=now)
ana = User.objects.create_user("ana@wessel.example", None, name="Ana")
astoria = Company.objects.create(name="Astoria", owner=ana, created_at=now)
dora = Person.objects.create(company=astoria, name="Dora", email="dora@astoria.example", created_at=now)
raw = reply(reply_address(invited(dora, ana)), "The key is at the desk.").as_bytes()
with ThreadPoolExecutor(5) as pool:
    codes = list(pool.map(lambda number: hand_in(raw, event=f"e{number % 2}").status_code, range(10)))
assert set(codes) <= {200, 409}, codes
assert (RoomMessage.objects.count(), IncomingLetter.objects.count()) == (1, 1), codes
"""


def test_w8_ten_at_once_have_one_effect(tmp_path):
    """In a house of its own: the tests' database, which is in memory, knows no two writers."""
    named = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([os.getcwd(), "tests", "tests/web/api"]),
        "DJANGO_SETTINGS_MODULE": "joinery.project.settings",
        "JOINERY_DATA": str(tmp_path),
        "JOINERY_HOSTS": "testserver",
        "JOINERY_INCOMING_ADDRESS": OURS,
        "JOINERY_INCOMING_AUTHSERV": BORDER,
        "JOINERY_INCOMING_SECRET": "between us",
    }
    named.pop("DATABASE_URL", None)
    ended = subprocess.run([sys.executable, "-c", AT_ONCE], env=named, timeout=120, capture_output=True, text=True)

    assert ended.returncode == 0, ended.stderr


def test_the_time_of_a_letter_is_now(raw):
    hand_in(raw)

    assert abs(IncomingLetter.objects.get().came_at - datetime.now(UTC)).total_seconds() < 60
