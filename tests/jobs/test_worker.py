"""The worker sends each letter once, also when it is killed in the middle; it stops cleanly; pages do not load it."""

import os
import signal
import subprocess
import sys
import time

import pytest

from joinery.gateways.fake_post import fake_post

WRITE = """
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
from joinery.gateways.letters import write_letter
call_command("migrate", verbosity=0)
for number in range({many}):
    write_letter(key=str(number), kind="invitation", to_address=f"g{{number}}@astoria.example", subject=f"S{{number}}",
                 text="Dear guest", now=timezone.now())
"""
READ = """
import django; django.setup()
from joinery.gateways.models import Letter
for letter in Letter.objects.order_by("id"):
    print(letter.subject, "sent" if letter.sent_at else letter.trouble or "waiting", sep="|")
"""
WORK = "import django; django.setup(); from joinery.jobs.worker import main; raise SystemExit(main())"


class House:
    def __init__(self, folder, url):
        named = {"JOINERY_DATA": str(folder), "JOINERY_MAIL_URL": url, "PYTHONPATH": os.getcwd()}
        self.names = {**os.environ, **named, "DJANGO_SETTINGS_MODULE": "joinery.project.settings"}
        self.names.pop("DATABASE_URL", None)

    def run(self, words):
        done = subprocess.run([sys.executable, "-c", words], env=self.names, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def worker(self):
        return subprocess.Popen([sys.executable, "-c", WORK], env=self.names, stderr=subprocess.PIPE, text=True)

    def letters(self):
        return dict(line.split("|") for line in self.run(READ).splitlines())


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
def house(tmp_path, post):
    return House(tmp_path, post.url)


def end(worker):
    worker.send_signal(signal.SIGTERM)
    worker.wait(20)


def test_letters_leave_and_a_stop_is_clean(house, post):
    house.run(WRITE.format(many=3))
    worker = house.worker()
    try:
        wait_for(lambda: len(post.letters) == 3)
        time.sleep(1)  # it looks again in this time, and must find nothing left to send
    finally:
        end(worker)

    assert worker.returncode == 0
    assert house.letters() == {"S0": "sent", "S1": "sent", "S2": "sent"}
    assert len(post.letters) == 3


def test_killed_in_the_middle_no_letter_leaves_twice_and_none_is_forgotten(house, post):
    post.slowness = 1.5
    house.run(WRITE.format(many=4))
    worker = house.worker()
    try:
        wait_for(lambda: post.letters)
    finally:
        worker.kill()  # between the text and the answer of the mail server
        worker.wait()
    post.slowness = 0
    worker = house.worker()
    try:
        wait_for(lambda: "waiting" not in house.letters().values() and len(post.letters) == 4)
        time.sleep(1)
    finally:
        end(worker)
    ends = house.letters()

    arrived = [next(line for line in letter.splitlines() if line.startswith("Subject")) for letter in post.letters]
    assert sorted(arrived) == [f"Subject: S{number}" for number in range(4)]
    assert all(said == "sent" or said.startswith("Maybe sent") for said in ends.values())
    assert any(said.startswith("Maybe sent") for said in ends.values())


def test_the_pages_never_load_the_worker():
    check = (
        "import django; django.setup(); import joinery.project.wsgi, sys; from django.urls import get_resolver; "
        "get_resolver().url_patterns; import joinery.jobs.worker; raise SystemExit('dbos' in sys.modules)"
    )
    named = {**os.environ, "DJANGO_SETTINGS_MODULE": "joinery.project.settings", "PYTHONPATH": os.getcwd()}

    assert subprocess.run([sys.executable, "-c", check], env=named, timeout=60).returncode == 0
