"""Reading a conversation from a file or from pasted text, whatever wrote it."""

from __future__ import annotations

import stat
from pathlib import Path

from joinery.engine.conversation import CannotRead, Conversation
from joinery.engine.formats import decoding

LARGEST = 64 * 1024 * 1024


def read(source: Path | str | bytes, *, name: str = "") -> Conversation:
    """The conversation in a file (Path), in its content (bytes, with the file's name), or in pasted text (str).

    Raises CannotRead with one line that says what is wrong and where.
    """
    if isinstance(source, Path):
        return _read_bytes(_content(source), name or source.name)
    if isinstance(source, bytes):
        return _read_bytes(source, name)
    # Pasted text goes the way of a file, so that both are read the same.
    try:
        return _read_bytes(source.encode("utf-8"), name)
    except UnicodeEncodeError:
        kept = source.encode("utf-8", "ignore")
        return _with_remarks(_read_bytes(kept, name), ["Characters that are not text were removed."])


def _content(path: Path) -> bytes:
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise CannotRead("This is a folder, not a file.")
        if not (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)):
            raise CannotRead("This is a device, not a file.")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise CannotRead("There is no such file.") from None
    except PermissionError:
        raise CannotRead("We are not allowed to read this file.") from None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        if isinstance(error, CannotRead):
            raise
        raise CannotRead("This file cannot be opened.") from None


def _read_bytes(content: bytes, name: str) -> Conversation:
    if len(content) > LARGEST:
        raise CannotRead(f"This file is larger than {LARGEST // 1024 // 1024} MB.")
    suffix = Path(name).suffix.lower() if "\0" not in name else ""
    if content.startswith(b"PK\x03\x04"):
        from joinery.engine.formats.docx import text_of_docx

        return _choose(text_of_docx(content), "")
    decoding.refuse_what_is_no_text(content)
    if _may_be_mail(content, suffix):
        from joinery.engine.formats.mail import is_mail, read_mail

        letter = content.removeprefix(b"\xef\xbb\xbf")
        if is_mail(letter[:50_000], is_named_so=suffix in (".eml", ".mbox")):
            return read_mail(letter)
    text, remarks = decoding.decode(content)
    return _with_remarks(_choose(text, suffix), remarks)


def _may_be_mail(content: bytes, suffix: str) -> bool:
    """A first line like "Received: ..." or "From ..."; cheap, so that the mail parser stays unloaded for the rest."""
    head = content[:200].removeprefix(b"\xef\xbb\xbf")
    first = head.split(b"\n", 1)[0]
    return (
        suffix in (".eml", ".mbox") or first.startswith(b"From ") or first.split(b":")[0].replace(b"-", b"").isalnum()
    )


def _choose(text: str, suffix: str) -> Conversation:
    """By what stands in the file; the suffix only says what somebody hoped for."""
    from joinery.engine.formats import cues, json_shapes

    text = text.lstrip("\ufeff")
    decoding.refuse_what_is_not_written(text)
    if json_shapes.is_json(text) or suffix == ".json":
        return json_shapes.read_json(text)
    cleaned = text.replace("\0", "")
    lines = decoding.lines_of(cleaned)
    remarks = ["Zero bytes were removed."] if len(cleaned) != len(text) else []
    start = cleaned[:2000].lstrip()
    if start.startswith("#EXTM3U"):
        raise CannotRead("This is a playlist, not a transcript.")
    if start.startswith("WEBVTT") and start[6:7] in ("", " ", "\t", "\n", "\r"):
        return _with_remarks(cues.read_cues(lines, is_vtt=True), remarks)
    if cues.is_srt(lines):
        return _with_remarks(cues.read_cues(lines, is_vtt=False), remarks)
    return _with_remarks(_choose_text(cleaned, lines), remarks)


def _choose_text(text: str, lines: list[str]) -> Conversation:
    from joinery.engine.formats import meet, plain, recognisers, stamped

    if recognisers.is_rev_table(lines):
        return recognisers.read_rev_table(lines)
    if stamped.is_teams_text(lines):
        return stamped.read_stamped(lines, source="teams")
    if stamped.is_zoom_caption(lines):
        return stamped.read_stamped(lines, source="zoom")
    if stamped.is_otter(lines):
        return stamped.read_stamped(lines, source="otter")
    if meet.is_meet(lines):
        return meet.read_meet(lines)
    if names := plain.names_in(lines):
        return plain.read_labelled(lines, names)
    return plain.read_bare(lines, text)


def _with_remarks(conversation: Conversation, remarks: list[str]) -> Conversation:
    if not remarks:
        return conversation
    from dataclasses import replace

    return replace(conversation, remarks=tuple(dict.fromkeys([*remarks, *conversation.remarks])))
