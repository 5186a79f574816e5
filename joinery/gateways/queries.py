"""Doors to the letters."""

from __future__ import annotations

from django.db.models import QuerySet

from joinery.gateways.models import Letter


def letters_sent_from_here() -> QuerySet[Letter]:
    """All of them, for whoever answers for the mail. Proofs are left out: they are keys on their way."""
    return Letter.objects.exclude(kind__in=("proof", "password"))


def waiting_letters(limit: int = 50) -> list[str]:
    """Public ids of the letters that nobody has begun to send, oldest first."""
    waiting = Letter.objects.filter(sent_at__isnull=True, started_at__isnull=True, trouble="")
    return list(waiting.order_by("queued_at", "id").values_list("public_id", flat=True)[:limit])
