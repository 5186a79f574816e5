"""A letter without what it carried: photographs tell where they were taken, and nobody looked at these."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from email.policy import compat32

PICTURE_MARKS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")
GONE = "What was enclosed here was not kept."


def text_only(raw: bytes) -> bytes:
    """Head and words as they came; of everything else its name. One that cannot be taken apart: its head alone."""
    try:
        letter = message_from_bytes(raw, policy=compat32)
        for part in letter.walk():
            if not part.is_multipart() and not _is_words(part):
                _empty(part)
        return letter.as_bytes()
    except Exception:  # noqa: BLE001 it was refused because something in it breaks whoever reads it
        return raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n"


def _is_words(part: Message) -> bool:
    content = part.get_payload(decode=True)
    is_picture = isinstance(content, bytes) and content.lstrip().startswith(PICTURE_MARKS)
    return part.get_content_maintype() == "text" and not is_picture


def _empty(part: Message) -> None:
    del part["Content-Transfer-Encoding"]
    name = part.get_filename("") or ""
    part.set_payload(f"{GONE} {name}".strip().encode("ascii", "replace").decode())
