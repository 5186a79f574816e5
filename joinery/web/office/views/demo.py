"""The way to a desk of the demo firm."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from joinery.firm.queries import active_people
from joinery.web.ui.demo_ways import DESK, named_by


@login_not_required
def demo(request: HttpRequest, token: str) -> HttpResponse:
    user = get_object_or_404(active_people(), public_id=named_by(token, DESK, request))
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)
