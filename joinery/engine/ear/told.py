"""What the model is told of the pieces: their words and the points of the method's cues."""

from __future__ import annotations

from collections.abc import Sequence

from joinery.engine.conversation import Turn
from joinery.engine.cues import Piece
from joinery.engine.ear.grams import Heard

LATEST = 1e6  # seconds
POINTS = ("social", "backchannel", "react", "agree")


def told_of(pieces: Sequence[Piece], turns: Sequence[Turn]) -> list[Heard]:
    return [_told(piece, turns[piece.turn]) for piece in pieces]


def _told(piece: Piece, turn: Turn) -> Heard:
    start, end = turn.start, turn.end
    if start is None or end is None or not (0 <= start <= LATEST and 0 <= end <= LATEST):
        start = end = None  # a time that cannot be is as good as none
    elif turn.text:
        lasts = (end - start) / len(turn.text)
        start, end = start + lasts * piece.start, start + lasts * piece.end
    points = (piece.by_words, piece.points, *[piece.kinds.get(kind, 0.0) for kind in POINTS])
    mark = "?" if piece.marked else "." if piece.stopped else ""
    return Heard(piece.words, mark, turn.speaker, start, end, points)
