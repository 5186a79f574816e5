"""One plan from payment to handover: payment, package, seats, what must be ready, the order line by line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.blueprints.actions import CannotStep
from joinery.blueprints.actions.ordering import (
    MOST,
    add_order_line,
    change_order_line,
    deliver_line,
    delivered_as_ordered,
)
from joinery.blueprints.actions.paying import record_payment
from joinery.blueprints.actions.readiness import not_ready, show_ready, take_seat
from joinery.blueprints.delivery_queries import deliveries_for, order_lines_for, ready_items_for, seats_for
from joinery.blueprints.models import Blueprint, Seat, Side
from joinery.customers.queries import people_for
from joinery.firm.models import User
from joinery.firm.queries import colleagues_for
from joinery.lib.records import ChangedMeanwhile
from joinery.rooms.files import CannotKeepFile
from joinery.web.desk.going import refusal_says
from joinery.web.ui.forms import DayInput, Form
from joinery.web.ui.visitor import reader


class PaymentForm(Form):
    amount = forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, label="How much")
    currency = forms.CharField(min_length=3, max_length=3, label="Currency")
    paid_on = forms.DateField(widget=DayInput(), label="When")
    reference = forms.CharField(max_length=80, label="Its number or reference")


class LineForm(Form):
    what = forms.CharField(max_length=200, label="What was ordered")
    quantity = forms.IntegerField(min_value=1, max_value=MOST, label="How many")


@require_safe
def delivered(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    return render(request, "desk/delivered.html", page_of(user, _found(user, public_id)))


def page_of(user: User, blueprint: Blueprint) -> dict[str, Any]:
    firm_currency = blueprint.opportunity.currency
    steps = blueprint.steps.all()
    return {
        "here": "delivery",
        "blueprint": blueprint,
        "payments": blueprint.payments.all(),
        "package": getattr(blueprint, "package", None),
        "payment_form": PaymentForm(initial={"currency": firm_currency, "paid_on": timezone.localdate()}),
        "ready": [step for step in steps if step.ready_items.all()],
        "attended": [step for step in steps if step.seats.all()],
        "lines": blueprint.order_lines.all(),
        "line_form": LineForm(initial={"quantity": 1}),
        "facts": delivered_as_ordered(blueprint),
        "colleagues": colleagues_for(user),
        "people": people_for(user).filter(company=blueprint.company),
        "extras": blueprint.extras.all(),
        "today": timezone.localdate(),
    }


@require_POST
def payments(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    blueprint, form = _found(user, public_id), PaymentForm(request.POST)
    try:
        if not form.is_valid():
            raise CannotStep("A payment has an amount, a currency, a day and a reference.")
        values = {**form.cleaned_data, "amount": int(form.cleaned_data["amount"] * 100)}
        record_payment(blueprint, by=user, now=timezone.now(), way="hand", **values)
    except CannotStep as refusal:
        messages.warning(request, refusal_says(refusal))
    return redirect("desk:delivered", public_id)


@require_POST
def seat(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who takes a part, or whether they were there."""
    user = reader(request)
    found = get_object_or_404(seats_for(user), public_id=public_id)
    who = _named(found, user, request.POST.get("who", ""))
    was_there = {"yes": True, "no": False}.get(request.POST.get("was_there", ""))
    try:
        take_seat(found, who, by=user, now=timezone.now(), was_there=was_there)
    except CannotStep as refusal:
        messages.warning(request, refusal_says(refusal))
    return _to_plan(found.step.blueprint, "seats")


@require_POST
def ready(request: HttpRequest, public_id: str) -> HttpResponse:
    user, now = reader(request), timezone.now()
    item = get_object_or_404(ready_items_for(user), public_id=public_id)
    seen = int(request.POST.get("seen", "0")) if request.POST.get("seen", "").isdecimal() else 0
    try:
        if "not_ready" in request.POST:
            not_ready(item, seen, by=user, now=now)
        else:
            show_ready(
                item, seen, request.POST.get("shown", "")[:1000], by=user, now=now, upload=request.FILES.get("file")
            )
    except (CannotKeepFile, CannotStep, ChangedMeanwhile) as refusal:
        messages.warning(request, refusal_says(refusal))
    return _to_plan(item.step.blueprint, "ready")


@require_POST
def lines(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    blueprint, form = _found(user, public_id), LineForm(request.POST)
    if form.is_valid():
        add_order_line(blueprint, by=user, now=timezone.now(), **form.cleaned_data)
    else:
        messages.warning(request, "Say what was ordered, and how many.")
    return _to_plan(blueprint, "order")


@require_POST
def line(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delivered so many; or the line itself changed, before the customer looked at it."""
    user, now = reader(request), timezone.now()
    found = get_object_or_404(order_lines_for(user), public_id=public_id)
    typed = {name: request.POST.get(name, "") for name in ("seen", "delivered", "quantity")}
    given = {name: int(value) for name, value in typed.items() if value.isdecimal() and len(value) < 9}
    try:
        if "delivered" in given:
            deliver_line(found, given.get("seen", 0), given["delivered"], timezone.localdate(), by=user, now=now)
        else:
            what = request.POST.get("what", "")
            change_order_line(found, given.get("seen", 0), what, given.get("quantity", 0), by=user, now=now)
    except (CannotStep, ChangedMeanwhile) as refusal:
        messages.warning(request, refusal_says(refusal))
    return _to_plan(found.blueprint, "order")


def _named(seat: Seat, user: User, public_id: str) -> Any:
    if not public_id:
        return None
    if seat.side == Side.OURS:
        return get_object_or_404(colleagues_for(user), public_id=public_id)
    return get_object_or_404(people_for(user).filter(company=seat.step.blueprint.company), public_id=public_id)


def _found(user: User, public_id: str) -> Blueprint:
    return get_object_or_404(deliveries_for(user), public_id=public_id)


def _to_plan(blueprint: Blueprint, place: str) -> HttpResponse:
    return redirect(f"/blueprints/{blueprint.public_id}/delivery/#{place}")
