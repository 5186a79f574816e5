"""Doors to the letters."""

from __future__ import annotations

from django.db.models import QuerySet

from joinery.gateways.models import Letter


def letters_sent_from_here() -> QuerySet[Letter]:
    """All of them, for whoever answers for the mail. Proofs are left out: they are keys on their way."""
    return Letter.objects.exclude(kind__in=("proof", "password"))
