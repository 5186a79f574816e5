"""A name under the plan: shown as it is signed, proven by a code from their mailbox now, one POST, then the seal."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.blueprints.actions import CannotStep
from joinery.blueprints.actions.signing import CannotSign, ChangedSince, Proven
from joinery.blueprints.actions.signing import sign as sign_version
from joinery.blueprints.models import Version
from joinery.blueprints.queries import versions_in_room
from joinery.blueprints.sheet import plan_pdf
from joinery.rooms.fresh_proofs import ask_again, fresh_proof, proof_says, use_proof, waiting_proof
from joinery.rooms.letters import firm_name
from joinery.rooms.models import Guest
from joinery.rooms.proofs import CannotProve, new_secret, pass_with
from joinery.web.room.entry import (
    BROWSER,
    PASS,
    GuestRequest,
    forget,
    guests_only,
    keep_browser,
    shown,
    told,
    unhurried,
    zone_named,
)
from joinery.web.room.sign_pages import SealPage, SignPage
from joinery.web.room.signing import changes_since, newest_of, seal_page, sign_page, signed_by, text_of
from joinery.web.room.views.door import demo_code, is_demo

NOT_SENT = lazy("No more than three codes leave in an hour. Please use the last one, or wait a little.")
CHANGED = lazy("The plan has changed since you read it. Please look again, and then sign.")
LOG = logging.getLogger("joinery.signing")


def signers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever has no pass of this room finds nothing to post to, one of us least of all."""

    @wraps(view)
    def guarded(request: HttpRequest, room_id: str, *args: Any, **more: Any) -> HttpResponse:
        if request.method == "POST" and pass_with(request.COOKIES.get(PASS, ""), timezone.now()) is None:
            LOG.warning("A signature without a pass was refused: room %s, %s", room_id, request.user)
            raise Http404
        return cast(HttpResponse, guests_only(view)(request, room_id, *args, **more))

    guarded.login_required = False  # type: ignore[attr-defined]
    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@signers_only
def sign(request: GuestRequest, blueprint_id: str) -> HttpResponse:
    version = _newest(request, blueprint_id)
    if request.method != "POST":
        return (
            _to_seal(request, version) if signed_by(version, request.guest) else _show(request, _page(request, version))
        )
    seen = request.POST.get("seen", "")
    if _has_signed(request, blueprint_id, seen):
        return _to_seal(request, version)
    if seen != version.commitment:
        return _changed(request, version, seen)
    try:
        proof = fresh_proof(
            request.guest, request.POST.get("code", "")[:20], request.COOKIES.get(BROWSER, ""), now=timezone.now()
        )
        with transaction.atomic():
            use_proof(proof, now=timezone.now())
            _sign(request, version, seen)
    except CannotProve as reason:
        if signed_by(version, request.guest):  # the first of two clicks was quicker
            return _to_seal(request, version)
        return _refuse(request, version, "code", told(reason))
    except (CannotSign, CannotStep) as reason:
        return _refuse(request, version, "name", told(reason))
    except ChangedSince as since:
        return _changed(request, _newest(request, blueprint_id), seen if since.version else "")
    answer = _to_seal(request, version)
    forget(answer, request.room, BROWSER)
    return answer


@require_POST
@unhurried
@signers_only
def code(request: GuestRequest, blueprint_id: str) -> HttpResponse:
    version = _newest(request, blueprint_id)
    page = _page(request, version)
    if not page.can_sign:
        return _show(request, page, status=409)
    browser = request.COOKIES.get(BROWSER) or new_secret()
    if not ask_again(request.guest, browser, now=timezone.now()):
        page = replace(page, fault=str(NOT_SENT), fault_at="code", typed_name=_name(request))
        return _show(request, page, status=429)
    answer = redirect(reverse("room:sign", args=[request.room.public_id, blueprint_id]) + "#sign")
    keep_browser(answer, request.room, browser)
    return answer


