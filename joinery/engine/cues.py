"""Pieces of a talk, and what the cues of the method say of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from joinery.engine.conversation import Turn
from joinery.engine.language import LANGUAGES, language_of, usual_language
from joinery.engine.pieces import LEADS, clauses, lowered, plain, sentences, without_leads
from joinery.lib.late import late
from joinery.method.acts import REACH, ActCues, Cue

SORTS = ("agree", "concern", "feeling", "check", "discover")  # at equal points the first is meant
YES_NO = late(
    r"(?:yes|no|nope|yep|yup|exactly|correct|absolutely|definitely|of course|not really"
    r"|ja|nein|genau|richtig|doch|oui|non|si)\b"
)
YEAH = late(
    r"(?:yeah|mm|uh huh|sure|right|okay|i think|i don't|i do|it is|it's|i guess|probably|maybe|that's right|well)\b"
)
TAGGED = late(r"(?:\w+ ){2}(?:right|correct|yeah|okay|huh|oder|richtig|ne|gell|non|hein)$")
MARKS = late(r"[.?!]")
WORD = late(r"[\w'’]+")
CUT = "en"  # the language in which turns without marks were learned to be cut
LONG_LETTERS = 60
OF_YOU = late(r"(?:you|your|sie|ihre?|ihr|vous|votre|vos)\b")


@dataclass(slots=True)
class Piece:
    """A piece of a turn and what is known about it before its act is decided."""

    turn: int
    start: int
    end: int
    words: list[str]
    said: str  # its words, joined
    core: str  # the same without the words that lead in
    language: str
    marked: bool  # ends in a question mark
    stopped: bool  # ends in a full stop
    by_words: float = 0.0  # points for a question, by its words alone
    points: float = 0.0  # the same with what stands around it
    kinds: dict[str, float] = field(default_factory=dict)  # points for social, backchannel, react and agree
    sorts: dict[str, float] = field(default_factory=dict)  # points for the sorts of ask and tell that were heard
    answers: float = 0.0  # points for a tell, where it follows a question
    answered: str = ""  # how the next piece of another speaker begins, if that comes next
    handed_over: bool = False


@dataclass(frozen=True, slots=True)
class Ear:
    """The cues of one language, sorted for use."""

    sorts: tuple[tuple[str, tuple[Cue, ...]], ...]
    tells: tuple[tuple[str, tuple[Cue, ...]], ...]
    others: tuple[tuple[str, tuple[Cue, ...]], ...]
    every: tuple[tuple[str, Cue], ...]  # all of them by kind; "tell" for what answers a question
    openers: re.Pattern[str] | None


@lru_cache(maxsize=32)
def ear_of(cues: tuple[ActCues, ...], language: str) -> Ear:
    of = {act.kind: tuple(cue for cue in act.cues if cue.language in (language, "*")) for act in cues}
    sorts = tuple((f"ask.{sort}", of[f"ask.{sort}"]) for sort in SORTS if f"ask.{sort}" in of)
    tells = tuple((kind, those) for kind, those in of.items() if kind.startswith("tell."))
    others = tuple((kind, of[kind]) for kind in ("social", "backchannel", "react", "agree") if kind in of)
    all_of = (("ask", of.get("ask", ())), ("tell", of.get("tell", ())), *others, *sorts, *tells)
    cutting = [cue.source for cue in of.get("ask", ()) if cue.cuts]
    leads = "|".join(sorted(LEADS))
    opener = rf"(?<=[\s,;:])(?:(?:{leads}),? ){{0,3}}(?:{'|'.join(cutting)})"
    return Ear(
        sorts=sorts,
        tells=tells,
        others=others,
        every=tuple((kind, cue) for kind, those in all_of for cue in those),
        openers=late(opener) if cutting else None,
    )


def hears(cue: Cue, said: str, core: str) -> bool:
    return bool(heard_in(cue, [said], [core], [0]))


def heard_in(cue: Cue, said: Sequence[str], cores: Sequence[str], numbers: Sequence[int]) -> list[int]:
    """In which of some pieces a cue is heard."""
    match, search = cue.pattern.match, cue.pattern.search
    if cue.at == "start":
        return [at for at in numbers if match(cores[at], 0, REACH)]
    if cue.at == "anywhere":
        return [at for at in numbers if search(said[at])]
    if cue.at == "end":
        return [at for at in numbers if search(said[at], max(0, len(said[at]) - REACH))]
    return [at for at in numbers if len(said[at]) <= REACH and (match(cores[at]) or match(said[at]))]


def noted(turns: Sequence[Turn], cues: tuple[ActCues, ...]) -> tuple[list[Piece], dict[str, Ear], dict[str, float]]:
    """The pieces of a talk with the points of the cues, the cues by language, and the points of what is around."""
    ears = {language: ear_of(cues, language) for language in LANGUAGES}
    pieces = pieces_of(turns, ears)
    ask = next((act for act in cues if act.kind == "ask"), None)
    context = dict(ask.context) if ask else {}
    _look_around(pieces, turns)
    for language, ear in ears.items():
        _hear(ear, [piece for piece in pieces if piece.language == language])
    for piece in pieces:
        piece.points = piece.by_words + _from_context(piece, context)
    return pieces, ears, context


def _hear(ear: Ear, pieces: Sequence[Piece]) -> None:
    """Notes the points of all cues of a language for its pieces; only those are tried that a piece may hold, and what
    is said several times, as "okay" is, is tried once."""
    if not pieces:
        return
    from joinery.engine.sieve import Lines, sieve_of  # numpy is only loaded when somebody is listened to

    once = {piece.said: piece for piece in pieces}
    heard, said, cores = list(once.values()), list(once), [piece.core for piece in once.values()]
    for piece in heard:
        piece.kinds = {kind: 0.0 for kind, _ in ear.others}
    may = sieve_of(tuple(cue.source for _, cue in ear.every)).sift(Lines(said))
    for (kind, cue), numbers in zip(ear.every, may, strict=True):
        for piece in [heard[at] for at in heard_in(cue, said, cores, numbers)] if numbers else ():
            if kind == "ask":
                piece.by_words += cue.points
            elif kind == "tell":
                piece.answers += cue.points
            elif kind in piece.kinds:
                piece.kinds[kind] += cue.points
            else:
                piece.sorts[kind] = piece.sorts.get(kind, 0.0) + cue.points
    for piece in pieces:
        if (same := once[piece.said]) is not piece:
            piece.by_words, piece.answers = same.by_words, same.answers
            piece.kinds, piece.sorts = same.kinds, same.sorts


def pieces_of(turns: Sequence[Turn], ears: Mapping[str, Ear]) -> list[Piece]:
    lows = [lowered(turn.text) for turn in turns]
    words_of = [plain(low) for low in lows]
    usual = usual_language(words_of)
    languages = [language_of(words, usual) for words in words_of]
    pieces: list[Piece] = []
    for number, start, end in _acts_in(lows, languages):
        low, language = lows[number], languages[number]
        for piece_start, piece_end in clauses(low, start, end, ears[language].openers):
            whole = language == "en" and piece_end - piece_start == len(low)
            words = words_of[number] if whole else plain(low[piece_start:piece_end], language)
            if words:
                last = low[max(piece_start, piece_end - 4) : piece_end]
                stopped = "." in last or "!" in last or "…" in last
                said, core = " ".join(words), without_leads(words)
                pieces.append(
                    Piece(
                        number, piece_start, piece_end, words, said, said if core is words else " ".join(core),
                        language, "?" in last, stopped,
                    )
                )  # fmt: skip
    return pieces


def _acts_in(lows: Sequence[str], languages: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The sentences of all turns: turn, start and end; a long one in a turn without any marks is cut where a new act
    seems to begin."""
    found = [(number, start, end) for number, low in enumerate(lows) for start, end in sentences(low)]
    unmarked = {
        (number, start): [(word.start(), word.group()) for word in WORD.finditer(lows[number], start, end)]
        for number, start, end in found
        if end - start >= LONG_LETTERS and languages[number] == CUT and not MARKS.search(lows[number])
    }
    cuts = iter(_cuts_of([[word for _, word in words] for words in unmarked.values()]))
    for number, start, end in found:
        words = unmarked.get((number, start))
        if words is None:
            yield number, start, end
            continue
        begins = [start, *(words[at][0] for at in next(cuts))]
        for at, until in zip(begins, [*begins[1:], end], strict=True):
            yield number, at, until - (until < end and lows[number][until - 1].isspace())


