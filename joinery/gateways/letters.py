"""Writing a letter: a row in the same transaction as its cause. The worker sends it."""

from __future__ import annotations

from datetime import datetime

from joinery.gateways.models import Letter


def write_letter(
    *,
    key: str,
    kind: str,
    to_address: str,
    subject: str,
    text: str,
    now: datetime,
    to_name: str = "",
    html: str = "",
    calendar: str = "",
    reply_to: str = "",
    unsubscribe: str = "",
) -> Letter:
    """The same key again is the same letter: it leaves once."""
    letter, _ = Letter.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to_address": to_address,
            "to_name": to_name,
            "subject": " ".join(subject.split())[:200],  # a line break here would be a new header
            "text": text,
            "html": html,
            "calendar": calendar,
            "reply_to": reply_to,
            "unsubscribe": unsubscribe,
            "queued_at": now,
        },
    )
    return letter
