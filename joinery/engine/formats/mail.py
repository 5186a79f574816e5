"""Mail: each message is a turn, in its writer's own words only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from joinery.engine.conversation import CannotRead, Conversation
from joinery.engine.formats.draft import Draft, one_line
from joinery.engine.formats.mail_words import own_words
from joinery.lib.late import late

if TYPE_CHECKING:
    from email.message import Message

MOST_MESSAGES = 2_000
MOST_PARTS = 1_000
MOST_LAYERS = 50
MOST_MAIL = 25_000_000
LONGEST_BODY = 2_000_000

_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):(?:[ \t]|\r?\n|$)")
_TELLTALE = {
    b"from",
    b"to",
    b"date",
    b"subject",
    b"message-id",
    b"mime-version",
    b"received",
    b"return-path",
    b"delivered-to",
}
_BETWEEN_MESSAGES = re.compile(rb"^From \S.{5,200}\d{4}\r?\n(?=[A-Za-z][A-Za-z0-9-]{0,60}:)", re.M)
_AGAIN = late(r"(?:\s*(?:re|aw|sv|fwd?|wg|tr|antw|rif)\s*(?:\[\d+\])?\s*:\s*)+", re.I)
_ABSENT = late(
    r"\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|autoreply|out of (?:the )?office|automatische antwort"
    r"|abwesenheit|réponse automatique|respuesta automática|absence du bureau)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, as far as we need it."""

    name: str
    email: str
    subject: str
    sent_at: datetime | None
    words: str
    is_automatic: bool


def is_mail(head: bytes, *, is_named_so: bool) -> bool:
    """Header lines from the very first on, with at least two that mail has, or the mark of a mailbox."""
    if _BETWEEN_MESSAGES.match(head):
        return True
    found: set[bytes] = set()
    for line in head.split(b"\n"):
        if not line.strip():
            break
        if line[:1] in b" \t" and found:
            continue
        if not (header := _HEADER.match(line)):
            return False
        found.add(header[1].lower())
    known = found & _TELLTALE
    if is_named_so and known:
        return True
    return len(known) >= 2 and bool(known - {b"to", b"date", b"subject"})


def read_mail(content: bytes) -> Conversation:
    if len(content) > MOST_MAIL:
        raise CannotRead(f"This mail is larger than {MOST_MAIL // 1_000_000} MB; save it without its attachments.")
    draft = Draft("mail")
    letters = [letter for message in _messages(content) for letter in _letters(message, draft)]
    if len(letters) > 1 and all(letter.sent_at for letter in letters):
        ordered = sorted(letters, key=lambda letter: letter.sent_at.timestamp() if letter.sent_at else 0.0)
        if ordered != letters:
            draft.remark("The messages were not in order of time; they are sorted by the date they carry.")
            letters = ordered
    for letter in letters:
        _say(draft, letter)
    if not draft.turns:
        raise CannotRead("This mail has no words of its own: only quotes, signatures or attachments.")
    draft.title = _AGAIN.sub("", letters[0].subject, count=1)
    draft.held_on = letters[0].sent_at.date() if letters[0].sent_at else None
    return draft.conversation()


def _say(draft: Draft, letter: Letter) -> None:
    who = letter.name or letter.email or "Unknown speaker"
    if letter.is_automatic:
        draft.remark(f"A message from {who} is an automatic reply.")
    if not letter.words:
        draft.remark(f"A message from {who} has no words of its own; it was left out.")
        return
    draft.say(draft.speaker(who, email=letter.email, key=letter.email.lower() or who), letter.words)


def _messages(content: bytes) -> Iterator[Message]:
    from email import message_from_bytes

    cuts = [found.start() for found in _BETWEEN_MESSAGES.finditer(content)]
    if not cuts or cuts[0] != 0:
        cuts = [0]  # no mailbox: a line that begins with "From " is somebody's sentence
    if len(cuts) > MOST_MESSAGES:
        raise CannotRead(f"This mailbox has more than {MOST_MESSAGES:,} messages; that is not one conversation.")
    for start, end in zip(cuts, [*cuts[1:], len(content)], strict=True):
        piece = content[start:end]
        if piece.startswith(b"From "):
            piece = piece.split(b"\n", 1)[-1]
        if piece.lower().count(b"\nboundary=") + piece.lower().count(b" boundary=") > MOST_LAYERS:
            raise _too_many_layers()
        try:
            yield message_from_bytes(piece)
        except Exception as error:  # the parser of the standard library has no one family of errors
            raise CannotRead(f"This mail is damaged and cannot be opened ({type(error).__name__}).") from None


