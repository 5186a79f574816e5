"""Where a reader goes after a deed: back to where they were, never to another house."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    there = request.POST.get("back", "")
    return HttpResponseRedirect(there if url_has_allowed_host_and_scheme(there, allowed_hosts=None) else otherwise)
