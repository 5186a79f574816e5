"""Whom a page is for."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from joinery.firm.models import User


def reader(request: HttpRequest) -> User:
    """The one of us who is signed in: pages of the desk and the office open to nobody else."""
    return cast(User, request.user)
