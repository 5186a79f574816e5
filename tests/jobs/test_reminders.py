"""The worker reminds by itself, at the guest's hour, by a letter that leaves."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from conftest import NOON
from room_cast import invited

from joinery.gateways.fake_post import fake_post
from joinery.gateways.models import Letter
from joinery.jobs.reminders import write_due_digests
from joinery.rooms.actions import publish_line
from joinery.rooms.models import Guest

WRITE = """
import django; django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
call_command("migrate", verbosity=0)
from joinery.customers.models import Company, Person
from joinery.firm.models import Firm, User
from joinery.gateways.models import Letter
from joinery.rooms.actions import invite_guest, open_room, publish_line
now = datetime(2026, 9, 2, 12, 0, tzinfo=UTC)
Firm.objects.create(name="Wessel", set_up_at=now)
ana = User.objects.create_user("ana@wessel.example", None, name="Ana")
astoria = Company.objects.create(name="Astoria", owner=ana, created_at=now)
dora = Person.objects.create(company=astoria, name="Dora", email="dora@astoria.example", created_at=now)
room = open_room(astoria, by=ana, now=now)
invite_guest(dora, by=ana, now=now)
publish_line(room, "need", "Towels by ten.", person=dora, by=ana, now=now)
Letter.objects.update(sent_at=now)
"""
# A Thursday morning, and a look every second: else the test would have to wait for one.
WORK = """
import time_machine, datetime
time_machine.travel(datetime.datetime(2026, 9, 3, 9, 0, tzinfo=datetime.UTC)).start()
import django; django.setup()
from joinery.jobs import reminders, worker
reminders.EVERY = "* * * * * *"
worker.main()
"""


def test_the_worker_looks_by_itself_and_the_letter_leaves_once(tmp_path):
    with fake_post() as post:
        named = {**os.environ, "JOINERY_DATA": str(tmp_path), "JOINERY_MAIL_URL": post.url, "PYTHONPATH": os.getcwd()}
        named["DJANGO_SETTINGS_MODULE"] = "joinery.project.settings"
        named.pop("DATABASE_URL", None)
        subprocess.run([sys.executable, "-c", WRITE], env=named, check=True, timeout=90)
        worker = subprocess.Popen([sys.executable, "-c", WORK], env=named)
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until and not post.letters:
                time.sleep(0.2)
            time.sleep(3)  # it looks some more times in these
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(20)

    assert len(post.letters) == 1
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in post.letters[0]
    assert "Towels by ten." in post.letters[0]


@pytest.mark.django_db
def test_a_guest_without_a_mailbox_is_left_out_and_the_others_are_written_to(dora, ana, emil, sam):
    for person, by in ((dora, ana), (emil, sam)):
        guest = invited(person, by)
        publish_line(guest.room, "need", "Towels by ten.", person=person, by=by, now=NOON)
    Guest.objects.filter(person=dora).update(mailbox="")

    assert write_due_digests(now=NOON + timedelta(days=1)) == 1
    assert Letter.objects.get(kind="digest").to_address == "emil@quicklime.example"
