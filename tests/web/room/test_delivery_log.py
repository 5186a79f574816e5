"""The log from payment to handover: package, photos, lines of the order, once each and in the reader's language."""

import pytest
from django.utils import timezone
from room_cast import photo

from joinery.blueprints.actions.evidence import put_to_step
from joinery.blueprints.actions.ordering import add_order_line, confirm_line, deliver_line
from joinery.blueprints.actions.paying import open_package, record_payment
from joinery.blueprints.models import Package
from joinery.customers.models import Person
from joinery.rooms.files import keep_file


def now():
    return timezone.now()


@pytest.fixture
def delivered(started, dora_guest, ana):
    money = {"amount": 100, "currency": "EUR", "paid_on": now().date(), "reference": "17", "way": "hand"}
    record_payment(started, by=ana, now=now(), **money)
    open_package(Package.objects.get(), dora_guest, now=now())
    washers, soap = (add_order_line(started.fresh(), what, 2, by=ana, now=now()) for what in ("Washer", "Soap"))
    washers = deliver_line(washers, washers.version, 2, now().date(), by=ana, now=now())
    deliver_line(soap, soap.version, 1, now().date(), by=ana, now=now())
    confirm_line(washers, dora_guest, False, "One door opens to the wrong side.", now=now())
    confirm_line(washers, dora_guest, True, now=now())
    put_to_step(started.steps.get(key="walkthrough"), photo(), by=dora_guest, now=now(), words="As it stands")
    keep_file(dora_guest.room, photo("boiler.jpg"), by=dora_guest, now=now())
    return started


def told(client, to):
    page = client.get(to("log")).content.decode()
    return [words.split("</")[0].split(">")[-1] for words in page.split("history__")] and page


def test_each_is_told_once(dora_client, delivered, to):
    page = told(dora_client, to)

    says = {
        "put the welcome package here": 1,
        "has read the welcome package": 1,
        "delivered: Washer": 1,
        "delivered 1 of 2: Soap": 1,
        "says it is not right: Washer, “One door opens to the wrong side.”": 1,
        "says it is right now: Washer": 1,
        "put a photo to “": 1,
        "put a file here: cellar": 0,
        "put a file here: boiler": 1,
    }
    assert {words: page.count(words) for words in says} == says


@pytest.mark.parametrize(
    ("language", "says"),
    [("de", "hat das Willkommenspaket hierher gelegt"), ("fr", "a déposé ici le dossier de bienvenue")],
)
def test_it_is_told_in_the_readers_language(dora_client, delivered, to, dora, language, says):
    Person.objects.filter(pk=dora.pk).update(language=language)

    assert told(dora_client, to).count(says) == 1


def test_what_is_taken_back_before_it_arrived_is_not_told(dora_client, delivered, to, ana):
    soap = delivered.order_lines.get(what="Soap")
    deliver_line(soap, soap.version, 0, now().date(), by=ana, now=now())

    assert told(dora_client, to).count("Soap") == 0
