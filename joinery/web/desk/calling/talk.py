"""The whole talk by speaker, with a mark under what was heard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from joinery.calls.models import Proposal
from joinery.engine.conversation import Conversation
from joinery.engine.reading import Reading
from joinery.web.ui.kinds import Kind, kind_of

CUT_OUT = "(cut out: the consent was taken back)"


@dataclass(frozen=True)
class Piece:
    """A stretch of a turn; `proposal` is what was heard in it, if anything."""

    text: str
    proposal: Proposal | None = None
    kind: Kind | None = None


@dataclass(frozen=True)
class Spoken:
    number: int
    who: str
    seconds: float | None
    is_next: bool
    is_ours: bool
    pieces: list[Piece]
    acts: list[tuple[str, str]]  # (drawing, words)
    findings: list[str] = field(default_factory=list)  # those that have no mark of their own in this turn

    @property
    def place(self) -> str:
        return str(self.number)


def spoken(conversation: Conversation, reading: Reading | None, proposals: Iterable[Proposal]) -> list[Spoken]:
    heard: dict[int, list[Proposal]] = {}
    for proposal in proposals:
        heard.setdefault(proposal.turn, []).append(proposal)
    lines, last = [], -1
    for number, turn in enumerate(conversation.turns):
        speaker = conversation.speakers[turn.speaker]
        kinds = dict.fromkeys(act.kind for act in reading.acts[number]) if reading else {}
        here = heard.get(number, [])
        pieces = pieces_of(turn.text, here)
        marked = {piece.proposal.public_id for piece in pieces if piece.proposal}
        lines.append(
            Spoken(
                number=number,
                who=speaker.name,
                seconds=turn.start,
                is_next=turn.speaker != last,
                is_ours=speaker.side == "seller",
                pieces=pieces,
                acts=[_act(kind) for kind in kinds],
                findings=[each.public_id for each in here if each.public_id not in marked],
            )
        )
        last = turn.speaker
    return lines


def pieces_of(text: str, proposals: list[Proposal]) -> list[Piece]:
    """Where two marks overlap, the first keeps its words and the second has the rest. A turn without words was cut."""
    if not text:
        return [Piece(CUT_OUT)]
    pieces, done = [], 0
    for proposal in sorted(proposals, key=lambda each: (each.start, -each.end)):
        start = max(proposal.start, done)
        if proposal.end > start:
            pieces += [Piece(text[done:start]), Piece(text[start : proposal.end], proposal, kind_of(proposal.kind))]
            done = proposal.end
    pieces.append(Piece(text[done:]))
    return [piece for piece in pieces if piece.text]


def _act(kind: str) -> tuple[str, str]:
    family, _, sort = kind.partition(".")
    return family if family in ("ask", "tell", "agree") else "else", f"{family} {sort}".strip()
