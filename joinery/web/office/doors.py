"""Who may open which page of the office."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from joinery.firm.models import Role
from joinery.web.ui.visitor import reader

View = Callable[..., HttpResponse]


def only(*roles: str) -> Callable[[View], View]:
    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
            if reader(request).role not in roles:
                raise PermissionDenied
            return view(request, *args, **more)

        return guarded

    return wrap


admins_only = only(Role.ADMIN)
managers_only = only(Role.MANAGER, Role.ADMIN)
