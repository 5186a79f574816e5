"""The words of a turn as HTML: each with the second at which it is said, the doubtful ones marked, the findings too."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from joinery.engine.word_times import PlacedWord
from joinery.web.desk.calling.talk import Piece

UNCLEAR = "Not heard clearly"


def said_html(text: str, pieces: Sequence[Piece], words: Sequence[PlacedWord], *, is_timed: bool) -> str:
    """Exactly the text between the tags, so that a place in the page is a place in the turn."""
    drawn, at = [], 0
    for piece in pieces:
        inside = _words_html(text, at, at + len(piece.text), words, is_timed=is_timed)
        if piece.proposal and piece.kind:
            begin = next((word.start for word in words if word.last > at), None) if is_timed else None
            inside = (
                f'<mark id="finding-{piece.proposal.public_id}" tabindex="-1" title="{escape(piece.kind.title)}"'
                f"{_seconds('at', begin)}>{inside}</mark>"
            )
        drawn.append(inside)
        at += len(piece.text)
    return "".join(drawn)


def _words_html(text: str, start: int, end: int, words: Sequence[PlacedWord], *, is_timed: bool) -> str:
    drawn, done = [], start
    for word in words:
        first, last = max(word.first, start), min(word.last, end)
        has_time = is_timed and word.start is not None
        if first >= last or not (has_time or word.is_doubtful):
            continue
        doubt = f' class="talk__doubt" title="{UNCLEAR}"' if word.is_doubtful else ""
        said = f"{doubt}{_seconds('at', word.start if has_time else None)}"
        drawn += [escape(text[done:first]), f"<span{said}>{escape(text[first:last])}</span>"]
        done = last
    return "".join([*drawn, escape(text[done:end])])


def _seconds(name: str, at: float | None) -> str:
    return "" if at is None else f' data-{name}="{at:g}"'
