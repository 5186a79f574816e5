"""What a file is, told from its first bytes and never from its name."""

from __future__ import annotations

from django.utils.translation import gettext

PROGRAM = "application/x-program"
UNKNOWN = "application/octet-stream"
MACROS = "application/x-office-with-macros"

STARTS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xfe\xed\xfa", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-old-office"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z"),
    (b"Rar!", "application/x-rar"),
    (b"\x1f\x8b", "application/gzip"),
)
OFFICE = ((b"word/", "application/x-word"), (b"xl/", "application/x-excel"), (b"ppt/", "application/x-powerpoint"))
MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<svg", "image/svg+xml"),
    (b"<!doctype html", "text/html"),
    (b"<html", "text/html"),
)
MARKUP += ((b"<script", "text/html"), (b"<body", "text/html"), (b"<?xml", "text/xml"))

WORDS = {
    "application/pdf": "PDF",
    "application/x-word": "Text document",
    "application/x-excel": "Table",
    "application/x-powerpoint": "Slides",
    "application/x-old-office": "Office document",
    MACROS: "Office document with macros",
    "application/zip": "Archive",
    "application/x-7z": "Archive",
    "application/x-rar": "Archive",
    "application/gzip": "Archive",
    "image/svg+xml": "Drawing (SVG)",
    "text/html": "Web page",
    "text/xml": "XML",
    "text/plain": "Plain text",
}
PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp"})
# Besides these nothing is named to a browser: whatever it could run or draw by itself goes out as mere bytes.
NAMED = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf", "text/plain"})


def kind_of(content: bytes) -> str:
    if found := next((kind for start, kind in STARTS if content.startswith(start)), ""):
        return _office(content, found)
    if content[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/avi"}.get(content[8:12], UNKNOWN)
    if content[4:8] == b"ftyp":
        return "image/heic" if content[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"heim") else "video/mp4"
    return _written(content)


def kind_words(kind: str) -> str:
    if kind in PICTURES:
        return gettext("Picture")
    several = {"audio": "Sound", "video": "Film", "image": "Picture"}
    return gettext(WORDS.get(kind) or several.get(kind.split("/")[0], "File"))


def may_hold_more(kind: str) -> bool:
    """Documents can carry who wrote them, remarks and earlier wordings."""
    return kind in WORDS and kind not in ("text/plain", "image/svg+xml")


def _office(content: bytes, kind: str) -> str:
    """Names inside an archive stand in it as they are: nothing is unpacked to look."""
    is_office = b"[Content_Types].xml" in content or kind == "application/x-old-office"
    if is_office and (b"vbaProject.bin" in content or "VBA_PROJECT".encode("utf-16-le") in content):
        return MACROS
    if kind == "application/zip" and is_office:
        return next((named for mark, named in OFFICE if mark in content), kind)
    return kind


def _written(content: bytes) -> str:
    head = content[:4096]
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return UNKNOWN
    small = head.lower().replace(b"\0", b"")
    if marked := next((kind for mark, kind in MARKUP if mark in small), ""):
        return marked
    try:
        head.decode("utf-8" if len(content) <= len(head) else "utf-8-sig", "strict")
    except UnicodeDecodeError as why:
        return "text/plain" if why.start > len(head) - 4 and len(content) > len(head) else UNKNOWN
    return "text/plain"
