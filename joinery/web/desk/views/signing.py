"""Sign-off on our side: who signs for each side, the plan put before them, and one of us signing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.blueprints.actions.signing import (
    CannotSign,
    ChangedSince,
    Proven,
    name_signer,
    remove_signer,
    sign,
    withdraw_offer,
)
from joinery.blueprints.agreement import agreement_on, newest, words_to_sign
from joinery.blueprints.models import Blueprint
from joinery.blueprints.queries import blueprints_for_edit, sign_offs_for, signers_for
from joinery.blueprints.said import signed_in
from joinery.customers.queries import people_for
from joinery.firm.models import User
from joinery.firm.queries import colleagues_for, the_firm
from joinery.method.gates import gates
from joinery.opportunities.actions import CannotPass
from joinery.steps.pass_gates import GateClosed, missing_at, offer_blueprint
from joinery.web.desk.plans.agreed import plan_as_it_was, signer_rows
from joinery.web.desk.plans.forms import SignForm
from joinery.web.ui.visitor import reader

GATE = "signature"


@require_safe
def signing(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(blueprints_for_edit(reader(request)), public_id=public_id)
    return _page(request, found)


@require_POST
def signers(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more who signs, of theirs or of ours; or one less."""
    user, now = reader(request), timezone.now()
    found = get_object_or_404(blueprints_for_edit(user), public_id=public_id)
    try:
        if "remove" in request.POST:
            named = signers_for(user).filter(blueprint=found, removed_at__isnull=True)
            remove_signer(get_object_or_404(named, public_id=request.POST["remove"]), by=user, now=now)
        else:
            side, _, who = request.POST.get("who", "").partition(":")
            theirs = people_for(user).filter(company=found.company_id)
            if side == "person":
                name_signer(found, get_object_or_404(theirs, public_id=who), by=user, now=now)
            else:
                name_signer(found, get_object_or_404(colleagues_for(user), public_id=who), by=user, now=now)
    except CannotSign as refusal:
        return _page(request, found, fault=str(refusal), status=422)
    return redirect("desk:blueprint_signing", public_id)


@require_POST
def offer(request: HttpRequest, public_id: str) -> HttpResponse:
    """The newest version before the signers, through the gate; or taken back."""
    user, now = reader(request), timezone.now()
    found = get_object_or_404(blueprints_for_edit(user), public_id=public_id)
    why = request.POST.get("why", "")[:2000]
    try:
        if "withdraw" in request.POST:
            withdraw_offer(found, why or "something came up", by=user, now=now)
        else:
            offer_blueprint(found, by=user, now=now, reason=why)
    except GateClosed:
        return _page(request, found, fault="Something is missing before anybody signs. It stands below.", status=422)
    except (CannotSign, CannotPass) as refusal:
        return _page(request, found, fault=str(refusal), typed=why, status=422)
    return redirect("desk:blueprint_signing", public_id)


@require_POST
def signature(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of us signs what stands on the page: `seen` is the commitment of what they read."""
    user = reader(request)
    found = get_object_or_404(blueprints_for_edit(user), public_id=public_id)
    form, version = SignForm(request.POST), newest(found)
    if not form.is_valid():
        return _page(request, found, fault="Type your name, as you sign.", form=form, status=422)
    proven = Proven(signed_in(user.email), request.META.get("REMOTE_ADDR") or None)
    said = form.cleaned_data
    try:
        sign(
            version,
            by=user,
            typed_name=said["typed_name"],
            text=words_to_sign(version),
            seen=said["seen"],
            proven=proven,
            now=timezone.now(),
        )
    except ChangedSince as changed:
        anew = {"seen": changed.version.commitment, "typed_name": said["typed_name"]}
        return _page(request, found, fault=str(changed), form=SignForm(initial=anew), status=409)
    except CannotSign as refusal:
        return _page(request, found, fault=str(refusal), form=form, status=422)
    messages.success(request, "Your name is under it.")
    return redirect("desk:blueprint_signing", public_id)


def _page(request: HttpRequest, found: Blueprint, *, status: int = 200, **more: Any) -> HttpResponse:
    user, now = reader(request), timezone.now()
    version = newest(found)
    agreement = agreement_on(version)
    firm = the_firm()
    gate = gates()[GATE]
    rows = signer_rows(agreement, list(sign_offs_for(user).filter(version__blueprint=found)))
    page: dict[str, Any] = {
        "here": "blueprints",
        "blueprint": found,
        "version": version,
        "agreement": agreement,
        "rows": rows,
        "choices": _choices(found, user, {row.signer.name for row in rows}),
        "gate": gate,
        "missing": missing_at(GATE, found.opportunity, user=user, now=now),
        "may_override": gate.may_override(user.role),
        "plan": plan_as_it_was(version, found.company.name, firm.name if firm else "We"),
        "text": words_to_sign(version),
        "is_mine_to_sign": any(row.signer.user_id == user.pk and row.sign_off is None for row in rows),
        **more,
    }
    page.setdefault("form", SignForm(initial={"seen": version.commitment}))
    return render(request, "desk/blueprint_signing.html", page, status=status)


def _choices(found: Blueprint, user: User, named: set[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    people = people_for(user).filter(company=found.company_id)
    theirs = [(f"person:{one.public_id}", one.name) for one in people if one.name not in named]
    ours = [(f"user:{one.public_id}", one.name) for one in colleagues_for(user) if one.name not in named]
    return [(found.company.name, theirs), ("We", ours)]
