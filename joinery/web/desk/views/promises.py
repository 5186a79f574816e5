"""Promises: the list, one with its life, a new one, its next step, another day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.customers.models import Company
from joinery.customers.queries import companies_for, people_for
from joinery.opportunities.models import Opportunity
from joinery.opportunities.queries import opportunities_for
from joinery.promises.actions import CannotPromise, CannotStep, agree_new_day, make_promise, step_promise
from joinery.promises.life import State
from joinery.promises.queries import promises_for, promises_on_cards_for, steps_of
from joinery.web.desk.forms.knowledge import NewDayForm, PromiseForm, StepForm
from joinery.web.desk.going import back
from joinery.web.desk.lists import Filter, listing
from joinery.web.desk.promised import BothWays, PromiseCard
from joinery.web.desk.recovering import recovery_cards
from joinery.web.ui.visitor import reader

OPEN = ("requested", "promised", "reported")
STEP_SAYS = {
    "requested": "asked for it",
    "promised": "promised it",
    "reported": "says it is done",
    "accepted": "said it is kept",
    "declined": "said no",
    "withdrawn": "no longer needs it",
    "revoked": "cannot keep it",
    "broken": "said it was not kept",
}


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Open ones unless asked otherwise, ours beside theirs."""
    user, today = reader(request), timezone.localdate()
    chips: dict[str, tuple[str, Filter]] = {
        "mine": ("Mine", lambda rows: rows.filter(Q(giver_user=user) | Q(receiver_user=user))),
        "late": ("Late", lambda rows: rows.filter(due_on__lt=today, state__in=["requested", "promised"])),
        "week": ("This week", lambda rows: rows.filter(due_on__lte=today + timedelta(days=7))),
        "waiting": ("Says it is done", lambda rows: rows.filter(state="reported")),
        "ended": ("Ended", lambda rows: rows.exclude(state__in=OPEN)),
    }
    is_ended = "ended" in request.GET.getlist("only")
    rows = promises_on_cards_for(user)
    shown, _ = listing(
        request,
        rows if is_ended else rows.filter(state__in=OPEN),
        columns={"due": ("Due", ("due_on",))},
        chips=chips,
        sort="-due" if is_ended else "due",
    )
    return render(
        request, "desk/promises.html", {"list": shown, "both": BothWays.of(shown.rows, today), "here": "promises"}
    )


@require_safe
def promise(request: HttpRequest, public_id: str) -> HttpResponse:
    promise = get_object_or_404(promises_for(reader(request)), public_id=public_id)
    card = PromiseCard.of(promise, timezone.localdate())
    page = {
        "card": card,
        "promise": promise,
        "recoveries": recovery_cards(promise, reader(request)),
        "steps": [(step, STEP_SAYS[step.state]) for step in steps_of(promise)],
        "here": "promises",
    }
    return render(request, "desk/promise.html", page)


@require_POST
def of_company(request: HttpRequest, public_id: str) -> HttpResponse:
    company = get_object_or_404(companies_for(reader(request)), public_id=public_id)
    _make(request, company, None)
    return redirect(f"/customers/{public_id}/?see=promises")


@require_POST
def of_opportunity(request: HttpRequest, public_id: str) -> HttpResponse:
    opportunity = get_object_or_404(opportunities_for(reader(request)), public_id=public_id)
    _make(request, opportunity.company, opportunity)
    return redirect(f"/opportunities/{public_id}/#promises")


def _make(request: HttpRequest, company: Company, opportunity: Opportunity | None) -> None:
    user = reader(request)
    form = PromiseForm(request.POST, people=people_for(user).filter(company=company))
    if not form.is_valid():
        messages.warning(request, "Say what will be done, and whose promise it is.")
        return
    said = form.cleaned_data
    make_promise(
        company,
        said["what"],
        side=said["side"],
        theirs=said["person"],
        due_on=said["due_on"],
        done_when=said["done_when"],
        opportunity=opportunity,
        by=user,
        now=timezone.now(),
    )


@require_POST
def steps(request: HttpRequest, public_id: str) -> HttpResponse:
    """Only the side whose turn it is may take a step; only the receiver closes."""
    form = StepForm(request.POST)
    if not form.is_valid() or form.cleaned_data["state"] not in set(State):
        return _answer(request, public_id, lambda: _refuse("Choose one of the steps."))
    user, words, state = reader(request), form.cleaned_data["words"], State(form.cleaned_data["state"])
    promise = get_object_or_404(promises_for(user), public_id=public_id)
    return _answer(request, public_id, lambda: step_promise(promise, state, words=words, by=user, now=timezone.now()))


@require_POST
def day(request: HttpRequest, public_id: str) -> HttpResponse:
    user, form = reader(request), NewDayForm(request.POST)
    promise = get_object_or_404(promises_for(user), public_id=public_id)
    if not form.is_valid():
        return _answer(request, public_id, lambda: _refuse("Choose the new day that both of you agreed on."))
    said = form.cleaned_data
    return _answer(
        request,
        public_id,
        lambda: agree_new_day(promise, said["due_on"], words=said["words"], by=user, now=timezone.now()),
    )


def _refuse(why: str) -> None:
    raise CannotStep(why)


def _answer(request: HttpRequest, public_id: str, deed: Callable[[], object]) -> HttpResponse:
    """Does it, then shows the promise anew: the piece for htmx, else the page that the reader came from."""
    promises, refusal = promises_for(reader(request)), ""
    get_object_or_404(promises, public_id=public_id)
    try:
        deed()
    except (CannotStep, CannotPromise) as refused:
        refusal = str(refused)
    if not request.headers.get("HX-Request"):
        if refusal:
            messages.warning(request, refusal)
        return back(request, f"/promises/{public_id}/")
    card = PromiseCard.of(promises.get(public_id=public_id), timezone.localdate())
    piece = {"card": card, "refusal": refusal, "back": request.POST.get("back", "")}
    return render(request, "desk/pieces/promise.html", piece)
