"""Our people: who works here, in which role and team."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.firm.actions import CannotChange, add_colleague, add_team, edit_colleague
from joinery.firm.models import Team, User
from joinery.firm.queries import everybody_for, teams, the_firm
from joinery.web.office.doors import admins_only
from joinery.web.office.forms import Colleague
from joinery.web.ui.visitor import reader


@admins_only
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "office/people.html", {"people": everybody_for(reader(request)), "here": "people"})


@admins_only
def new_person(request: HttpRequest) -> HttpResponse:
    form = Colleague(request.POST or None)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        team, now = _team_of(facts, by=reader(request)), timezone.now()
        try:
            user = add_colleague(**facts, team=team, by=reader(request), now=now)
        except CannotChange as reason:
            form.add_error("email", str(reason))
        else:
            send_welcome(user)
            messages.success(request, f"{user.first_name} has a letter with a link to choose a password.")
            return redirect("office:people")
    page = {"form": form, "here": "people", "title": "Somebody new", "button": "Add and write to them"}
    return render(request, "office/person.html", page, status=422 if form.is_bound else 200)


@admins_only
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    colleague = get_object_or_404(everybody_for(reader(request)), public_id=public_id)
    initial = {
        "name": colleague.name,
        "email": colleague.email,
        "title": colleague.title,
        "role": colleague.role,
        "team": colleague.team.public_id if colleague.team else "",
    }
    form = Colleague(request.POST or None, initial=initial)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        team = _team_of(facts, by=reader(request))
        try:
            edit_colleague(colleague, **facts, team=team, by=reader(request), now=timezone.now())
        except CannotChange as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("office:people")
    page = {"form": form, "here": "people", "title": colleague.name, "button": "Save", "colleague": colleague}
    return render(request, "office/person.html", page, status=422 if form.is_bound else 200)


@admins_only
@require_POST
def presence(request: HttpRequest, public_id: str) -> HttpResponse:
    """Somebody leaves, or comes back. Leaving ends every way in at once."""
    colleague = get_object_or_404(everybody_for(reader(request)), public_id=public_id)
    try:
        edit_colleague(colleague, is_active=request.POST.get("here") == "yes", by=reader(request), now=timezone.now())
    except CannotChange as reason:
        messages.error(request, str(reason))
    return redirect("office:people")


@admins_only
@require_POST
def welcome(request: HttpRequest, public_id: str) -> HttpResponse:
    colleague = get_object_or_404(everybody_for(reader(request)), public_id=public_id, is_active=True)
    send_welcome(colleague)
    messages.success(request, f"{colleague.first_name} has a letter with a new link.")
    return redirect("office:people")


def send_welcome(user: User) -> None:
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uidb36, _, rest = key.partition("-")
    link = settings.BASE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": rest})
    get_adapter().send_mail("office/welcome", user.email, {"user": user, "link": link, "firm": the_firm()})


def _team_of(facts: dict[str, str], *, by: User) -> Team | None:
    wanted, new = facts.pop("team"), facts.pop("new_team").strip()
    if new:
        return add_team(new, by=by, now=timezone.now())
    return teams().filter(public_id=wanted).first()
