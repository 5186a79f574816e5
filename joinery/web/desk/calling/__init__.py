"""What the pages of a call show, put together from doors; and their forms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(request: HttpRequest, page: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of calls: the way about says so."""
    return render(request, page, {"here": "calls", **context}, status=status)
