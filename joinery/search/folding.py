"""Words without their accents, and the piece of a text around a hit. For PostgreSQL; SQLite's FTS5 does it itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from joinery.search.marks import CLOSES, OPENS

WORDS_AROUND = 12
SPACED = re.compile(r"\S+")


@cache
def _bases() -> dict[int, str]:
    """Accented Latin letters and their plain ones: one letter for one, so that places stay where they are."""
    found = {}
    for number in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(number))[0]
        if base.isascii() and base.isalpha():
            found[number] = base.lower()
    return found


def fold(text: str) -> str:
    return text.translate(_bases()).lower()


def piece_around(body: str, words: Sequence[str]) -> str:
    """About two dozen words around the first hit, hits marked; the last word may be unfinished."""
    found = _hit(words).search(fold(body))
    spans = [match.span() for match in SPACED.finditer(body)]
    first = next((place for place, (_, end) in enumerate(spans) if found and end > found.start()), 0)
    shown = spans[max(first - WORDS_AROUND, 0) : first + WORDS_AROUND]
    if not shown:
        return ""
    start, end = shown[0][0], shown[-1][1]
    marked = _marked(body[start:end], words)
    return ("…" if start > spans[0][0] else "") + marked + ("…" if end < spans[-1][1] else "")


def _marked(piece: str, words: Sequence[str]) -> str:
    spans = [match.span() for match in _hit(words).finditer(fold(piece))]
    for start, end in reversed(spans):
        piece = piece[:start] + OPENS + piece[start:end] + CLOSES + piece[end:]
    return piece


def _hit(words: Sequence[str]) -> re.Pattern[str]:
    *whole, last = [re.escape(fold(word)) for word in words]
    finished = [rf"{word}(?![^\W_])" for word in whole]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join([*finished, last + '[^' + chr(92) + 'W_]*'])})")
