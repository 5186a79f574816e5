"""The delivery desk over HTTP: today's steps, a plan from payment to handover, what the sale passed on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import NOON
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from room_cast import photo

from joinery.blueprints.actions.concerns import open_concern
from joinery.blueprints.actions.doing import finish_step
from joinery.blueprints.actions.ordering import add_order_line, confirm_line, deliver_line
from joinery.blueprints.models import Blueprint, Evidence, OrderLine, Package, Payment, ReadyItem, Seat, Slip
from joinery.lib.records import Record


def at(name, *ids):
    return reverse(f"desk:{name}", args=[one.public_id if isinstance(one, Record) else one for one in ids])


def told(answer):
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def kept_here(settings, tmp_path):
    settings.DATA = tmp_path


def twin_of(plan):
    """Another plan of the same customer that runs, with steps of its own."""
    from joinery.opportunities.models import Opportunity

    sale = Opportunity.objects.create(
        company=plan.company, name="Another", owner=plan.drawn_by, stage_since=NOON, created_at=NOON
    )
    steps = list(plan.steps.all())
    twin = Blueprint.objects.get(pk=plan.pk)
    twin.pk, twin.public_id, twin.opportunity = None, f"twin{sale.pk}", sale
    twin.save()
    for step in steps:
        step.pk, step.public_id, step.blueprint, step._state.adding = None, f"s{sale.pk}x{step.key}"[:18], twin, True
        step.save()
    return twin


def test_the_desk_shows_what_is_late_and_what_to_do_with_it(ana_client, signed):
    page = ana_client.get(at("delivery"))
    late = page.context["bench"].late
    assert [row.step.side for row in late] == ["ours"] * len(late)
    assert [row.step.due_on for row in late] == sorted(row.step.due_on for row in late)
    html = page.content.decode()
    assert late[0].step.title in html
    assert at("step_slips", late[0].step) in html


def test_nothing_under_way_is_said_in_a_sentence(ana_client, blueprint):
    assert "Nothing is being delivered just now." in ana_client.get(at("delivery")).content.decode()


def test_somebody_who_waits_for_an_answer_stands_first(ana_client, signed, guest, ana):
    step = signed.steps.get(key="payment")
    open_concern(step, "stuck", "Who signs the transfer?", by=guest, now=NOON)
    page = ana_client.get(at("delivery"))
    assert page.context["bench"].headline == "One customer waits for an answer"
    assert "“Who signs the transfer?”" in page.content.decode()


def test_delivery_people_see_their_own_first(client, signed, cara, ana):
    signed.company.helpers.add(cara)
    step = signed.steps.filter(side="ours", state="ahead").first()
    step.owner_user = cara
    step.save()
    client.force_login(cara, backend="allauth.account.auth_backends.AuthenticationBackend")
    bench = client.get(at("delivery")).context["bench"]
    assert {row.step for row in (*bench.late, *bench.now, *bench.week)} <= {step}
    everybody = client.get(at("delivery") + "?whose=all").context["bench"]
    assert len(everybody.late) > len(bench.late)


@pytest.mark.parametrize("plans", [1, 3])
def test_the_desk_asks_a_bounded_number_of_questions(ana_client, signed, plans):
    for _ in range(plans - 1):
        twin_of(signed)
    ana_client.get(at("delivery"))
    with CaptureQueriesContext(connection) as asked:
        page = ana_client.get(at("delivery"))
    assert len(page.context["bench"].running) == plans
    assert len(asked) <= 12


def test_a_day_that_slips_needs_a_cause_and_waits_for_their_yes(ana_client, signed):
    step = signed.steps.get(is_target=True)
    new_on = step.due_on + timedelta(days=7)
    form = {"new_on": new_on.isoformat(), "cause": "late_part", "seen": step.version, "words": "The drum is late."}
    without = ana_client.post(at("step_slips", step), {**form, "cause": ""}, follow=True)
    assert told(without) == ["Choose the new day and what caused it."]
    ana_client.post(at("step_slips", step), {**form, "back": "https://evil.example/"}, follow=True)
    slip = Slip.objects.get()
    assert (slip.cause, slip.new_on, slip.words, slip.agreed_at) == ("late_part", new_on, "The drum is late.", None)


def test_a_slip_of_a_step_that_somebody_changed_keeps_what_was_typed(ana_client, signed):
    step = signed.steps.get(is_target=True)
    day = (step.due_on + timedelta(days=7)).isoformat()
    form = {"new_on": day, "cause": "late_part", "seen": step.version + 7, "words": "The drum is late."}
    answer = ana_client.post(at("step_slips", step), form, follow=True)
    assert told(answer) == [
        "Somebody else changed this just now. Look at it once more, then press again. You wrote: “The drum is late.”"
    ]
    assert Slip.objects.count() == 0


def test_an_extra_is_given_once_and_says_by_whom(ana_client, signed, ana):
    extra = signed.extras.first()
    answer = ana_client.post(at("extra", extra), {"back": at("delivered", signed)})
    extra.refresh_from_db()
    assert answer.url == at("delivered", signed)
    assert extra.given_by == ana


def test_what_was_said_before_is_passed_on_with_what_it_lacks(ana_client, signed):
    page = ana_client.get(at("handover", signed))
    assert page.status_code == 200
    assert page.context["package"].lacks == [
        "Their picture in their own words",
        "Who on their side lives with the result",
    ]


def test_a_payment_puts_the_package_into_their_room(ana_client, signed):
    form = {"amount": "2500.10", "currency": "EUR", "paid_on": "2026-09-04", "reference": "2026-17"}
    ana_client.post(at("payments", signed), form)
    assert Payment.objects.get().amount == 250010
    assert Package.objects.get().blueprint == signed
    page = ana_client.get(at("delivered", signed)).content.decode()
    assert "Welcome package in their room since" in page
    assert "nobody has opened it yet" in page


def test_a_payment_without_a_reference_is_refused_in_words(ana_client, signed):
    answer = ana_client.post(at("payments", signed), {"amount": "5", "currency": "EUR", "paid_on": "x"}, follow=True)
    assert told(answer) == ["A payment has an amount, a currency, a day and a reference."]
    assert Payment.objects.count() == 0


def test_we_show_our_part_of_what_must_be_ready_and_not_theirs(ana_client, signed, kept_here, ana):
    ours = ReadyItem.objects.filter(step__blueprint=signed, side="ours", kind="file").first()
    answer = ana_client.post(at("ready_item", ours), {"seen": ours.version, "shown": "Booked"}, follow=True)
    assert told(answer) == ["Add the file."]
    ana_client.post(at("ready_item", ours), {"seen": ours.version, "shown": "Booked", "file": photo()})
    assert (ours.fresh().user, Evidence.objects.get().item) == (ana, ours)
    assert "cellar.jpg" in ana_client.get(at("delivered", signed)).content.decode()
    theirs = ReadyItem.objects.filter(step__blueprint=signed, side="theirs").first()
    answer = ana_client.post(at("ready_item", theirs), {"seen": theirs.version, "shown": "x"}, follow=True)
    assert told(answer) == ["The other side shows this."]


def test_what_was_shown_can_be_taken_back(ana_client, signed, kept_here):
    ours = ReadyItem.objects.filter(step__blueprint=signed, side="ours", kind="file").first()
    ana_client.post(at("ready_item", ours), {"seen": ours.version, "file": photo()})
    ana_client.post(at("ready_item", ours), {"seen": ours.fresh().version, "not_ready": "1"})
    assert ours.fresh().done_at is None


def test_a_seat_is_taken_by_one_of_the_right_side(ana_client, signed, cara, dora, emil):
    ours = Seat.objects.filter(step__blueprint=signed, side="ours").first()
    theirs = Seat.objects.filter(step__blueprint=signed, side="theirs").first()
    ana_client.post(at("seat", ours), {"who": cara.public_id})
    ana_client.post(at("seat", theirs), {"who": dora.public_id, "was_there": "yes"})
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.user, theirs.person, theirs.was_there) == (cara, dora, True)
    assert ana_client.post(at("seat", theirs), {"who": emil.public_id}).status_code == 404


def test_the_order_is_noted_and_delivered_line_by_line(ana_client, signed):
    before = OrderLine.objects.filter(blueprint=signed).count()
    ana_client.post(at("order_lines", signed), {"what": "Washer, 18 kg", "quantity": "2"})
    line = OrderLine.objects.get(what="Washer, 18 kg")
    assert OrderLine.objects.filter(blueprint=signed).count() == before + 1
    ana_client.post(at("order_line", line), {"seen": line.version, "what": "Washer, 20 kg", "quantity": "2"})
    line = line.fresh()
    answer = ana_client.post(at("order_line", line), {"seen": line.version, "delivered": "3"}, follow=True)
    assert told(answer) == ["Between none and 2."]
    ana_client.post(at("order_line", line), {"seen": line.version, "delivered": "2"})
    line = line.fresh()
    assert (line.what, line.delivered, line.delivered_on) == ("Washer, 20 kg", 2, timezone.localdate())


def test_a_line_without_words_is_refused(ana_client, signed):
    answer = ana_client.post(at("order_lines", signed), {"what": " ", "quantity": "0"}, follow=True)
    assert told(answer) == ["Say what was ordered, and how many."]


def test_whether_a_line_is_right_is_read_there_in_their_words(ana_client, signed, ana, guest):
    line = add_order_line(signed, "Washer, 18 kg", 2, by=ana, now=NOON)
    deliver_line(line, line.version, 2, NOON.date(), by=ana, now=NOON)
    confirm_line(line, guest, False, "One door opens to the wrong side.", now=NOON)
    assert "Not right: “One door opens to the wrong side.”" in ana_client.get(at("delivered", signed)).content.decode()


@pytest.mark.parametrize("lines", [1, 3])
def test_the_page_of_a_delivery_asks_a_bounded_number_of_questions(ana_client, signed, ana, lines):
    for number in range(lines):
        add_order_line(signed, f"Washer {number}", 2, by=ana, now=NOON)
    ana_client.get(at("delivered", signed))
    with CaptureQueriesContext(connection) as asked:
        ana_client.get(at("delivered", signed))
    assert len(asked) <= 21


def test_days_kept_are_counted_once_there_are_enough(ana_client, signed, ana):
    chosen = list(signed.steps.filter(side="ours", is_checkpoint=False).exclude(state="done")[:5])
    agreed, today = [step.due_on for step in chosen], timezone.localdate()
    for step in chosen:
        finish_step(step.fresh(), by=ana, now=timezone.now(), reason="for the test")
    page = ana_client.get(at("delivery"))
    kept = page.context["bench"].kept
    assert (kept.n, kept.on_time) == (5, sum(today <= day for day in agreed))
    assert f"{kept.on_time} of 5" in page.content.decode()


@pytest.mark.parametrize("rows", [1, 20])
def test_a_plan_from_payment_to_handover_asks_a_bounded_number_of_questions(
    ana_client, signed, ana, rows, django_assert_max_num_queries
):
    for number in range(rows):
        add_order_line(signed.fresh(), f"Washer {number}", 2, by=ana, now=NOON)
    with django_assert_max_num_queries(14):
        ana_client.get(at("delivered", signed))
