"""The mailbox to which replies come, over IMAP. A letter is marked as read only after our commit."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from joinery.gateways.incoming import MOST_BYTES

SECONDS = 30
AT_ONCE = 50
_SIZE = re.compile(rb"UID (\d+).*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+).*?UID (\d+)")
_LOCAL = {"127.0.0.1", "localhost", "::1"}


class CannotLook(Exception):
    """The mailbox does not answer, or not as a mailbox does; it is looked into again later."""


@dataclass(frozen=True)
class Mailbox:
    """imaps://user:password@host/INBOX. Without encryption only on this machine."""

    host: str
    port: int
    is_encrypted: bool
    user: str
    password: str
    folder: str

    @classmethod
    def of(cls, url: str) -> Mailbox:
        parts = urlsplit(url)
        if parts.scheme not in {"imap", "imaps"} or not parts.hostname or not parts.username:
            raise CannotLook("JOINERY_INCOMING_URL must look like imaps://user:password@host/INBOX")
        is_encrypted = parts.scheme == "imaps"
        if not is_encrypted and parts.hostname not in _LOCAL:
            raise CannotLook(
                "JOINERY_INCOMING_URL must begin with imaps://, so that the password is not read on the way"
            )
        port = parts.port or (993 if is_encrypted else 143)
        user, password = unquote(parts.username), unquote(parts.password or "")
        return cls(parts.hostname, port, is_encrypted, user, password, unquote(parts.path.strip("/")) or "INBOX")


@dataclass(frozen=True)
class Delivery:
    """A letter in the mailbox. One that is too large comes with its head alone."""

    uid: str
    raw: bytes
    is_cut: bool


class OpenMailbox:
    def __init__(self, server: imaplib.IMAP4) -> None:
        self.server = server

    def unread(self, limit: int = AT_ONCE) -> Iterator[Delivery]:
        """The oldest first, at most `limit` in one look."""
        found = _answer(self.server.uid("SEARCH", "UNSEEN"))
        uids = b" ".join(part for part in found if isinstance(part, bytes)).split()[:limit]
        sizes = self._sizes(uids)
        for uid in uids:
            is_cut = sizes.get(uid, 0) > MOST_BYTES
            part = "BODY.PEEK[HEADER]" if is_cut else "BODY.PEEK[]"
            content = _answer(self.server.uid("FETCH", uid.decode(), f"({part})"))
            raw = next((bytes(each[1]) for each in content if isinstance(each, tuple)), None)
            if raw is not None:  # gone meanwhile: somebody else tidied up
                yield Delivery(uid.decode(), raw, is_cut)

    def mark_read(self, uid: str) -> None:
        _answer(self.server.uid("STORE", uid, "+FLAGS", r"(\Seen)"))

    def _sizes(self, uids: list[bytes]) -> dict[bytes, int]:
        if not uids:
            return {}
        lines = _answer(self.server.uid("FETCH", b",".join(uids).decode(), "(RFC822.SIZE)"))
        sizes = {}
        for line in lines:
            if isinstance(line, bytes) and (found := _SIZE.search(line)):
                sizes[found[1] or found[4]] = int(found[2] or found[3])
        return sizes


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[OpenMailbox]:
    try:
        server = _connect(mailbox)
    except (imaplib.IMAP4.error, OSError) as trouble:
        raise CannotLook(_plain(trouble)) from trouble
    try:
        yield OpenMailbox(server)
    except (imaplib.IMAP4.error, OSError) as trouble:
        raise CannotLook(_plain(trouble)) from trouble
    finally:
        _leave(server)


def _connect(mailbox: Mailbox) -> imaplib.IMAP4:
    safe = ssl.create_default_context()
    server: imaplib.IMAP4
    if mailbox.is_encrypted:
        server = imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=safe, timeout=SECONDS)
    else:
        server = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS)
    try:
        server.login(mailbox.user, mailbox.password)
        quoted = mailbox.folder.replace("\\", "\\\\").replace('"', '\\"')
        _answer(server.select(f'"{quoted}"'))
    except BaseException:
        _leave(server)
        raise
    return server


def _leave(server: imaplib.IMAP4) -> None:
    try:
        server.logout()
    except (imaplib.IMAP4.error, OSError):
        server.shutdown()


def _answer(said: tuple[str, list]) -> list:  # type: ignore[type-arg]
    word, content = said
    if word != "OK":
        raise CannotLook(f"The mailbox said {word}: {content!r}"[:250])
    return [part for part in content if part is not None]


def _plain(trouble: BaseException) -> str:
    return " ".join(str(trouble).split())[:250] or type(trouble).__name__
