"""Who is who by what they say: "this is Orla from Astoria", "my name is Travis". Only a name said clearly counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from joinery.engine.conversation import DOUBTFUL, Conversation, Turn

FIRST_MINUTES = 5 * 60.0
_NAME = r"(?P<name>[A-ZÀ-ÖØ-Þ][\w’'-]+(?: (?:van |da |del |di )?[A-ZÀ-ÖØ-Þ][\w’'-]+){0,2})"
_AFTER = r"(?=[.,;!?]|$| (?:from|of|at|with|and|here|calling|speaking|von|vom|aus|hier|und|de|du|chez|et)\b)"
# The seller greets by name too ("Hello, Dora"): only words by which people name themselves are listened to.
_SAYS = (
    r"\b[Mm]y name(?:'s|’s| is) ",
    r"\b[Tt]his is (?=[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?(?:[.,!]| (?:from|of|at|with|here|calling|speaking)\b))",
    r"\b(?:I'm|I’m|I am) (?=[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?(?:,| (?:from|with)\b))",
    r"\b[Mm]ein Name ist ",
    r"\b[Ii]ch hei(?:ß|ss)e ",
    r"\b[Hh]ier (?:ist|spricht) ",
    r"\b[Jj]e m['’]appelle ",
    r"\b[Ii]ci (?=[A-ZÀ-Þ][\w’'-]+ (?:de|du|chez)\b)",
)
_INTRODUCES = re.compile(f"(?:{'|'.join(_SAYS)}){_NAME}{_AFTER}")
_NO_NAMES = frozenset(
    [
        "I",
        "It",
        "That",
        "This",
        "The",
        "There",
        "What",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Sorry",
        "Sure",
        "Just",
        "Not",
    ]
)


def with_names(conversation: Conversation) -> Conversation:
    """Speakers who named themselves bear that name; one who did not keeps the label, and no name is given twice."""
    named: dict[int, str] = {}
    for turn in conversation.turns:
        if turn.speaker not in named and (turn.start or 0.0) < FIRST_MINUTES and (name := _name_in(turn)):
            named[turn.speaker] = name
    told = list(named.values())
    return replace(
        conversation,
        speakers=tuple(
            replace(who, name=named[number]) if number in named and told.count(named[number]) == 1 else who
            for number, who in enumerate(conversation.speakers)
        ),
    )


def _name_in(turn: Turn) -> str:
    for found in _INTRODUCES.finditer(turn.text):
        name = found["name"]
        if name.split()[0] not in _NO_NAMES and _is_sure(turn, found.start("name"), found.end("name")):
            return name
    return ""


def _is_sure(turn: Turn, first: int, last: int) -> bool:
    """A name that the recogniser half heard names nobody: a person will say who it is."""
    at, chances = 0, list[float]()
    for word in turn.words:
        if at < last and at + len(word.text) > first and word.p is not None:
            chances.append(word.p)
        at += len(word.text) + 1
    return not chances or _middle(chances) >= DOUBTFUL


def _middle(values: Sequence[float]) -> float:
    return sum(values) / len(values)
