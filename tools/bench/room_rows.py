"""A room in which much happened: lines and answers, promises, letters, files, faces, meetings, a value case, a plan
that is signed and paid for and one that waits for a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

KINDS = ("concept", "need", "impact", "success_measure")


@dataclass(frozen=True)
class Filled:
    guest: Any
    secret: str  # of their pass
    pages: dict[str, str]


def _pages(guest: Any, signed: Any, offered: Any) -> dict[str, str]:
    """Every page that a customer reads, by what it is called; the door is read without a pass."""
    home = f"/room/{guest.room.public_id}/"
    of_signed, of_offered = (f"{home}blueprints/{plan.public_id}/" for plan in (signed, offered))
    look = signed.steps.get(key="walkthrough")
    places = ("", "log/", "meetings/", "files/", "messages/", "people/", "letters/", "passes/")
    named = {(place.strip("/") or "home"): home + place for place in places}
    plans = {"blueprint": of_signed, "delivery": f"{of_signed}delivery/", "package": f"{of_signed}package/"}
    signing = {"step": f"{home}steps/{look.public_id}/", "sign": f"{of_offered}sign/", "seal": f"{of_signed}seal/"}
    return {**named, **plans, **signing, "door": home}


def fill(events: int) -> Filled:
    """So many things happened, over two years."""
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
    more = {"company": company, "owner": ana, "stage_since": then, "created_at": then, "amount": 2_000_000}
    second = Opportunity.objects.create(name="The annex", **more)
    _agreed(guest, ana, now)
    _happened(guest, ana, events, then)
    signed, offered = _offered(guest, laundry, ana, now), _offered(guest, second, ana, now)
    _started(signed, guest, ana, now)
    return Filled(guest, let_in(guest, now=now), _pages(guest, signed, offered))


def _offered(guest: Any, opportunity: Any, ana: Any, now: Any) -> Any:
    from joinery.blueprints.actions.drawing import draw_blueprint, show_blueprint
    from joinery.blueprints.actions.signing import name_signer, offer_version
    from joinery.method.playbooks import playbooks

    plan = draw_blueprint(opportunity, playbooks()["equipment"], now.date() + timedelta(days=90), by=ana, now=now)
    show_blueprint(plan, by=ana, now=now)
    name_signer(plan, guest.person, by=ana, now=now)
    offer_version(plan, by=ana, now=now)
    return plan.fresh()


def _started(plan: Any, guest: Any, ana: Any, now: Any) -> None:
    """Signed, paid for, a line of the order delivered, a photograph put to the walk-through."""
    from joinery.blueprints.actions.evidence import put_to_step
    from joinery.blueprints.actions.ordering import add_order_line, deliver_line
    from joinery.blueprints.actions.paying import record_payment
    from joinery.blueprints.actions.signing import Proven, sign
    from joinery.blueprints.agreement import newest

    version = newest(plan)
    more = {"typed_name": guest.name, "text": "I agree.", "seen": version.commitment, "proven": Proven("a code")}
    sign(version, by=guest, now=now, **more)
    money = {"amount": 100, "currency": "EUR", "paid_on": now.date(), "reference": "17", "way": "hand"}
    record_payment(plan.fresh(), by=ana, now=now, **money)
    line = add_order_line(plan.fresh(), "Washer, 18 kg", 2, by=ana, now=now)
    deliver_line(line, line.version, 2, now.date(), by=ana, now=now)
    put_to_step(plan.steps.get(key="walkthrough"), _photo(), by=guest, now=now, words="As it stands")


def _photo() -> Any:
    from django.core.files.base import ContentFile
    from PIL import Image

    held = BytesIO()
    Image.new("RGB", (800, 600), "tan").save(held, "JPEG")
    return ContentFile(held.getvalue(), name="cellar.jpg")


def _agreed(guest: Any, ana: Any, now: Any) -> None:
    from joinery.calls.actions import create_call, send_agenda
    from joinery.rooms.entering import set_guest_photo
    from joinery.rooms.files import keep_file
    from joinery.rooms.value import add_value_line, publish_case

    set_guest_photo(guest, _photo(), now=now)
    keep_file(guest.room, _photo(), by=guest, now=now)
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
