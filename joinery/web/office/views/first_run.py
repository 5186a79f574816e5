"""The first run: the firm and its first administrator."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from joinery.firm.actions import CannotSetUp, set_up_firm
from joinery.firm.queries import the_firm
from joinery.web.office.forms import FirstRun


def set_up_code() -> str:
    """Made once and kept in the data folder, so that no stranger sets up a house found open on the network."""
    kept = Path(settings.DATA) / "set-up-code"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(12))
    return kept.read_text().strip()


@login_not_required
def first_run(request: HttpRequest) -> HttpResponse:
    if the_firm():
        return redirect(settings.LOGIN_REDIRECT_URL)
    wanted = set_up_code()
    form = FirstRun(request.POST or None, initial={"code": request.GET.get("code", "")})
    if form.is_valid():
        facts = dict(form.cleaned_data)
        if not constant_time_compare(facts.pop("code"), wanted):
            form.add_error(
                "code",
                "That is not the code. Look where Joinery was started, or in the file set-up-code of its data folder.",
            )
        else:
            try:
                user = set_up_firm(**facts, mail_domain=facts["email"].partition("@")[2].lower(), now=timezone.now())
            except CannotSetUp:
                return redirect("account_login")
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "office/first_run.html", {"form": form}, status=422 if form.is_bound else 200)
