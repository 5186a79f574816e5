"""What the pages of a call show, put together from doors; and their forms."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from joinery.firm.models import User


def reader(request: HttpRequest) -> User:
    """The one who is signed in: no desk page opens to anybody else."""
    return cast(User, request.user)


def show(request: HttpRequest, page: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of calls: the way about says so."""
    return render(request, page, {"here": "calls", **context}, status=status)
