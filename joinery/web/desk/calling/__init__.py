"""What the pages of a call show, put together from doors; and their forms."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from joinery.firm.models import User


def reader(request: HttpRequest) -> User:
    """The one who is signed in: no desk page opens to anybody else."""
    return cast(User, request.user)
