"""A write with an Idempotency-Key is done once, however often and whenever it comes."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from joinery.calls.models import Call, Recording
from joinery.firm.models import RequestSeen

from .conftest import Program


def test_the_same_request_gets_the_same_answer(program, new_call):
    first, second = (program.post("calls", new_call, once="k1") for _ in range(2))

    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert Call.objects.count() == 1


def test_another_request_with_the_same_key_is_refused(program, new_call):
    program.post("calls", new_call, once="k1")
    answer = program.post("calls", new_call | {"title": "Another"}, once="k1")

    assert (answer.status_code, answer.json()["error"]["where"]) == (409, "header.Idempotency-Key")
    assert Call.objects.count() == 1


def test_a_refused_request_leaves_its_key_free(program, new_call):
    assert program.post("calls", new_call | {"company": "nobody"}, once="k1").status_code == 404
    assert program.post("calls", new_call, once="k1").status_code == 201


def test_keys_of_two_owners_do_not_meet(program, sams_program, new_call, quicklime):
    assert program.post("calls", new_call, once="k1").status_code == 201
    assert sams_program.post("calls", new_call | {"company": quicklime.public_id}, once="k1").status_code == 201


@pytest.mark.parametrize("key", ["x" * 201, "two words", "ü"])
def test_a_key_is_short_and_plain(program, new_call, key):
    assert program.post("calls", new_call, once=key).status_code == 400


def test_a_transcript_sent_twice_is_one_recording(program, call):
    address = f"calls/{call.public_id}/transcript"
    answers = [program.post(address, {"text": "Dora: Hello.\nAna: Hello."}, once="k1").json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert Recording.objects.count() == 1


@pytest.fixture
def database_for_threads(transactional_db, tmp_path):
    """In memory one connection locks the other out at once; in a file they wait, as they do for a server."""
    if connection.vendor != "sqlite":
        yield lambda: None
        return
    kept = connections.settings["default"]["NAME"]

    def move_to_file():
        file = sqlite3.connect(tmp_path / "house.sqlite3")
        connection.connection.backup(file)
        file.close()
        connections.settings["default"]["NAME"] = str(tmp_path / "house.sqlite3")

    yield move_to_file
    connections.settings["default"]["NAME"] = kept


def test_two_at_the_same_moment_are_done_once(database_for_threads, ana, key_of, new_call):
    key, together = key_of(ana), Barrier(6)
    database_for_threads()

    def send(_):
        together.wait()
        answer = Program(key).post("calls", new_call, once="k1")
        counted = (Call.objects.count(), RequestSeen.objects.count())
        connections.close_all()
        return answer.status_code, answer.json().get("id"), counted

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(send, range(6)))

    assert {status for status, _, _ in answers} == {201}
    assert len({made for _, made, _ in answers}) == 1
    assert {counted for _, _, counted in answers} == {(1, 1)}