def _cuts_of(turns: list[list[str]]) -> list[list[int]]:
    if not turns:
        return []
    from joinery.engine.ear.cuts import cuts_of  # its weights are only read when a turn without marks is heard

    return cuts_of(turns)


def _look_around(pieces: Sequence[Piece], turns: Sequence[Turn]) -> None:
    """Notes for each piece who speaks next and whether they say yes or no."""
    for piece, following in zip(pieces, pieces[1:], strict=False):
        if turns[following.turn].speaker != turns[piece.turn].speaker:
            piece.handed_over = True
            piece.answered = following.said[:40]


def _from_context(piece: Piece, context: dict[str, float]) -> float:
    points = context.get("none", -2.0)
    count = len(piece.words)
    points += context.get("short", 0.0) * (count <= 5) + context.get("long", 0.0) * (count > 20)
    if not piece.handed_over:
        points += context.get("short_and_kept", 0.0) * (count <= 3)
    else:
        points += context.get("handed_over", 0.0)
        yes_no = YES_NO.match(piece.answered)
        if (yes_no or YEAH.match(piece.answered)) and _seeks_yes(piece):
            points += context.get("sought_and_answered", 0.0)
        if yes_no:
            points += context.get("answered", 0.0)
        elif YEAH.match(piece.answered):
            points += context.get("answered_yeah", 0.0)
    return points


def _seeks_yes(piece: Piece) -> bool:
    """Says something about the other side, or ends in "right": what they then confirm was a question."""
    tagged = TAGGED.search(piece.said, max(0, len(piece.said) - REACH))
    return bool(tagged or (OF_YOU.match(piece.core) and len(piece.words) <= 20))


def trust_in_marks(pieces: Sequence[Piece]) -> float:
    """How far a missing question mark may be believed, 0 to 1: the share of what is shaped like a question by its
    words alone that carries a mark. Nought where the source writes no question marks at all."""
    shaped = [piece for piece in pieces if piece.points > 1.0]
    marked = sum(piece.marked for piece in shaped)
    anywhere = marked or any(piece.marked for piece in pieces)
    return (marked + 1) / (len(shaped) + 2) if anywhere else 0.0