@require_safe
@guests_only
def seal(request: GuestRequest, blueprint_id: str) -> HttpResponse:
    """Who signed what, when and how it is known; of the newest version that anybody signed, or the one asked for."""
    page = sealed(request.guest, blueprint_id, request.GET.get("version", ""))
    if page is None:
        return redirect("room:plan", request.room.public_id, _newest(request, blueprint_id).blueprint.public_id)
    return shown(request, "room/seal.html", page, zone=page.zone)


def sealed(guest: Guest, blueprint_id: str, wanted: str = "") -> SealPage | None:
    rows = versions_in_room(guest).filter(blueprint__public_id=blueprint_id)
    versions = list(rows.select_related("blueprint__company").prefetch_related("sign_offs"))
    signed = [row for row in versions if row.sign_offs.all() and wanted in ("", str(row.number))]
    if not signed:
        return None
    zone = zone_named(guest.person.zone)
    with timezone.override(zone):
        return seal_page(signed[-1], versions, guest, firm_name(), zone=zone.key)


@require_safe
@guests_only
def pdf(request: GuestRequest, blueprint_id: str) -> HttpResponse:
    """For their boss: the newest version on paper, or the one asked for, with the names under it."""
    rows = versions_in_room(request.guest).filter(blueprint__public_id=blueprint_id)
    wanted = request.GET.get("version", "")
    versions = [row for row in rows.defer("content") if wanted in ("", str(row.number))]
    if not versions:
        raise Http404
    answer = HttpResponse(plan_pdf(versions[-1]), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="plan-version-{versions[-1].number}.pdf"'
    return answer


def _sign(request: GuestRequest, version: Version, seen: str) -> None:
    now, zone = timezone.now(), zone_named(request.guest.person.zone)
    with timezone.override(zone):
        text = text_of(version, request.room.company.name)
    sign_version(
        version,
        by=request.guest,
        typed_name=_name(request),
        text=text,
        seen=seen,
        proven=Proven(proof_says(request.guest, now, zone), request.META.get("REMOTE_ADDR") or None),
        now=now,
    )


def _newest(request: GuestRequest, blueprint_id: str) -> Version:
    version = newest_of(request.guest, blueprint_id)
    if version is None:
        raise Http404
    return version


def _has_signed(request: GuestRequest, blueprint_id: str, seen: str) -> bool:
    rows = versions_in_room(request.guest).filter(blueprint__public_id=blueprint_id, commitment=seen)
    return rows.filter(sign_offs__person=request.guest.person_id).exists()


def _page(request: GuestRequest, version: Version) -> SignPage:
    browser, page = request.COOKIES.get(BROWSER, ""), to_sign(version, request.guest)
    has_code = page.can_sign and waiting_proof(request.guest, browser, timezone.now()) is not None
    shown_code = demo_code(request, request.room) if has_code and is_demo() else ""
    return replace(page, has_code=has_code, typed_name=_name(request), demo_code=shown_code)


def to_sign(version: Version, guest: Guest) -> SignPage:
    zone = zone_named(guest.person.zone)
    with timezone.override(zone):
        return sign_page(version, guest, firm_name(), zone=zone.key)


def _name(request: GuestRequest) -> str:
    return request.POST.get("name", "").strip()[:160]


def _show(request: GuestRequest, page: SignPage, status: int = 200) -> HttpResponse:
    return shown(request, "room/sign.html", page, zone=page.zone, status=status)


def _refuse(request: GuestRequest, version: Version, at: str, fault: str) -> HttpResponse:
    return _show(request, replace(_page(request, version), fault=fault, fault_at=at), status=422)


def _changed(request: GuestRequest, version: Version, seen: str) -> HttpResponse:
    page = replace(_page(request, version), fault=str(CHANGED), fault_at="changed")
    return _show(request, replace(page, changes=changes_since(seen, version, request.guest)), status=409)


def _to_seal(request: GuestRequest, version: Version) -> HttpResponse:
    return redirect("room:seal", request.room.public_id, version.blueprint.public_id)
