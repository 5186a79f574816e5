"""Where a reader goes after a deed: back to where they were, never to another house."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from joinery.firm.models import User


def reader(request: HttpRequest) -> User:
    """The one who is signed in; the desk's pages are behind login_required."""
    if not isinstance(request.user, User):
        raise PermissionError("Nobody is signed in.")
    return request.user


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    there = request.POST.get("back", "")
    return HttpResponseRedirect(there if url_has_allowed_host_and_scheme(there, allowed_hosts=None) else otherwise)
