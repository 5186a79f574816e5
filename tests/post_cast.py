"""Letters that customers and others write to us: for the tests of replies."""

from __future__ import annotations

from email.message import EmailMessage

from conftest import NOON

from joinery.rooms.incoming import take_in
from joinery.rooms.models import HeardAnswer, RoomMessage

BORDER = "mx.in.example"
OURS = "room@in.example"

QUOTED = (
    "\n\nOn Wed, 2 Sep 2026 at 12:00, Ana Lindqvist <ana@wessel.example> wrote:\n> Did we hear this right?\n> Yes\n"
)


def take_replies(settings):
    settings.INCOMING_ADDRESS, settings.INCOMING_AUTHSERV = OURS, BORDER


def passed(domain: str = "astoria.example") -> str:
    return f"{BORDER}; dkim=pass header.d={domain} header.s=one; dmarc=pass (p=reject) header.from={domain}"


def reply(
    to: str,
    words: str,
    *,
    sender: str = "Dora Marković <dora@astoria.example>",
    checks: str | None = None,
    message_id: str = "<1@astoria.example>",
    subject: str = "Re: The room",
    **headers: str,
) -> EmailMessage:
    """As it lies in our mailbox: our own border server has written its checks on top."""
    letter = EmailMessage()
    if checks != "":
        letter["Authentication-Results"] = passed() if checks is None else checks
    letter["From"], letter["To"], letter["Subject"] = sender, to, subject
    if message_id:
        letter["Message-ID"] = message_id
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(words)
    return letter


def came(letter, now=NOON, **more):
    return take_in(letter.as_bytes(), now=now, **more)


def answers():
    return list(HeardAnswer.objects.values_list("answer", "words"))


def messages():
    return list(RoomMessage.objects.values_list("words", flat=True))
