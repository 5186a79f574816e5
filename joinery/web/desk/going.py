"""Where a reader goes after a deed: back to where they were, never to another house."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from joinery.lib.records import ChangedMeanwhile


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    there = request.POST.get("back", "")
    return HttpResponseRedirect(there if url_has_allowed_host_and_scheme(there, allowed_hosts=None) else otherwise)


def refusal_says(refusal: Exception, typed: str = "") -> str:
    """After a small form was not taken. What was typed is in the sentence, so that it can be pressed anew."""
    if not isinstance(refusal, ChangedMeanwhile):
        return str(refusal)
    kept = f" You wrote: “{typed}”" if typed else ""
    return f"Somebody else changed this just now. Look at it once more, then press again.{kept}"
