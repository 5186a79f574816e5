"""The worker hears a recording once everyone agreed; killed with it in hand it goes on; stopped, it stops."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from subprocess import PIPE

import pytest
from speech.sounds import tone, wav

from joinery.speech.transcribers.fake_services import fake_services

pytest.importorskip("av", reason="PyAV opens recordings: it comes with joinery-crm[speech]")

TELL = """
import sys
import django; django.setup()
from datetime import UTC, datetime, timedelta
from django.core.management import call_command
from django.db import connection
from joinery.calls.actions import expect, note_consent, take_audio
from joinery.calls.models import Call
from joinery.customers.models import Company, Person
from joinery.firm.models import Firm, Team, User
NOON = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
call_command("migrate", verbosity=0)
firm = Firm.objects.create(name="Wessel", mail_domain="wessel.example", set_up_at=NOON)
ana = User.objects.create_user("ana@wessel.example", None, name="Ana", role="seller",
                               team=Team.objects.create(name="Hotels"))
astoria = Company.objects.create(name="Astoria", owner=ana, team=ana.team, created_at=NOON)
dora = Person.objects.create(company=astoria, name="Dora", email="dora@astoria.example", created_at=NOON)
call = Call.objects.create(company=astoria, owner=ana, title="The basement", starts_at=NOON, created_at=NOON)
expect(call, people=[dora], users=[], by=ana, now=NOON)
content = open(sys.argv[1], "rb").read()
take_audio(call, [content], size=len(content), file_name="call.wav", voices=1, by=ana, now=NOON)
"""
PEOPLE = """
import sys
import django; django.setup()
from datetime import UTC, datetime
from joinery.calls.actions import stop_audio
from joinery.calls.models import Audio, Call
from joinery.firm.models import User
from joinery.steps.hear_audio import agree_to_be_heard
for wish in map(str.strip, sys.stdin):
    ana, now = User.objects.get(), datetime.now(UTC)
    if wish == "stop":
        stop_audio(Audio.objects.get(), by=ana, now=now)
    else:
        call = Call.objects.get()
        agree_to_be_heard(call, [(each, wish) for each in call.attendances.all()], by=ana, now=now)
    print("done", flush=True)
"""
WORK = """
import django; django.setup()
from joinery.jobs import worker
worker.PAUSE = 0.2
worker.main()
"""


class House:
    def __init__(self, folder, url):
        named = {"JOINERY_DATA": str(folder), "PYTHONPATH": os.getcwd(), "JOINERY_MAIL_URL": ""}
        named |= {"JOINERY_SPEECH": "openai", "JOINERY_SPEECH_URL": f"{url}/v1"}
        self.names = {**os.environ, **named, "DJANGO_SETTINGS_MODULE": "joinery.project.settings"}
        self.names.pop("DATABASE_URL", None)
        self.folder = folder

    def is_told(self, file):
        subprocess.run([sys.executable, "-c", TELL, file], env=self.names, check=True, timeout=300)

    @contextmanager
    def peopled(self):
        """Those who agree, refuse and stop sit in one program: starting it takes longer than all that they do."""
        begun = [sys.executable, "-c", PEOPLE]
        with subprocess.Popen(begun, env=self.names, stdin=PIPE, stdout=PIPE, text=True) as self.people:
            yield self

    def says(self, wish):
        """What both answer, or "stop"; it is done when this returns."""
        self.people.stdin.write(f"{wish}\n")
        self.people.stdin.flush()
        assert self.people.stdout.readline() == "done\n"

    def worker(self):
        return subprocess.Popen([sys.executable, "-c", WORK], env=self.names)

    def row(self):
        with closing(sqlite3.connect(self.folder / "joinery.sqlite3", timeout=20)) as rows:
            rows.row_factory = sqlite3.Row
            return dict(rows.execute("SELECT * FROM calls_audio").fetchone())

    def count(self, table):
        with closing(sqlite3.connect(self.folder / "joinery.sqlite3", timeout=20)) as rows:
            return rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    def files(self):
        return sorted(path.suffix for path in (self.folder / "recordings").iterdir())


@pytest.fixture
def outside():
    with fake_services() as services:
        yield services


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A call with a recording that nobody has agreed to yet, made once: migrating is most of the time it takes."""
    folder = tmp_path_factory.mktemp("told")
    (folder / "call.wav").write_bytes(wav(tone(250)))
    House(folder, "").is_told(str(folder / "call.wav"))
    return folder


@pytest.fixture
def house(tmp_path, outside, told):
    shutil.copytree(told, tmp_path / "data")
    with House(tmp_path / "data", outside.url).peopled() as house:
        yield house


def wait_for(check, seconds=180):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if check():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def end(worker):
    worker.send_signal(signal.SIGTERM)
    worker.wait(20)


def test_killed_in_the_middle_it_goes_on_with_the_next_piece_and_writes_one_transcript(house, outside):
    house.says("given")
    outside.slowness = 3.0
    worker = house.worker()
    try:
        wait_for(lambda: len(outside.asked) == 2)
    finally:
        worker.kill()
        worker.wait()
    outside.slowness = 0.0
    begun, kept = len(outside.asked), len(list(house.folder.glob("recordings/*.work/*.json")))
    worker = house.worker()
    try:
        wait_for(lambda: house.row()["heard_at"])
        wait_for(lambda: house.files() == [".ogg", ".original"])
    finally:
        end(worker)

    # Three pieces in all: the first was kept, the second was on its way when the worker was killed.
    assert (begun, kept) == (2, 1)
    assert len(outside.asked) - begun == 2
    assert (house.count("calls_recording"), house.row()["trouble"]) == (1, "")
    assert house.row()["heard_with"] == "openai, whisper-1"


def test_without_consent_no_sample_leaves_the_house_and_with_it_all_goes_on(house, outside):
    worker = house.worker()
    try:
        wait_for((house.folder / "worker.sqlite3").exists)
        time.sleep(2)  # it looks ten times in these
        assert (outside.asked, house.row()["begun_at"]) == ([], None)
        outside.slowness = 1.5
        house.says("given")
        wait_for(lambda: outside.asked)
        house.says("refused")
        wait_for(lambda: house.row()["trouble"].startswith("Not everyone agrees"))
        wait_for(lambda: house.files() == [".original"])
        assert (house.count("calls_recording"), house.row()["heard_at"]) == (0, None)
        outside.slowness = 0.0
        house.says("given")
        wait_for(lambda: house.row()["heard_at"])
    finally:
        end(worker)

    assert house.count("calls_recording") == 1


def test_a_yes_taken_back_while_it_is_heard_takes_the_sound_and_every_word_with_it(house, outside):
    house.says("given")
    outside.slowness = 1.0
    worker = house.worker()
    try:
        wait_for(lambda: outside.asked)
        house.says("withdrawn")
        wait_for(lambda: house.files() == [])
        time.sleep(2.5)  # the answer comes meanwhile
    finally:
        end(worker)

    assert (house.count("calls_audio"), house.count("calls_recording"), house.files()) == (0, 0, [])


def test_stopped_by_somebody_it_stops_and_nothing_is_kept(house, outside):
    house.says("given")
    outside.slowness = 30.0
    worker = house.worker()
    try:
        wait_for(lambda: outside.asked or house.row()["begun_at"])
        house.says("stop")
        wait_for(lambda: house.files() == [".original"])
    finally:
        end(worker)

    assert (house.count("calls_recording"), bool(house.row()["stopped_at"])) == (0, True)
