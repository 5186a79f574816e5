"""The door for programs. Behind it stand django-ninja and pydantic, which take longer to load than all the rest:
they are loaded when a program first knocks, and never for a page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt  # keys, never cookies: there is nothing to forge
@login_not_required
def door(request: HttpRequest, rest: str) -> HttpResponseBase:
    from joinery.web.api.interface import answer

    timezone.deactivate()  # programs read UTC
    return answer(request, rest)
