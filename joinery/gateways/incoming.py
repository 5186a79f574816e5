"""A letter that came, taken apart with care: who, what they wrote themselves, what they enclosed, and whether a machine
wrote it. Nothing in it is believed here, and nothing in it can stop us: what is too big or broken is said so."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from joinery.engine.conversation import CannotRead
from joinery.engine.formats.draft import clean
from joinery.engine.formats.mail_html import text_of_html
from joinery.engine.formats.mail_words import own_words
from joinery.lib.late import late
from joinery.lib.plain_text import one_line

MOST_BYTES = 25_000_000
MOST_PARTS = 1_000
MOST_LAYERS = 60
MOST_BOUNDARIES = 20_000
MOST_ENCLOSED = 20
LONGEST_BODY = 400_000
SMALL_PICTURE = 30_000  # a logo in a signature

TOO_LARGE = f"The letter is larger than {MOST_BYTES // 1_000_000} MB and was not read."
TOO_MANY_PARTS = "The letter has too many parts and was not read."
TOO_DEEP = "The letter has too many layers and was not read."
DAMAGED = "The letter is damaged and could not be read."

_ABSENT = late(
    r"\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|autoreply|out of (?:the )?office|automatische antwort"
    r"|abwesenheit|réponse automatique|absence du bureau|undeliver|delivery status|mail delivery failed|unzustellbar)",
    re.I,
)
_FORWARDED = late(r"\s*(?:fwd?|wg|tr)\s*:", re.I)
_BOUNCES = late(r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+.-].*)?@", re.I)
_ONCE = ("From", "To", "Cc", "Subject", "Message-ID", "Date", "Content-Type", "MIME-Version")


@dataclass(frozen=True)
class Enclosed:
    name: str
    kind: str
    content: bytes


@dataclass
class Came:
    """One letter. `trouble` says why it was not read; what stands in the other fields then is what its head said."""

    key: str
    message_id: str = ""
    sender: str = ""  # empty unless exactly one
    sender_name: str = ""
    subject: str = ""
    named: list[str] = field(default_factory=list)  # To and Cc: what a signature of the sender covers
    delivered: list[str] = field(default_factory=list)  # added on the way
    checks: list[str] = field(default_factory=list)  # Authentication-Results, the topmost first
    words: str = ""
    enclosed: list[Enclosed] = field(default_factory=list)
    left_out: int = 0
    is_automatic: bool = False
    is_whole: bool = True  # no head line twice: a second one, put in later, would not break the sender's signature
    is_passed_on: bool = False  # forwarded, or an invitation to a calendar: shows, and confirms nothing
    trouble: str = ""

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]


def open_letter(raw: bytes, *, own_host: str = "", is_cut: bool = False) -> Came:
    """`is_cut`: only its head was fetched, because the whole was too large."""
    if is_cut or len(raw) > MOST_BYTES:
        return _head_of(raw[:200_000], TOO_LARGE, own_host)
    low = raw.lower()
    if low.count(b"boundary=") > MOST_LAYERS or low.count(b"content-type: message/") > MOST_LAYERS:
        return _head_of(raw, TOO_DEEP, own_host)
    if raw.count(b"\n--") > MOST_BOUNDARIES:
        return _head_of(raw, TOO_MANY_PARTS, own_host)
    try:
        message = message_from_bytes(raw)
        came = _head(message, raw, own_host)
        _fill(came, message)
    except CannotRead as reason:
        return _head_of(raw, str(reason), own_host)
    except Exception:  # noqa: BLE001 - the parser of the standard library has no one family of errors
        return _head_of(raw, DAMAGED, own_host)
    return came


def _head_of(raw: bytes, trouble: str, own_host: str) -> Came:
    head = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0][:200_000]
    try:
        came = _head(message_from_bytes(head + b"\n\n"), raw, own_host)
    except Exception:  # noqa: BLE001 - as above
        came = Came(key=hashlib.sha256(raw).hexdigest())
    came.trouble = trouble
    return came


def _head(message: Message, raw: bytes, own_host: str) -> Came:
    message_id = _header(message, "Message-ID").strip()
    senders = _addresses(message, "From")
    subject = _header(message, "Subject")[:200]
    is_one = len(senders) == 1
    return Came(
        key=hashlib.sha256(message_id.encode() or raw).hexdigest(),
        message_id=message_id[:300],
        sender=senders[0][1] if is_one else "",
        sender_name=senders[0][0] if is_one else "",
        subject=subject,
        named=[address for name in ("To", "Cc") for _, address in _addresses(message, name)],
        delivered=[
            address
            for name in ("Delivered-To", "X-Original-To", "Envelope-To")
            for _, address in _addresses(message, name)
        ],
        checks=[str(each) for each in message.get_all("Authentication-Results", [])],
        is_automatic=_is_automatic(message, subject, senders, message_id, own_host),
        is_whole=all(len(message.get_all(name, [])) <= 1 for name in _ONCE),
        is_passed_on=bool(_FORWARDED.match(subject)),
    )


def _is_automatic(
    message: Message, subject: str, senders: list[tuple[str, str]], message_id: str, own_host: str
) -> bool:
    """An answering machine, a list, a report, or a letter of our own that came round."""
    said = _header(message, "Auto-Submitted").lower()
    by_machine = said not in ("", "no") or message.get("Return-Path", "").strip() == "<>"
    named = ("X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "List-Id", "Feedback-ID")
    to_many = _header(message, "Precedence").lower() in {"bulk", "junk", "list", "auto_reply"}
    is_report = message.get_content_type() == "multipart/report"
    is_ours = bool(own_host) and message_id.rstrip("> ").lower().endswith(f"@{own_host.lower()}")
    from_machine = any(_BOUNCES.match(address) for _, address in senders)
    return bool(
        by_machine
        or any(message.get(name) for name in named)
        or (to_many or is_report or is_ours or from_machine)
        or _ABSENT.match(subject)
    )


def _fill(came: Came, message: Message) -> None:
    plain: list[str] = []
    html: list[str] = []
    for part in _parts(message):
        kind, name = part.get_content_type(), one_line(_file_name(part))[:160]
        is_body = kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment" and not name
        if kind == "text/calendar":
            came.is_passed_on = True
        if is_body:
            (plain if kind == "text/plain" else html).append(_text(part))
            continue
        content = _content(part)
        if not content or (part.get("Content-ID") and kind.startswith("image/") and len(content) < SMALL_PICTURE):
            continue
        if len(came.enclosed) >= MOST_ENCLOSED:
            came.left_out += 1
            continue
        came.enclosed.append(Enclosed(name or _name_for(kind, len(came.enclosed)), kind, content))
    body = "\n".join(text for text in plain if text.strip()) or "\n".join(map(text_of_html, html))
    came.words = clean(own_words(body, came.sender_name))


def _parts(message: Message) -> Iterator[Message]:
    """The leaves, in order. A letter that is attached is a file, not words."""
    waiting, seen = [message], 0
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > MOST_PARTS:
            raise CannotRead(TOO_MANY_PARTS)
        if part.is_multipart() and part.get_content_maintype() != "message":
            waiting[:0] = [each for each in part.get_payload() if isinstance(each, Message)]
        else:
            yield part


def _content(part: Message) -> bytes:
    if part.get_content_maintype() == "message":
        return b"".join(each.as_bytes() for each in part.get_payload() if isinstance(each, Message))
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError):
        return b""
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    content = _content(part)[:LONGEST_BODY]
    for charset in (_charset(part), "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError, TypeError):
        return "utf-8"


def _file_name(part: Message) -> str:
    try:
        return str(make_header(decode_header(part.get_filename("") or "")))
    except (HeaderParseError, LookupError, ValueError, TypeError, AssertionError):
        return "file"


def _name_for(kind: str, number: int) -> str:
    ending = {"message/rfc822": "letter.eml", "text/calendar": "invitation.ics"}
    return ending.get(kind, f"file-{number + 1}")


def _header(message: Message, name: str) -> str:
    raw = message.get(name, "")
    try:
        return one_line(str(make_header(decode_header(raw))))[:1000]
    except (HeaderParseError, LookupError, ValueError, TypeError, AssertionError):
        return one_line(str(raw))[:1000]


def _addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """Name and address in small letters; strict, so that nothing is read that a mail server would not."""
    lines = [str(each) for each in message.get_all(name, [])][:50]
    found = getaddresses([line[:5000] for line in lines])
    return [(one_line(who)[:160], one_line(where).lower()[:254]) for who, where in found if "@" in where]
