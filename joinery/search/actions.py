"""What can be done to the index: a thing is put in, or taken out."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from joinery.lib.records import Record
from joinery.search.models import Entry

CONTROLS = {number: " " for number in range(32) if chr(number) not in "\n\t"}  # two of them mark a hit: see queries


def index(kind: str, about: Record, *, company_id: int, title: str, body: str, now: datetime) -> None:
    """Put it in, or put it anew. In the transaction of the deed that changed it."""
    Entry.objects.update_or_create(
        kind=kind,
        about_id=about.public_id,
        defaults={"company_id": company_id, "title": clean(title)[:300], "body": clean(body), "at": now},
    )


def forget(about: Record) -> None:
    Entry.objects.filter(about_id=about.public_id).delete()


def forget_everything() -> None:
    """Before the index is made anew."""
    Entry.objects.all().delete()


def clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(CONTROLS)
