"""A room in which much happened: lines and answers, promises, letters, files, meetings, a plan, a value case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

KINDS = ("concept", "need", "impact", "success_measure")


def fill(events: int) -> tuple[Any, str]:
    """The guest who looks, and the secret of their pass. So many things happened, over two years."""
    from django.utils import timezone

    from joinery.customers.models import Company, Person
    from joinery.firm.models import Firm, User
    from joinery.opportunities.models import Opportunity
    from joinery.rooms.actions import invite_guest, open_room
    from joinery.rooms.models import Guest
    from joinery.rooms.proofs import let_in

    now = timezone.now()
    then = now - timedelta(days=730)
    Firm.objects.create(name="Wessel Laundry Works", accent="#7a1f3d", accent_dark="#e8a0b8", set_up_at=then)
    ana = User.objects.create_user("ana@wessel.example", None, name="Ana Lindqvist")
    company = Company.objects.create(name="Hotel Astoria", owner=ana, created_at=then)
    dora = Person.objects.create(company=company, name="Dora Marković", email="dora@astoria.example", created_at=then)
    laundry = Opportunity.objects.create(
        company=company, name="The laundry", owner=ana, stage_since=then, created_at=then, amount=7_500_000
    )
    open_room(company, by=ana, now=then)
    invite_guest(dora, by=ana, now=then)
    guest = Guest.objects.select_related("room__company__owner", "person").get()
    _agreed(guest, laundry, ana, now)
    _happened(guest, ana, events, then)
    return guest, let_in(guest, now=now)


def _agreed(guest: Any, laundry: Any, ana: Any, now: Any) -> None:
    from joinery.blueprints.actions.drawing import draw_blueprint, show_blueprint
    from joinery.calls.actions import create_call, send_agenda
    from joinery.method.playbooks import playbooks
    from joinery.rooms.value import add_value_line, publish_case

    plan = draw_blueprint(laundry, playbooks()["equipment"], now.date() + timedelta(days=90), by=ana, now=now)
    show_blueprint(plan, by=ana, now=now)
    call = create_call(
        guest.room.company, "The site walk", starts_at=now + timedelta(days=3), people=[guest.person], by=ana, now=now
    )
    send_agenda(call, by=ana, now=now)
    for side, words, figure in (
        ("costs", "waiting for towels", "2 hours a night"),
        ("brings", "saved", "9,000 € a year"),
    ):
        line = add_value_line(guest.room, side, words, figure, "We lose two hours each night.", by=ana, now=now)
    publish_case(line.case, by=ana, now=now)


def _happened(guest: Any, ana: Any, events: int, then: Any) -> None:
    """40 lines, 60 promises; what is left are answers to the lines and letters, in equal parts."""
    from joinery.rooms.models import HeardAnswer, HeardLine, RoomMessage

    room, at = guest.room, [then + timedelta(minutes=520 * number) for number in range(events)]
    lines = HeardLine.objects.bulk_create(
        HeardLine(
            room=room,
            kind=KINDS[number % 4],
            words=f"The towels of floor {number} are up by ten, without anyone having to ask.",
            person=guest.person,
            published_by=ana,
            published_at=at[number],
        )
        for number in range(40)
    )
    _promised(guest, ana, at)
    rest = at[160:]
    HeardAnswer.objects.bulk_create(
        HeardAnswer(line=lines[number % 36], guest=guest, answer="yes", answered_at=moment)
        for number, moment in enumerate(rest[::2])
    )
    RoomMessage.objects.bulk_create(
        RoomMessage(room=room, by_guest=guest, to_user=ana, words=f"It rattles on floor {number}.", sent_at=moment)
        for number, moment in enumerate(rest[1::2])
    )


def _promised(guest: Any, ana: Any, at: list[Any]) -> None:
    from joinery.promises.models import Promise, PromiseEvent

    promises = Promise.objects.bulk_create(
        Promise(
            company=guest.room.company,
            side="ours",
            what=f"Send the drawing of floor {number}",
            giver_user=ana,
            receiver_person=guest.person,
            state="accepted" if number > 5 else "promised",
            shown_at=at[number],
            made_at=at[number],
        )
        for number in range(60)
    )
    PromiseEvent.objects.bulk_create(
        PromiseEvent(promise=promise, state=promise.state, user=ana, by_name=ana.name, at=at[100 + number])
        for number, promise in enumerate(promises)
    )
