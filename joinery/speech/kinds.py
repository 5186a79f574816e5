"""What kind of recording a file is: its content decides, never its name."""

from __future__ import annotations

from dataclasses import dataclass

LOOKED_AT = 64  # bytes from the start are enough to tell
LARGEST = 1024 * 1024 * 1024
MOST_HOURS = 4.0


class CannotHear(ValueError):
    """This recording cannot be heard; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`reader` is the name of the one reader that may open it; with another it would be another file."""

    name: str
    reader: str
    media_type: str


WAV = Kind("wav", "wav", "audio/wav")
MP3 = Kind("mp3", "mp3", "audio/mpeg")
FLAC = Kind("flac", "flac", "audio/flac")
OGG = Kind("ogg", "ogg", "audio/ogg")
WEBM = Kind("webm", "matroska", "audio/webm")
MP4 = Kind("mp4", "mov", "audio/mp4")
KINDS = (WAV, MP3, FLAC, OGG, WEBM, MP4)


def kind_of(head: bytes) -> Kind | None:
    """By the first bytes of a file; None where it is no recording that we read."""
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return WAV
    if head[4:8] == b"ftyp":
        return MP4
    marks = {b"fLaC": FLAC, b"OggS": OGG, b"\x1aE\xdf\xa3": WEBM, b"ID3\x02": MP3, b"ID3\x03": MP3, b"ID3\x04": MP3}
    if known := marks.get(head[:4]):
        return known
    return MP3 if _is_frame_of_mp3(head) else None


def _is_frame_of_mp3(head: bytes) -> bool:
    """Eleven set bits, layer III, and a rate and a pitch that exist: a text in UTF-16 has none of it."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[1] & 0x18 != 0x08 and head[2] & 0xF0 not in (0x00, 0xF0) and head[2] & 0x0C != 0x0C
