"""The way into the demo firm. It exists only while the firm is the demo, and only from this machine."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from joinery.firm.queries import active_people, the_firm


@login_not_required
def demo(request: HttpRequest, token: str) -> HttpResponse:
    firm = the_firm()
    if not firm or not firm.is_demo or request.META.get("REMOTE_ADDR") not in ("127.0.0.1", "::1", "", None):
        raise Http404
    try:
        public_id = signing.loads(token, salt="demo desk")
    except signing.BadSignature:
        raise Http404 from None
    user = get_object_or_404(active_people(), public_id=public_id)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)