def _too_many_layers() -> CannotRead:
    return CannotRead(f"This mail has more than {MOST_LAYERS} layers of parts; it was not opened.")


def _letters(message: Message, draft: Draft, *, depth: int = 0) -> list[Letter]:
    """The message and the messages attached to it, older ones first as they are the ones answered."""
    if depth > MOST_LAYERS:
        raise _too_many_layers()
    parts: list[Message] = []
    attached: list[Message] = []
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        if len(parts) + len(attached) > MOST_PARTS:
            raise CannotRead(f"This mail has more than {MOST_PARTS:,} parts; it was not opened.")
        inside = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(inside, list):
            attached += [each for each in inside if not isinstance(each, str)]
        elif isinstance(inside, list):
            waiting[:0] = [each for each in inside if not isinstance(each, str)]
        else:
            parts.append(part)
    older = [letter for each in attached for letter in _letters(each, draft, depth=depth + 1)]
    return [*older, _letter(message, parts, draft)]


def _letter(message: Message, parts: list[Message], draft: Draft) -> Letter:
    from email.utils import parseaddr

    sender = _header(message, "From")
    name, address = parseaddr(sender)
    subject = _header(message, "Subject")
    automatic = _header(message, "Auto-Submitted").lower() not in ("", "no")
    automatic = automatic or bool(_header(message, "X-Autoreply") or _header(message, "X-Autorespond"))
    name, address = one_line(name)[:200], one_line(address)[:200]
    return Letter(
        name=name or (one_line(sender)[:200] if "@" not in address else ""),
        email=address if "@" in address else "",
        subject=one_line(subject)[:200],
        sent_at=_sent_at(message),
        words=own_words(_body(parts, draft), name),
        is_automatic=automatic or bool(_ABSENT.match(subject)),
    )


def _header(message: Message, name: str) -> str:
    """A header in letters; a damaged one as it stands."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    raw = message.get(name, "")
    try:
        return one_line(str(make_header(decode_header(raw))))[:1000]
    except (HeaderParseError, LookupError, ValueError, TypeError, AssertionError):
        return one_line(str(raw))[:1000]


def _sent_at(message: Message) -> datetime | None:
    from email.utils import parsedate_to_datetime

    try:
        sent_at = parsedate_to_datetime(_header(message, "Date"))
        sent_at.timestamp()  # the year 1 has none
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
    return sent_at


def _body(parts: list[Message], draft: Draft) -> str:
    """Plain text where there is any, else the text of the HTML."""
    shown = [part for part in parts if "attachment" not in str(part.get("Content-Disposition", "")).lower()]
    for kind in ("text/plain", "text/html"):
        texts = [_decoded(part, draft) for part in shown if part.get_content_type() == kind]
        if kind == "text/html" and texts:
            from joinery.engine.formats.mail_html import LONGEST_HTML, text_of_html

            if any(len(text) > LONGEST_HTML for text in texts):
                draft.remark("A message is longer than we read; its end was left out.")
            texts = [text_of_html(text) for text in texts]
        if body := "\n".join(text for text in texts if text.strip()):
            return body
    return ""


def _decoded(part: Message, draft: Draft) -> str:
    try:
        content = part.get_payload(decode=True)
        charset = part.get_content_charset() or "utf-8"
    except (ValueError, LookupError, AssertionError, TypeError):
        return ""
    if not isinstance(content, bytes):
        return ""
    if len(content) > LONGEST_BODY:
        draft.remark("A message is longer than we read; its end was left out.")
        content = content[:LONGEST_BODY]
    for encoding in (charset, "utf-8"):
        try:
            text = content.decode(encoding)
        except (LookupError, ValueError):
            continue
        return text
    draft.remark(f"A message is not in {one_line(charset)[:40]} as it says; some letters may be wrong.")
    return content.decode("cp1252", errors="replace")
