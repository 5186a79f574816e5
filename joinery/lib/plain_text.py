"""Text from strangers made safe to show: no control characters, no hidden turns of direction."""

from __future__ import annotations

from joinery.lib.late import late

# C0 and C1 controls steer a terminal; the marks of direction turn a line around; the rest split or hide it.
_UNSEEN = late(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SPACE = late(r"\s+")


def one_line(text: str) -> str:
    """The text on one line, with nothing in it that a terminal or a browser would obey."""
    return _SPACE.sub(" ", _UNSEEN.sub(" ", text)).strip()


def escape_unseen(encoded: str) -> str:
    r"""JSON that is already encoded, with the characters that JSON lets through raw written as \uXXXX."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded)


def shorten(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def clock(seconds: float) -> str:
    """A place in a talk: 12:41, or 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
