"""Plans for the walk through the room: one that is shown and signed, others that must not be met there."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from room_cast import photo

from joinery.blueprints.actions.concerns import answer_concern, open_concern
from joinery.blueprints.actions.doing import say_to_step
from joinery.blueprints.actions.drawing import draw_blueprint
from joinery.blueprints.actions.editing import change_step, leave_out
from joinery.blueprints.actions.evidence import put_to_step
from joinery.blueprints.actions.extras import give_extra
from joinery.blueprints.actions.ordering import add_order_line, deliver_line
from joinery.blueprints.actions.paying import record_payment
from joinery.blueprints.actions.readiness import show_ready
from joinery.blueprints.actions.signing import Proven, offer_version, sign
from joinery.blueprints.actions.slipping import slip_step
from joinery.blueprints.agreement import newest
from joinery.blueprints.models import Concern, ReadyItem, Seat, Side, SignOff, Slip
from joinery.method.playbooks import playbooks
from joinery.opportunities.models import Opportunity

HIDDEN = "NOT SHOWN 0plan1"


def is_of_their_plan(row, guest) -> bool:
    """Who did what to a plan that is shown, and whose name is under it, is read by both sides."""
    owner = row.version if isinstance(row, SignOff) else getattr(row, "step", row)
    blueprint = owner.blueprint
    return blueprint.company_id == guest.room.company_id and blueprint.shown_at is not None


def plan_ids(plans) -> dict[str, list[str]]:
    """What can be named of plans in an address."""
    names = ("blueprint_id", "step_id", "concern_id", "slip_id", "item_id", "seat_id", "order_line_id", "extra_id")
    found = {name: ["nothing"] for name in names}
    for plan in plans:
        found["blueprint_id"].append(plan.public_id)
        keys = ("payment", "walkthrough") if plan.shown_at else ("payment",)  # a page of each kind
        found["step_id"] += [plan.steps.get(key=key).public_id for key in keys]
        found["concern_id"] += [concern.public_id for concern in Concern.objects.filter(step__blueprint=plan)]
        found["slip_id"] += [slip.public_id for slip in Slip.objects.filter(step__blueprint=plan)]
        steps = plan.steps.filter(key__in=("kickoff", "readiness"))
        found["item_id"] += [
            one.public_id for one in ReadyItem.objects.filter(step__in=steps)[: 5 if plan.shown_at else 1]
        ]
        found["seat_id"] += [
            one.public_id for side in Side for one in Seat.objects.filter(step__in=steps, side=side)[:1]
        ]
        found["order_line_id"] += [one.public_id for one in plan.order_lines.all()]
        found["extra_id"] += [one.public_id for one in plan.extras.all()[: 2 if plan.shown_at else 1]]
    return found


def draw_hidden_blueprint(company, *, by):
    """Not put into the room; nothing of it must be read there."""
    now = timezone.now()
    chance = Opportunity.objects.create(
        company=company, name="Another", owner=by, stage_since=now, created_at=now, amount=1
    )
    until = now.date() + timedelta(days=80)
    drawn = draw_blueprint(chance, playbooks()["equipment"], until, by=by, now=now, title=HIDDEN)
    step = drawn.steps.get(key="payment")
    change_step(step, step.version, by=by, now=now, title=HIDDEN)
    open_concern(step.fresh(), "stuck", HIDDEN, by=by, now=now)
    look = drawn.steps.get(key="site_look")
    say_to_step(look, HIDDEN, by=by, now=now)
    leave_out(look, look.version, HIDDEN, by=by, now=now)
    add_order_line(drawn, HIDDEN, 1, by=by, now=now)
    give_extra(drawn.extras.first(), by=by, now=now)
    return drawn


def live_in(plan, guest, *, by):
    """Something of everything that happens to a plan; then both sides sign it."""
    now = timezone.now()
    payment, target = plan.steps.get(key="payment"), plan.steps.get(is_target=True)
    answer_concern(open_concern(payment, "stuck", "Who pays it?", by=guest, now=now), "Jonas does.", by=by, now=now)
    say_to_step(payment, "A word to it.", by=guest, now=now)
    slip_step(target, target.due_on + timedelta(days=7), "late_part", target.version, by=by, now=now, words="A drum")
    offer_version(plan, by=by, now=now)
    version = newest(plan)
    more = {"typed_name": "Dora Marković", "text": "I agree.", "seen": version.commitment, "proven": Proven("a code")}
    sign(version, by=guest, now=now, **more)
    deliver_to(plan, guest, by=by, now=now)
    return plan


def deliver_to(plan, guest, *, by, now):
    """A payment and with it the package, something of ours that is ready, a line of the order, an extra, a photo."""
    money = {"amount": 100, "currency": "EUR", "paid_on": now.date(), "reference": "17", "way": "hand"}
    record_payment(plan.fresh(), by=by, now=now, **money)
    line = add_order_line(plan, "Washer, 18 kg", 2, by=by, now=now)
    deliver_line(line, line.version, 2, now.date(), by=by, now=now)
    give_extra(plan.extras.first(), by=by, now=now)
    item = ReadyItem.objects.filter(step__blueprint=plan, side="ours").first()
    show_ready(item, item.version, "Booked", by=by, now=now, upload=photo())
    put_to_step(plan.steps.get(key="walkthrough"), photo(), by=guest, now=now, words="As it stands")
