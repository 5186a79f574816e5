"""From payment to handover as Dora reads it: the package, what must be ready, who comes, the order, the extras."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from room_cast import house_as_it_is, photo

from joinery.blueprints.actions.evidence import put_to_step
from joinery.blueprints.actions.extras import give_extra
from joinery.blueprints.actions.ordering import add_order_line, deliver_line
from joinery.blueprints.actions.paying import send_package
from joinery.blueprints.actions.readiness import show_ready, take_seat
from joinery.blueprints.models import Concern, Evidence, ReadyItem, Seat


@pytest.fixture(autouse=True)
def kept_here(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def line(blueprint, ana):
    now = timezone.now()
    drawn = add_order_line(blueprint, "Washer, 18 kg", 2, by=ana, now=now)
    return deliver_line(drawn, drawn.version, 2, timezone.localdate(), by=ana, now=now)


def item_of(blueprint, **more):
    return ReadyItem.objects.filter(step__blueprint=blueprint, **more).first()


def seat_of(blueprint, side):
    return Seat.objects.filter(step__blueprint=blueprint, side=side).first()


def test_looking_at_the_package_changes_nothing_and_pressing_says_who_read_it(dora_client, blueprint, to, ana):
    package = send_package(blueprint, by=ana, now=timezone.now())
    dora_client.get(to("package", blueprint))
    before = house_as_it_is()
    page = dora_client.get(to("package", blueprint)).content.decode()
    assert house_as_it_is() == before
    assert "We have read it" in page
    dora_client.post(to("package", blueprint))
    package.refresh_from_db()
    assert package.opened_by.name == "Dora Marković"
    assert "Dora Marković has read it" in dora_client.get(to("package", blueprint)).content.decode()


def test_there_is_no_package_before_payment(dora_client, blueprint, to):
    assert dora_client.get(to("package", blueprint)).status_code == 404
    assert dora_client.post(to("package", blueprint)).status_code == 404


def test_the_plan_leads_to_the_delivery_once_it_is_signed(dora_client, started, to):
    assert to("delivery", started) in dora_client.get(to("plan", started)).content.decode()


def test_looking_at_the_delivery_changes_nothing(dora_client, blueprint, to):
    dora_client.get(to("delivery", blueprint))
    before = house_as_it_is()
    dora_client.get(to("delivery", blueprint))
    assert house_as_it_is() == before


def test_they_show_their_part_with_a_photo(dora_client, blueprint, to, dora):
    item = item_of(blueprint, side="theirs", kind="photo")
    answer = dora_client.post(to("ready", item), {"seen": item.version, "shown": "From the gate"})
    assert (answer.status_code, "Add a photo of it." in answer.content.decode()) == (422, True)
    assert "From the gate" in answer.content.decode()
    dora_client.post(to("ready", item), {"seen": item.version, "shown": "From the gate", "file": photo()})
    assert (item.fresh().person, Evidence.objects.get().item) == (dora, item)
    page = dora_client.get(to("delivery", blueprint)).content.decode()
    assert "“From the gate”, Dora Marković" in page
    assert "cellar.jpg" in page


def test_a_measure_is_written_and_taken_back(dora_client, blueprint, to):
    item = item_of(blueprint, side="theirs", kind="measure")
    dora_client.post(to("ready", item), {"seen": item.version, "shown": "92 cm"})
    item = item.fresh()
    assert item.shown == "92 cm"
    dora_client.post(to("ready", item), {"seen": item.version, "not_ready": "1"})
    assert item.fresh().done_at is None


def test_what_somebody_showed_meanwhile_is_not_overwritten(dora_client, blueprint, to):
    item = item_of(blueprint, side="theirs", kind="measure")
    dora_client.post(to("ready", item), {"seen": item.version, "shown": "92 cm"})
    answer = dora_client.post(to("ready", item), {"seen": item.version, "shown": "80 cm"})
    assert answer.status_code == 409
    assert 'value="80 cm"' in answer.content.decode()
    assert item.fresh().shown == "92 cm"


def test_our_part_is_seen_and_not_theirs_to_show(dora_client, blueprint, to, ana):
    item = item_of(blueprint, side="ours", kind="file")
    answer = dora_client.post(to("ready", item), {"seen": item.version, "file": photo()})
    assert (answer.status_code, item.fresh().done_at) == (422, None)
    show_ready(item, item.version, "Booked for the day", by=ana, now=timezone.now(), upload=photo())
    assert "“Booked for the day”, Ana Lindqvist" in dora_client.get(to("delivery", blueprint)).content.decode()


def test_they_name_their_people_and_not_ours(dora_client, blueprint, to, dora, emil):
    theirs, ours = seat_of(blueprint, "theirs"), seat_of(blueprint, "ours")
    take_seat(theirs, None, by=blueprint.drawn_by, now=timezone.now())
    dora_client.post(to("seat", theirs), {"owner": dora.public_id})
    theirs.refresh_from_db()
    assert theirs.person == dora
    assert dora_client.post(to("seat", theirs), {"owner": emil.public_id}).status_code == 422
    assert dora_client.post(to("seat", ours), {"owner": dora.public_id}).status_code == 404


def test_naming_somebody_again_keeps_that_they_were_there(dora_client, blueprint, to, dora, ana):
    seat = take_seat(seat_of(blueprint, "theirs"), dora, by=ana, now=timezone.now(), was_there=True)
    dora_client.post(to("seat", seat), {"owner": dora.public_id})
    seat.refresh_from_db()
    assert seat.was_there is True


def test_a_line_is_right_or_they_say_what_is_not(dora_client, blueprint, to, line):
    assert dora_client.post(to("order_line", line), {"answer": "no"}).status_code == 422
    dora_client.post(to("order_line", line), {"answer": "no", "words": "One door opens to the wrong side."})
    line = line.fresh()
    assert (line.is_right, line.confirmed_by.name) == (False, "Dora Marković")
    assert Concern.objects.get().words == "Washer, 18 kg: One door opens to the wrong side."
    assert "It is right now" in dora_client.get(to("delivery", blueprint)).content.decode()
    dora_client.post(to("order_line", line), {"answer": "yes"})
    line = line.fresh()
    assert (line.is_right, line.mended_at is not None) == (False, True)


def test_what_is_not_delivered_yet_cannot_be_right(dora_client, blueprint, to, ana):
    line = add_order_line(blueprint, "Dryer", 1, by=ana, now=timezone.now())
    assert dora_client.post(to("order_line", line), {"answer": "yes"}).status_code == 422
    assert line.fresh().is_right is None


def test_an_extra_that_they_got_was_useful_or_not(dora_client, blueprint, to, ana):
    extra, ahead = blueprint.extras.all()[:2]
    give_extra(extra, by=ana, now=timezone.now())
    dora_client.post(to("extra", extra), {"answer": "yes"})
    extra.refresh_from_db()
    assert extra.was_useful is True
    assert dora_client.post(to("extra", extra), {"answer": "perhaps"}).status_code == 422
    assert dora_client.post(to("extra", ahead), {"answer": "yes"}).status_code == 404


def test_photos_stand_at_their_step(dora_client, blueprint, to, ana):
    step = blueprint.steps.get(key="walkthrough")
    put_to_step(step, photo("drum.jpg"), by=ana, now=timezone.now(), words="The drum, from the left")
    dora_client.post(to("step_photos", step), {"file": photo("door.jpg"), "words": "The door"})
    page = dora_client.get(to("step", step)).content.decode()
    assert [name for name in ("drum.jpg", "The drum, from the left", "door.jpg", "The door") if name not in page] == []
    assert dora_client.post(to("step_photos", step)).status_code == 422


def test_a_photo_that_was_taken_back_is_gone_from_its_step(dora_client, blueprint, to, ana):
    step = blueprint.steps.get(key="walkthrough")
    shown = put_to_step(step, photo("drum.jpg"), by=ana, now=timezone.now())
    shown.file.file.withdrawn_at = timezone.now()
    shown.file.file.save()
    assert "drum.jpg" not in dora_client.get(to("step", step)).content.decode()


@pytest.mark.parametrize("lines", [1, 3])
def test_the_page_asks_a_bounded_number_of_questions(dora_client, blueprint, to, ana, lines):
    for number in range(lines):
        add_order_line(blueprint, f"Washer {number}", 2, by=ana, now=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        assert dora_client.get(to("delivery", blueprint)).status_code == 200
    assert len(asked) <= 16
