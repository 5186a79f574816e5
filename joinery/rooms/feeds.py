"""A guest's own calendar address: it shows and does nothing else, can be made anew, and can be ended."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from joinery.firm.history import note_deed
from joinery.rooms.models import CalendarFeed, Guest, Room
from joinery.rooms.queries import guests_in


@transaction.atomic
def make_feed(guest: Guest, *, now: datetime) -> CalendarFeed:
    """The first, or a new one: the address before it leads nowhere from now on."""
    values = {"nonce": secrets.token_hex(16), "made_at": now, "ended_at": None}
    feed, is_new = CalendarFeed.objects.update_or_create(guest=guest, defaults=values)
    says = "made a calendar address" if is_new else "made a new calendar address"
    note_deed("make_feed", feed, by=guest, now=now, company_id=guest.room.company_id, says=says)
    return feed


@transaction.atomic
def end_feed(guest: Guest, *, now: datetime) -> None:
    for feed in CalendarFeed.objects.filter(guest=guest, ended_at__isnull=True):
        CalendarFeed.objects.filter(pk=feed.pk).update(ended_at=now, nonce="")
        says = "ended their calendar address"
        note_deed("end_feed", feed, by=guest, now=now, company_id=guest.room.company_id, says=says)


def feed_address(guest: Guest) -> str:
    """Empty while there is none."""
    feed = CalendarFeed.objects.filter(guest=guest, ended_at__isnull=True).first()
    if feed is None:
        return ""
    return f"{settings.BASE_URL}/room/{guest.room.public_id}/calendar/{feed.public_id}{_signature(feed)}/room.ics"


def guest_of_feed(room: Room, token: str) -> Guest | None:
    """Whoever may come into this room now, and asked for this address."""
    feed = CalendarFeed.objects.filter(public_id=token[:18], ended_at__isnull=True).first()
    signature = _signature(feed) if feed else "-"
    if not token.isascii() or not constant_time_compare(token[18:], signature) or feed is None:
        return None
    return guests_in(room).filter(pk=feed.guest_id).first()


def _signature(feed: CalendarFeed) -> str:
    return salted_hmac("joinery.rooms.feed", f"{feed.public_id}:{feed.nonce}", algorithm="sha256").hexdigest()[:40]
