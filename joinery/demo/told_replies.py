"""Two letters that come for the room of the Hotel Astoria: one that is proven to be Dora's, and one that is not."""

from __future__ import annotations

from datetime import time, timedelta
from email.message import EmailMessage

from django.conf import settings
from django.utils import timezone

from joinery.customers.models import Person
from joinery.demo.works_time import moment
from joinery.rooms.incoming import take_in
from joinery.rooms.models import Guest
from joinery.rooms.reply_address import reply_address

PROVEN = (
    "Hello Ana,\n\nPiet is back from Monday on. Please send him the dates for the annexe too.\n\nKind regards\nDora"
)
FROM_ELSEWHERE = "Yes, Thursday suits me.\n\nSent from my phone"


def tell_replies(dora: Person) -> None:
    """Only where the demo takes in replies; no mail server has a part in it."""
    guest = Guest.objects.select_related("room", "person").filter(person=dora, revoked_at__isnull=True).first()
    if guest is None or not settings.INCOMING_ADDRESS:
        return
    today, domain = timezone.localdate(), dora.email.rpartition("@")[2]
    passed = f"{settings.INCOMING_AUTHSERV}; dmarc=pass header.from={domain}"
    for sender, checks, words, day in (
        (dora.email, passed, PROVEN, today - timedelta(days=2)),
        ("dora.m@posta.example", f"{settings.INCOMING_AUTHSERV}; none", FROM_ELSEWHERE, today - timedelta(days=1)),
    ):
        letter = EmailMessage()
        letter["Authentication-Results"] = checks
        letter["From"], letter["To"], letter["Message-ID"] = sender, reply_address(guest), f"<{day}@{domain}>"
        letter["Subject"] = "Re: The room"
        letter.set_content(words)
        take_in(letter.as_bytes(), now=moment(day, time(18, 40)))
