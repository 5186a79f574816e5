"""From bytes to text, and a plain word for what is not text at all."""

from __future__ import annotations

import codecs

from joinery.engine.conversation import CannotRead
from joinery.engine.formats.draft import shown

LONGEST_LINE = 1_000_000
MOST_LINES = 500_000

_NOT_TEXT = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"RIFF", "a recording or a picture (RIFF)"),
    (b"ID3", "a recording (MP3)"),
    (b"OggS", "a recording (Ogg)"),
    (b"fLaC", "a recording (FLAC)"),
    (b"\x1aE\xdf\xa3", "a recording (Matroska or WebM)"),
    (b"%PDF", "a PDF; save the transcript as text, VTT or DOCX"),
    (b"{\\rtf", "an RTF file; save it as DOCX or as text"),
    (b"\xd0\xcf\x11\xe0", "an old or a locked Word file; save it as DOCX without a password"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r\v\f\x1b\x1e")


def refuse_what_is_no_text(content: bytes) -> None:
    """Pictures, recordings and programs by their first bytes, whatever their name says."""
    if content[4:8] == b"ftyp":
        raise CannotRead("This is a recording (MP4 or M4A), not a transcript.")
    for start, what in _NOT_TEXT:
        # "BM" also begins words; a bitmap has zero bytes soon after.
        if content.startswith(start) and (len(start) > 2 or b"\x00" in content[:32] or start == b"\x1f\x8b"):
            raise CannotRead(f"This is {what}{'' if ';' in what else ', not a transcript'}.")


def decode(content: bytes) -> tuple[str, list[str]]:
    """The text, and remarks on how it had to be read."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding), []
    if encoding := _utf16_without_mark(content):
        return _decoded(content, encoding), ["The file is UTF-16 without saying so."]
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise CannotRead(f"This is not text: byte {error.start:,} is no letter in any encoding we know.") from None
    return text, ["The file is not UTF-8; it was read as Windows-1252. Check that the letters are right."]


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise CannotRead(f"The file says it is {encoding.upper()}, but byte {error.start:,} is not.") from None


def _utf16_without_mark(content: bytes) -> str:
    """Latin text in UTF-16 has a zero in every second byte."""
    head = content[:400]
    half = len(head) // 2
    if half < 4 or len(content) % 2:
        return ""
    if head[1::2].count(0) > half * 0.8 and head[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if head[0::2].count(0) > half * 0.8 and head[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def refuse_what_is_not_written(text: str) -> None:
    """Text that nobody wrote: full of control characters, or nothing but white space."""
    if not text or text.isspace():
        raise CannotRead("The file is empty.")
    written = text.encode("utf-8", "surrogatepass")
    strange = len(written) - len(written.translate(None, _CONTROLS))
    if strange > max(3, len(text) // 1000):
        raise CannotRead(f"This is not text: {strange:,} control characters in it.")


def lines_of(text: str) -> list[str]:
    """The lines, without their ends; refuses what no transcript has."""
    if text.count("\n") + text.count("\r") > MOST_LINES:
        raise CannotRead(f"This file has more than {MOST_LINES:,} lines; that is not one conversation.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise CannotRead(f"Line {number:,} is {len(line):,} characters long; that is not a transcript.")
    return lines


def first_lines(text: str) -> str:
    """How the file begins, for a message: three lines, cut short, nothing in them that moves a cursor."""
    lines = [short for line in text[:2000].splitlines() if (short := shown(line))][:3]
    return " / ".join(f"“{line[:60]}{'…' if len(line) > 60 else ''}”" for line in lines)
