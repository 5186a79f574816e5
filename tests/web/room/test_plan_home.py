"""The first page of the room: where the plan stands, one next step of each side, what happened to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from room_cast import home_of

from joinery.blueprints.actions.concerns import answer_concern, open_concern
from joinery.blueprints.actions.doing import finish_step
from joinery.blueprints.models import Step, StepEvent
from joinery.blueprints.waiting import plans_waiting, waiting_for
from joinery.rooms.waiting import Moment
from joinery.web.room.entry import zone_named


def now():
    return timezone.now()


def page(client, guest):
    return client.get(home_of(guest)).content.decode()


def test_before_the_signature_the_plan_waits_for_their_name(dora_client, offered, dora_guest, to):
    found = page(dora_client, dora_guest)

    assert "You sign and we start. Delivery on" in found
    assert to("sign", offered) in found
    assert [waits.kind for waits in waiting_for(dora_guest)] == ["sign"]


def test_an_answered_worry_comes_before_a_checkpoint_and_that_before_a_step(dora_client, started, dora_guest, ana):
    check = started.steps.filter(is_checkpoint=True).exclude(state=Step.State.DONE).first()
    finish_step(check, by=ana, now=now(), reason="for the test")
    worry = open_concern(started.steps.filter(side="theirs").last(), "stuck", "No key.", by=dora_guest, now=now())
    kinds = [waits.kind for waits in waiting_for(dora_guest)]
    assert kinds[0] == "checkpoint"
    answer_concern(worry, "Jonas has one.", by=ana, now=now())

    assert [waits.kind for waits in waiting_for(dora_guest)][:2] == ["settle", "checkpoint"]
    found = page(dora_client, dora_guest)
    assert "Is it settled" in found
    assert "Jonas has one." in found
    assert "days to delivery" in found


def test_the_daily_letter_tells_the_same_once_a_step_is_near(started, dora_guest):
    moment = Moment(now() + timedelta(days=60), zone_named("UTC"))
    told = [waiting.says for waiting in plans_waiting(dora_guest, moment)]

    assert any(says.startswith("Your step: ") for says in told)


@pytest.mark.parametrize("events", [2, 200])
def test_a_room_with_many_events_asks_a_bounded_number_of_questions(
    dora_client, started, dora_guest, ana, events, django_assert_max_num_queries
):
    step = started.steps.first()
    StepEvent.objects.bulk_create(
        StepEvent(step=step, kind="said", words=str(number), by_name="Ana", at=now(), user=ana)
        for number in range(events)
    )
    page(dora_client, dora_guest)
    with django_assert_max_num_queries(19):
        page(dora_client, dora_guest)


def test_the_seller_sees_the_plan_as_the_customer_does(client, dora_client, blueprint, to, dora_guest, ana):
    from django.test import Client
    from django.urls import reverse

    seller = Client()
    seller.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    place = reverse("seen:plan", args=[blueprint.company.public_id, blueprint.public_id])
    theirs, ours = (answer.content.decode() for answer in (dora_client.get(to("plan", blueprint)), seller.get(place)))

    assert body_of(theirs) == body_of(ours)


def body_of(words: str) -> str:
    import re

    inside = words[words.index('<main class="page room room-plan"') : words.index("</main>")]
    return re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", inside)
