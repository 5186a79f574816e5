"""The delivery desk: today's steps, done from there or moved with a cause; what the sale passed on."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.blueprints.actions import CannotChange, CannotStep
from joinery.blueprints.actions.extras import give_extra
from joinery.blueprints.actions.slipping import slip_step
from joinery.blueprints.delivery_queries import extras_for
from joinery.blueprints.queries import blueprints_for_edit, steps_for
from joinery.firm.models import Role
from joinery.lib.records import ChangedMeanwhile
from joinery.method.causes import causes
from joinery.web.desk.deliveries.bench import bench_of
from joinery.web.desk.deliveries.handover import handover_of
from joinery.web.desk.going import back, refusal_says
from joinery.web.ui.forms import DayInput, Form
from joinery.web.ui.visitor import reader


class SlipForm(Form):
    new_on = forms.DateField(widget=DayInput(), label="The new day")
    cause = forms.ChoiceField(choices=lambda: [(cause.key, cause.title) for cause in causes().values()])
    words = forms.CharField(required=False, max_length=500, label="What we tell them")
    seen = forms.IntegerField(widget=forms.HiddenInput)


@require_safe
def delivery(request: HttpRequest) -> HttpResponse:
    """Delivery people see their own first; others see all."""
    user = reader(request)
    whose = request.GET.get("whose", "mine" if user.role == Role.DELIVERY else "all")
    bench = bench_of(user, today=timezone.localdate(), is_mine=whose == "mine")
    page = {"bench": bench, "whose": whose, "causes": causes().values(), "here": "delivery"}
    return render(request, "desk/delivery.html", page)


@require_POST
def slips(request: HttpRequest, public_id: str) -> HttpResponse:
    """A day that cannot be kept: its cause, and a new day, which counts once the customer agreed to it."""
    user = reader(request)
    step = get_object_or_404(steps_for(user), public_id=public_id)
    form = SlipForm(request.POST)
    try:
        if not form.is_valid():
            raise CannotStep("Choose the new day and what caused it.")
        values = form.cleaned_data
        slip_step(
            step, values["new_on"], values["cause"], values["seen"], by=user, now=timezone.now(), words=values["words"]
        )
    except (CannotChange, CannotStep, ChangedMeanwhile) as refusal:
        messages.warning(request, refusal_says(refusal, request.POST.get("words", "")[:500]))
    else:
        messages.success(request, "Written down. They see the new day in their room, and agree to it or not.")
    return back(request, "/delivery/")


@require_POST
def extras(request: HttpRequest, public_id: str) -> HttpResponse:
    extra = get_object_or_404(extras_for(reader(request)), public_id=public_id)
    give_extra(extra, by=reader(request), now=timezone.now())
    return back(request, "/delivery/")


@require_safe
def handover(request: HttpRequest, public_id: str) -> HttpResponse:
    user, now = reader(request), timezone.now()
    blueprint = get_object_or_404(blueprints_for_edit(user), public_id=public_id)
    page = {"blueprint": blueprint, "package": handover_of(blueprint, user, now), "here": "delivery"}
    return render(request, "desk/handover.html", page)
