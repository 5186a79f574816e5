"""Letters that customers and others write to us: for the tests of replies."""

from __future__ import annotations

from email.message import EmailMessage

BORDER = "mx.in.example"
OURS = "room@in.example"


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
