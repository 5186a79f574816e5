"""The list of calls; a new one; one that has already been, from its transcript."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from joinery.calls.actions import CannotCall, create_call
from joinery.customers.models import Company
from joinery.customers.queries import companies_for
from joinery.engine.conversation import CannotRead
from joinery.opportunities.queries import opportunities_for
from joinery.steps.debrief_unplanned import take_unplanned
from joinery.web.desk.calling import show
from joinery.web.desk.calling.forms import CallForm, CustomerForm, UnplannedForm
from joinery.web.desk.calling.rows import SHOWS, calls_shown, row_of
from joinery.web.desk.saying import many, sentence
from joinery.web.ui.visitor import reader

ROWS = 50
EMPTY = {
    "upcoming": "No call is arranged. Arrange one, or put in a call that has already been.",
    "debrief": "Every call is debriefed.",
    "held": "Calls that took place stand here, with what was said in them.",
    "off": "No call was called off.",
}


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    asked = request.GET.get("show", "")
    wanted = asked if asked in SHOWS else "upcoming"
    mine = request.GET.get("who") != "all"
    page = Paginator(calls_shown(user, wanted, mine, timezone.now()), ROWS).get_page(request.GET.get("page"))
    rows = [row_of(call) for call in page]
    waiting = calls_shown(user, "debrief", mine, timezone.now()).count()
    context = {
        "page": page,
        "rows": rows,
        "show": wanted,
        "shows": SHOWS.items(),
        "mine": mine,
        "waiting": waiting,
        "waiting_says": sentence(many(waiting, "call")).rstrip("."),
        "empty": EMPTY[wanted],
    }
    return show(request, "desk/calls.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    user, now = reader(request), timezone.now()
    company, opportunity = _whose(request)
    if company is None:
        return show(request, "desk/call_new.html", {"choosing": CustomerForm(user=user)})
    start = {"opportunity": opportunity.public_id} if opportunity else {}
    form = CallForm(request.POST or None, user=user, company=company, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            call = create_call(company, by=user, now=now, zone=_zone(), **given)
        except CannotCall as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk:plan", call.public_id)
    status = 422 if form.errors else 200
    return show(request, "desk/call_new.html", {"form": form, "company": company}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def unplanned(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    company, _ = _whose(request)
    start = {"customer": company.public_id} if company else {}
    form = UnplannedForm(request.POST or None, request.FILES or None, user=user, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            recording, was_heard = take_unplanned(
                given["customer"],
                given["title"],
                form.content,
                file_name=form.file_name,
                held_at=given["held_at"],
                kind=given["kind"],
                zone=_zone(),
                by=user,
                now=timezone.now(),
            )
        except CannotRead as refusal:
            form.add_error("file" if given.get("file") else "text", str(refusal))
        else:
            return redirect("desk:debrief" if was_heard else "desk:voices", recording.call.public_id)
    return show(request, "desk/call_unplanned.html", {"form": form}, status=422 if form.errors else 200)


def _whose(request: HttpRequest):  # type: ignore[no-untyped-def]
    """The customer, and the opportunity if the address names one."""
    user = reader(request)
    wanted = request.POST.get("customer") or request.GET.get("customer", "")
    opportunity = opportunities_for(user).filter(public_id=request.GET.get("opportunity", "")).first()
    if opportunity:
        return opportunity.company, opportunity
    company: Company | None = companies_for(user).filter(public_id=wanted).first()
    return company, None


def _zone() -> str:
    zone = timezone.get_current_timezone()
    return zone.key if isinstance(zone, ZoneInfo) else "UTC"
