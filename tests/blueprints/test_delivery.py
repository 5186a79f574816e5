"""From signature to handover: payment and package, seats, readiness, the order line by line, slips, extras."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import NOON
from django.core.files.base import ContentFile

from joinery.blueprints.actions import CannotStep, NeedsReason
from joinery.blueprints.actions.doing import answer_checkpoint, finish_step
from joinery.blueprints.actions.extras import give_extra, say_useful
from joinery.blueprints.actions.ordering import add_order_line, confirm_line, deliver_line, delivered_as_ordered
from joinery.blueprints.actions.paying import open_package, record_payment
from joinery.blueprints.actions.readiness import show_ready, take_seat
from joinery.blueprints.actions.slipping import agree_to_slip, slip_step
from joinery.blueprints.keeping import agreed_days
from joinery.blueprints.models import Package, Payment, ReadyItem, Step
from joinery.gateways.models import Letter

LATER = NOON + timedelta(days=2)


def paid(blueprint, by, reference="2026-17"):
    more = {"amount": 250000, "currency": "EUR", "paid_on": date(2026, 9, 4), "reference": reference, "way": "hand"}
    return record_payment(blueprint, by=by, now=LATER, **more)


def test_payment_puts_the_package_into_the_room_at_once_and_writes_to_every_guest(signed, ana):
    paid(signed, ana)
    package = Package.objects.get(blueprint=signed)
    assert package.made_at == LATER
    assert [item["what"] for item in package.items]
    assert Letter.objects.filter(kind="package").count() == 1


def test_the_same_payment_twice_is_one(signed, ana):
    paid(signed, ana)
    paid(signed, ana)
    assert (Payment.objects.count(), Package.objects.count()) == (1, 1)
    assert Letter.objects.filter(kind="package").count() == 1


def test_nothing_is_paid_before_somebody_signed(blueprint, ana):
    with pytest.raises(CannotStep):
        paid(blueprint, ana)


def test_that_they_opened_the_package_is_kept_once(signed, ana, guest):
    paid(signed, ana)
    package = open_package(Package.objects.get(), guest, now=LATER)
    open_package(package, guest, now=LATER + timedelta(days=1))
    assert Package.objects.get().opened_at == LATER


def all_before(step, by):
    for one in step.blueprint.steps.filter(sort__lt=step.sort).exclude(state=Step.State.DONE):
        finish_step(one, by=by, now=LATER, reason="for the test")


def test_a_kick_off_without_somebody_who_must_be_there_needs_a_reason(signed, ana):
    step = signed.steps.get(kind="kickoff")
    assert step.seats.exists()
    seat = step.seats.first()
    take_seat(seat, None, by=ana, now=LATER)
    with pytest.raises(NeedsReason):
        finish_step(step, by=ana, now=LATER)
    finish_step(step, by=ana, now=LATER, reason="He was ill; we told him all of it the day after.")
    assert signed.deviations.filter(step=step).exists()


def test_each_side_shows_its_own_part_of_what_must_be_ready(signed, ana, guest):
    theirs = ReadyItem.objects.filter(step__blueprint=signed, side="theirs").first()
    with pytest.raises(CannotStep):
        show_ready(theirs, theirs.version, "63 A", by=ana, now=LATER)
    show_ready(theirs, theirs.version, "63 A", by=guest, now=LATER, upload=ContentFile(b"63 A", name="sheet.txt"))
    assert theirs.done_at == LATER


def test_as_ordered_is_the_customers_to_say_line_by_line(signed, ana, guest):
    washers = add_order_line(signed, "Washer, 18 kg", 2, by=ana, now=LATER)
    with pytest.raises(CannotStep):
        confirm_line(washers, guest, True, now=LATER)
    deliver_line(washers, washers.version, 2, date(2026, 11, 20), by=ana, now=LATER)
    confirm_line(washers, guest, False, "One door opens to the wrong side.", now=LATER)
    confirm_line(washers, guest, True, now=LATER + timedelta(days=1))
    washers = washers.fresh()
    assert (washers.is_right, washers.mended_at) == (False, LATER + timedelta(days=1))
    facts = delivered_as_ordered(signed)
    assert (facts.lines, facts.complete, facts.right_first_time, facts.is_perfect) == (1, 1, 0, None)
    assert signed.steps.get(is_target=True).concerns.exists()


def judged_on(step):
    return agreed_days([step.blueprint_id])[step.blueprint_id][step.key]


def test_on_time_is_judged_by_the_day_they_last_agreed_to(signed, ana, guest):
    step = signed.steps.get(is_target=True)
    slip = slip_step(step, date(2026, 11, 26), "late_part", step.version, by=ana, now=LATER, words="The drum is late.")
    assert judged_on(step) == date(2026, 11, 20)
    agree_to_slip(slip, guest, now=LATER)
    assert judged_on(step) == date(2026, 11, 26)


def test_a_slip_has_a_cause_from_the_list(signed, ana):
    step = signed.steps.get(is_target=True)
    with pytest.raises(CannotStep):
        slip_step(step, date(2026, 11, 26), "bad luck", step.version, by=ana, now=LATER)


def test_extras_fall_due_after_their_step_for_everybody_and_say_who_gave_them(signed, ana, guest):
    extras = list(signed.extras.all())
    assert extras
    assert all(extra.due_on for extra in extras)
    give_extra(extras[0], by=ana, now=LATER)
    say_useful(extras[0], True, guest, now=LATER)
    assert (extras[0].given_by, extras[0].was_useful) == (ana, True)


def test_an_answer_at_a_checkpoint_keeps_the_picture_it_was_held_against(signed, ana, guest):
    from joinery.rooms.actions import publish_line

    line = publish_line(guest.room, "concept", "Towels on the floors by ten.", by=ana, now=NOON, person=guest.person)
    step = signed.steps.filter(is_checkpoint=True).exclude(state="done").last()
    all_before(step, ana)
    finish_step(step, by=ana, now=LATER, reason="for the test")
    verdict = answer_checkpoint(step, guest, "yes", now=LATER, picture=line)
    assert verdict.picture == "Towels on the floors by ten."
