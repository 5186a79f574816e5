"""The worker sends each letter once, also when it is killed in the middle; it stops cleanly; pages do not load it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from joinery.gateways.fake_post import fake_post

WRITE = """
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
from joinery.gateways.letters import write_letter
call_command("migrate", verbosity=0)
for number in range(3):
    write_letter(key=str(number), kind="invitation", to_address=f"g{number}@astoria.example", subject=f"S{number}",
                 text="Dear guest", now=timezone.now())
"""
WORK = "import django; django.setup(); from joinery.jobs.worker import main; raise SystemExit(main())"


class House:
    def __init__(self, folder, url):
        named = {"JOINERY_DATA": str(folder), "JOINERY_MAIL_URL": url, "PYTHONPATH": os.getcwd()}
        self.names = {**os.environ, **named, "DJANGO_SETTINGS_MODULE": "joinery.project.settings"}
        self.names.pop("DATABASE_URL", None)
        self.rows = folder / "joinery.sqlite3"

    def worker(self):
        return subprocess.Popen([sys.executable, "-c", WORK], env=self.names)

    def letters(self):
        """Subject to how it ended."""
        with closing(sqlite3.connect(self.rows, timeout=20)) as rows:
            found = rows.execute("SELECT subject, sent_at, trouble FROM gateways_letter ORDER BY id").fetchall()
        return {subject: "sent" if sent_at else trouble or "waiting" for subject, sent_at, trouble in found}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Three letters in a database, made once: starting Python twice is most of the time these tests take."""
    house = House(tmp_path_factory.mktemp("written"), "")
    subprocess.run([sys.executable, "-c", WRITE], env=house.names, check=True, timeout=90)
    return house.rows


def wait_for(check, seconds=40):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if check():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


@pytest.fixture
def post():
    with fake_post() as sink:
        yield sink


@pytest.fixture
def house(tmp_path, post, written):
    with closing(sqlite3.connect(written)) as old, closing(sqlite3.connect(tmp_path / "joinery.sqlite3")) as new:
        old.backup(new)
    return House(tmp_path, post.url)


def end(worker):
    worker.send_signal(signal.SIGTERM)
    worker.wait(20)


def test_killed_in_the_middle_no_letter_leaves_twice_and_none_is_forgotten(house, post):
    post.slowness = 3
    worker = house.worker()
    try:
        wait_for(lambda: len(post.letters) == 3)  # all of them are on their way
    finally:
        worker.kill()  # between the text and the answer of the mail server
        worker.wait()
    post.slowness = 0
    worker = house.worker()
    try:
        wait_for(lambda: "waiting" not in house.letters().values())
        time.sleep(1.5)  # it looks again in this time, and must find nothing left to send
    finally:
        end(worker)
    arrived = [next(line for line in letter.splitlines() if line.startswith("Subject")) for letter in post.letters]
    ends = list(house.letters().values())

    assert worker.returncode == 0
    assert sorted(arrived) == [f"Subject: S{number}" for number in range(3)]
    assert all(said == "sent" or said.startswith("Maybe sent") for said in ends)
    assert any(said.startswith("Maybe sent") for said in ends)


def test_a_stop_is_clean_also_while_a_letter_waits_for_its_next_try(house, post):
    post.mood = "busy"
    worker = house.worker()
    try:
        wait_for(lambda: any(said.startswith("Not sent yet") for said in house.letters().values()))
    finally:
        end(worker)

    assert worker.returncode == 0


def test_the_pages_never_load_the_worker():
    check = (
        "import django; django.setup(); import joinery.project.wsgi, sys; from django.urls import get_resolver; "
        "get_resolver().url_patterns; import joinery.jobs.worker; raise SystemExit('dbos' in sys.modules)"
    )
    named = {**os.environ, "DJANGO_SETTINGS_MODULE": "joinery.project.settings", "PYTHONPATH": os.getcwd()}

    assert subprocess.run([sys.executable, "-c", check], env=named, timeout=60).returncode == 0
