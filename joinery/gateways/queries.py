"""Doors to the letters."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from joinery.gateways.models import Letter

NOT_YET = "Not sent yet"


def letters_sent_from_here() -> QuerySet[Letter]:
    """All of them, for whoever answers for the mail. Proofs are left out: they are keys on their way."""
    return Letter.objects.exclude(kind__in=("proof", "password"))


def waiting_letters(limit: int = 50) -> list[str]:
    """Public ids of the letters that have not left yet, those never tried first."""
    waiting = Letter.objects.filter(Q(trouble="") | Q(trouble__startswith=NOT_YET), sent_at=None, started_at=None)
    return list(waiting.order_by("tries", "queued_at", "id").values_list("public_id", flat=True)[:limit])


def kept_letter(key: str) -> Letter | None:
    """One that has not left."""
    return Letter.objects.filter(key=key, sent_at=None).first()


def letters_about(keys: list[str]) -> list[Letter]:
    """Those whose key begins with one of these, oldest first."""
    if not keys:
        return []
    begins = Q()
    for key in keys:
        begins |= Q(key__startswith=key)
    return list(Letter.objects.filter(begins).order_by("queued_at", "id"))
