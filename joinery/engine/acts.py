"""What each sentence of a talk does: ask, tell, agree, react, listen, or be polite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log

from joinery.engine.conversation import Turn
from joinery.engine.cues import Ear, Piece, noted, trust_in_marks
from joinery.engine.reading import Act
from joinery.method.acts import ActCues, Cue

LEARNED = "en"  # the only language the trained model has heard; the others are heard by cues alone
DOUBT = 0.02  # an act never has less than this chance, so that a cue can still lift it
SURE = 4.0  # points, for a question or for any other act, that win over the model whatever it says
SURE_TELL = 3.0  # points of a listener's noise or a sort of tell that may keep the model from hearing a question

Chances = dict[str, float]
Chooser = Callable[[Sequence[Piece], Sequence[Turn], float], list[Chances]]


def acts_of(turns: Sequence[Turn], cues: tuple[ActCues, ...]) -> tuple[tuple[Act, ...], ...]:
    """The acts of each turn, in order; a turn without words has none."""
    return heard(turns, cues)[0]


def commitment_of(turns: Sequence[Turn], cues: tuple[ActCues, ...]) -> tuple[tuple[float, ...], ...]:
    """For each act of each turn the chance that its speaker takes on a deed; nought where the model is silent."""
    return tuple(tuple(one.get("commits", 0.0) for one in of_turn) for of_turn in heard(turns, cues)[1])


def heard_by_model(pieces: Sequence[Piece], turns: Sequence[Turn], trust: float) -> list[Chances]:
    """What the trained model says of each piece."""
    from joinery.engine.ear.weights import chances_of  # numpy is only loaded when somebody is listened to

    return chances_of(pieces, turns, trust)


def heard_by_cues(pieces: Sequence[Piece], turns: Sequence[Turn], trust: float) -> list[Chances]:
    """Nothing: the cues of the method decide alone."""
    return [{} for _ in pieces]


def heard(
    turns: Sequence[Turn], cues: tuple[ActCues, ...], chooser: Chooser = heard_by_model
) -> tuple[tuple[tuple[Act, ...], ...], tuple[tuple[Chances, ...], ...]]:
    """The acts of each turn, and for each act what the trained model gave for it."""
    pieces, ears, context = noted(turns, cues)
    trust = trust_in_marks(pieces)
    acts: list[list[Act]] = [[] for _ in turns]
    chances_of: list[list[Chances]] = [[] for _ in turns]
    learned = any(piece.language == LEARNED for piece in pieces)
    said = (chooser if learned else heard_by_cues)(pieces, turns, trust)
    before: tuple[int, str] | None = None  # who did what last
    for piece, found in zip(pieces, said, strict=True):
        chances = found if piece.language == LEARNED else {}
        ear, speaker = ears[piece.language], turns[piece.turn].speaker
        asked = before[1] if before is not None and before[0] != speaker and before[1].startswith("ask") else ""
        asks = _asks(piece, ear, chances) if chances else _asks_by_cues(piece, context, trust, asked, before)
        kind = _kind(piece, ear, chances, asked, asks=asks)
        acts[piece.turn].append(Act(kind, piece.start, piece.end))
        chances_of[piece.turn].append(chances)
        if kind != "backchannel":
            before = (speaker, kind)
    return tuple(tuple(of_turn) for of_turn in acts), tuple(tuple(of_turn) for of_turn in chances_of)


def _asks(piece: Piece, ear: Ear, chances: Chances) -> bool:
    """The model decides, unless the words are surely a question, or what the cues hear in an unmarked piece
    outweighs the model's margin and the words' own points for a question; all three are log odds."""
    if piece.by_words >= SURE:
        return True
    asks, ask_from = chances["asks"], chances["ask_from"]
    if asks < ask_from or piece.marked:
        return asks >= ask_from
    margin = log_odds(asks) - log_odds(ask_from)
    told = max((piece.sorts.get(kind, 0.0) for kind, _ in ear.tells), default=0.0) if piece.sorts else 0.0
    against = max(told, piece.kinds.get("backchannel", 0.0))
    return against < SURE_TELL or against <= margin + max(piece.by_words, 0.0)


def log_odds(chance: float) -> float:
    bounded = min(max(chance, 1e-6), 1 - 1e-6)
    return log(bounded / (1 - bounded))


def _asks_by_cues(
    piece: Piece, context: dict[str, float], trust: float, asked: str, before: tuple[int, str] | None
) -> bool:
    points = piece.points
    if before is not None and before[1].startswith("ask"):
        points += context.get("asked_first" if asked else "asked_on", 0.0)
    if piece.marked:
        points += context.get("mark", 4.0)
    else:
        points += (context.get("no_mark", 0.0) + context.get("full_stop", 0.0) * piece.stopped) * trust
    return points > 0


def _kind(piece: Piece, ear: Ear, chances: Chances, asked: str, *, asks: bool) -> str:
    if piece.kinds.get("social", 0.0) > 0:
        return "social"
    if asks:
        return _sort(piece, ear.sorts, "ask")
    if asked and piece.answers > 0:
        return _answer(piece, asked)
    kind = _by_both(piece, chances) if chances else _by_cues(piece)
    return _sort(piece, ear.tells, "tell") if kind == "tell" else kind


def _by_cues(piece: Piece) -> str:
    best = max(piece.kinds, key=lambda kind: piece.kinds[kind], default="")
    return best if best and piece.kinds[best] > 0 else "tell"


def _by_both(piece: Piece, chances: Chances) -> str:
    """The likeliest act when the points of the cues, which are log odds too, are added to what the model says.
    What the model takes for a broken-off start or a mere "um" counts as a tell."""
    if max(piece.kinds.values(), default=0.0) >= SURE:
        return _by_cues(piece)
    best, most = "tell", log(max(chances["tell"] + chances["other"], DOUBT))
    for kind, points in piece.kinds.items():
        if (odds := log(max(chances[kind], DOUBT)) + points) > most:
            best, most = kind, odds
    return best


def _answer(piece: Piece, question: str) -> str:
    if question != "ask.agree":
        return "tell"
    return "react" if piece.core.startswith(("no", "nein", "non")) else "agree"


def _sort(piece: Piece, sorts: Sequence[tuple[str, tuple[Cue, ...]]], otherwise: str) -> str:
    if not piece.sorts:
        return otherwise
    best = max((kind for kind, _ in sorts), key=lambda kind: piece.sorts.get(kind, 0.0), default="")
    return best if best and piece.sorts.get(best, 0.0) >= 1.0 else otherwise
