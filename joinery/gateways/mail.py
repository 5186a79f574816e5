"""Sending a letter by SMTP. A letter leaves at most once: what became of it is written down before and after.

Three ends: sent, not sent (try again), and maybe sent: the connection broke after the text was given to the mail
server and before it answered. A "maybe sent" letter is never sent again by itself; a person decides.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from joinery.gateways.models import Letter
from joinery.gateways.queries import NOT_YET

MAYBE = "Maybe sent: the mail server did not answer at the end."
TOO_LATE = "Not sent: its time was over."
# A code that is over, and a reminder that comes in the night or after the thing was done, are not sent any more.
LIVES = {"proof": timedelta(minutes=10), "digest": timedelta(hours=1)}
SECONDS = 20
LINE_END = re.compile(rb"\r?\n")


class CannotSend(Exception):
    """The letter did not leave; nothing was given to the mail server."""


class Refused(CannotSend):
    """The mail server said no for good."""


class MaybeSent(Exception):
    """The text was given to the mail server, and no answer came."""


class Outcome(StrEnum):
    SENT = "sent"
    AGAIN = "again"
    MAYBE = "maybe"
    OVER = "over"


@dataclass(frozen=True)
class Post:
    """smtp://user:password@host:587, or smtps:// for a connection that is encrypted from the first byte."""

    host: str
    port: int
    is_encrypted: bool
    user: str
    password: str

    @classmethod
    def of(cls, url: str) -> Post:
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise CannotSend("JOINERY_MAIL_URL must look like smtp://user:password@host:587 or smtps://…")
        is_encrypted = parts.scheme == "smtps"
        return cls(
            parts.hostname,
            parts.port or (465 if is_encrypted else 587),
            is_encrypted,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )


def carry(letter_id: str, *, url: str, now: datetime) -> Outcome:
    """One try. Called again after a crash it finds the mark of the try before, and does not send a second copy."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(public_id=letter_id).first()
        if not letter or letter.sent_at:
            return Outcome.SENT
        if letter.started_at:
            return _note(letter, MAYBE, Outcome.MAYBE)
        if letter.kind in LIVES and now - letter.queued_at > LIVES[letter.kind]:
            return _note(letter, TOO_LATE, Outcome.OVER)
        letter.started_at, letter.tries = now, letter.tries + 1
        letter.save(update_fields=["started_at", "tries"])
    try:
        deliver(letter, Post.of(url))
    except Refused as trouble:
        return _note(letter, f"Refused: {trouble}", Outcome.OVER)
    except CannotSend as trouble:
        letter.started_at = None
        return _note(letter, f"{NOT_YET}: {trouble}", Outcome.AGAIN)
    except MaybeSent:
        return _note(letter, MAYBE, Outcome.MAYBE)
    letter.sent_at, letter.trouble = now, ""
    if letter.kind == "proof":
        letter.text = "The code is not kept after the letter has left."
    letter.save(update_fields=["sent_at", "trouble", "text"])
    return Outcome.SENT


def deliver(letter: Letter, post: Post) -> None:
    """Phase by phase, because only the last one can leave us not knowing."""
    try:
        text = LINE_END.sub(b"\r\n", envelope(letter).message().as_bytes())
    except ValueError as trouble:  # an address or a header that no mail may carry
        raise Refused(_plain(trouble)) from trouble
    try:
        server = _connect(post)
    except (smtplib.SMTPException, OSError) as trouble:
        raise CannotSend(_plain(trouble)) from trouble
    try:
        try:
            _answer(server.mail(_address(settings.DEFAULT_FROM_EMAIL)))
            _answer(server.rcpt(letter.to_address))
        except (smtplib.SMTPException, OSError) as trouble:
            raise CannotSend(_plain(trouble)) from trouble
        try:
            _answer(server.data(text))
        except smtplib.SMTPResponseException as trouble:
            raise CannotSend(_plain(trouble)) from trouble
        except (smtplib.SMTPException, OSError) as trouble:
            raise MaybeSent from trouble
    finally:
        server.close()


def envelope(letter: Letter) -> EmailMultiAlternatives:
    """Line breaks in names and subjects cannot make headers: they are taken out, and Django refuses any left."""
    name = " ".join(letter.to_name.split())
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((name, letter.to_address))],
        headers={"Message-ID": f"<{letter.public_id}@{urlsplit(settings.BASE_URL).hostname}>"},
    )
    message.extra_headers["Auto-Submitted"] = "auto-generated"  # so that no answering machine writes back
    if letter.reply_to:
        message.reply_to = [letter.reply_to]
    if letter.unsubscribe:  # RFC 8058: mail programs show a button, and send a POST when it is pressed
        message.extra_headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        message.attach("meeting.ics", letter.calendar, "text/calendar")
    return message


def _connect(post: Post) -> smtplib.SMTP:
    safe = ssl.create_default_context()
    if post.is_encrypted:
        server: smtplib.SMTP = smtplib.SMTP_SSL(post.host, post.port, timeout=SECONDS, context=safe)
    else:
        server = smtplib.SMTP(post.host, post.port, timeout=SECONDS)
    try:
        server.ehlo()
        if not post.is_encrypted and server.has_extn("starttls"):
            server.starttls(context=safe)
            server.ehlo()
        if post.user:
            server.login(post.user, post.password)
    except BaseException:
        server.close()
        raise
    return server


def _answer(said: tuple[int, bytes]) -> None:
    code, words = said
    if code >= 500:
        raise Refused(f"{code} {words.decode(errors='replace')}"[:250])
    if code >= 400:
        raise CannotSend(f"{code} {words.decode(errors='replace')}"[:250])


def _address(sender: str) -> str:
    return sender.rpartition("<")[2].rstrip(">")


def _plain(trouble: BaseException) -> str:
    return " ".join(str(trouble).split())[:250] or type(trouble).__name__


def _note(letter: Letter, trouble: str, outcome: Outcome) -> Outcome:
    letter.trouble = trouble[:300]
    letter.save(update_fields=["trouble", "started_at"])
    return outcome
