"""What is worth a seller's attention: cues heard by the method's signals, then checked in their surroundings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from joinery.engine.conversation import Conversation, Side
from joinery.engine.language import usual_language
from joinery.engine.plain import Passage, Piece
from joinery.engine.reading import Act, Finding
from joinery.engine.slots import due_in, owner_of
from joinery.engine.weighing import Surroundings, is_cleft, is_question, weigh
from joinery.method.signals import Phrase, Signal

REPORTED = 0.5  # below this a careful seller would not want to see the line
_RIVALS = (
    {"yellow_light", "yes", "no"},
    {"praise", "complaint"},
    {"promise", "request"},
    {"promise", "yellow_light"},
    {"request", "need"},
    {"insight", "complaint"},
    {"impact", "success_measure"},
    {"timing", "promise"},
    {"timing", "request"},
    {"timing", "call_to_action"},
    {"money", "impact"},
)
_FIRST = ("promise", "request", "call_to_action")  # what puts a step on the table


@dataclass(frozen=True)
class _Heard:
    signal: Signal
    passage: int
    core: int
    left: int
    right: int
    finding: Finding


def find(
    conversation: Conversation,
    acts: Sequence[Sequence[Act]],
    signals: Iterable[Signal],
    said_on: date | None,
) -> tuple[Finding, ...]:
    """The findings in the order they were said; `said_on` is the day of the talk, for dates like "Friday"."""
    passages = _passages(conversation)
    ordered = sorted(signals, key=lambda signal: signal.kind not in _FIRST)
    offers = [signal for signal in ordered if signal.kind in _FIRST]
    answers = [signal for signal in ordered if signal.kind not in _FIRST]
    round_ = _Round(conversation, acts, passages, said_on)
    first = _strongest(list(round_.hear(offers)))
    steps = {heard.passage for heard in first if heard.finding.kind != "promise"}
    round_.steps = steps | {number for number in range(len(passages)) if round_.offers_a_step(number)}
    rest = list(round_.hear(answers))
    kept = _unrepeated(_strongest([*first, *rest]))
    return tuple(sorted((heard.finding for heard in kept), key=lambda one: (one.turn, one.start, one.end, one.kind)))


class _Round:
    """One talk, passage by passage, with what stands around each."""

    def __init__(
        self, conversation: Conversation, acts: Sequence[Sequence[Act]], passages: list[Passage], said_on: date | None
    ) -> None:
        self.conversation, self.acts, self.passages, self.said_on = conversation, acts, passages, said_on
        self.steps: set[int] = set()
        self.letters = sum(len(turn.text) for turn in conversation.turns) or 1
        self.begins: list[int] = []
        so_far = 0
        for passage in passages:
            self.begins.append(so_far)
            so_far += len(passage.text)
        plains = [passage.plain for passage in passages]
        self._talk = "\n".join(plains)
        self._starts = [0, *accumulate(len(plain) + 1 for plain in plains)][: len(plains)]
        self._held: dict[str, set[int]] = {}

    def side(self, number: int) -> Side:
        return self.conversation.speakers[self.passages[number].speaker].side

    def hear(self, signals: Iterable[Signal]) -> Iterator[_Heard]:
        for signal in signals:
            seen: set[tuple[int, int, int]] = set()
            for phrase in signal.phrases:
                for number in self._passages_for(phrase):
                    side = self.side(number)
                    if signal.side not in ("either", side) and side != "unknown":
                        continue
                    passage = self.passages[number]
                    for match in phrase.pattern.finditer(passage.plain):
                        left, right = passage.clause(match.start(), match.end())
                        if (number, left, right) in seen:
                            continue
                        heard = self._check(number, signal, match.start(), match.end(), left, right)
                        if heard:
                            seen.add((number, left, right))
                            yield heard

    def _passages_for(self, phrase: Phrase) -> Iterable[int]:
        """Only the passages that hold a piece of the phrase: the whole talk is searched once for each piece."""
        if not phrase.anchors:
            return range(len(self.passages))
        told = set().union(*(self._holding(piece) for piece in phrase.anchors[0]))
        if not phrase.is_compiled:  # once it is, the pattern itself is the quicker test
            told = {number for number in told if phrase.may_occur_in(self.passages[number].plain)}
        return sorted(told)

    def _holding(self, piece: str) -> set[int]:
        if piece not in self._held:
            numbers, at = set[int](), self._talk.find(piece)
            while at >= 0:
                number = bisect_right(self._starts, at) - 1
                numbers.add(number)
                at = self._talk.find(piece, self._starts[number + 1]) if number + 1 < len(self._starts) else -1
            self._held[piece] = numbers
        return self._held[piece]

    def _check(self, number: int, signal: Signal, start: int, end: int, left: int, right: int) -> _Heard | None:
        passage = self.passages[number]
        clause = passage.plain[left:right].rstrip("? ")
        if any(cancel.occurs_in(clause) for cancel in signal.cancels):
            return None
        around = self._around(number, signal, clause, start, left, right, end)
        confidence = weigh(signal, around)
        if confidence < REPORTED:
            return None
        turn, first, last = passage.within(left, right, start)
        text = self.conversation.turns[turn].text
        finding = Finding(
            kind=signal.kind,
            side=around.side,
            speaker=passage.speaker,
            turn=turn,
            start=first,
            end=last,
            quote=text[first:last],
            confidence=confidence,
            heard_by=signal.name,
            sort=signal.sort,
        )
        if signal.kind in _FIRST:
            finding = replace(
                finding,
                owner=owner_of(signal.kind, clause, self.conversation, passage.speaker, self._other(number)),
                due=around.due.on if around.due else None,
                due_words=around.due.words if around.due else "",
            )
        return _Heard(signal, number, start, left, right, finding) if finding.quote.strip() else None

    def _around(
        self, number: int, signal: Signal, clause: str, start: int, left: int, right: int, end: int
    ) -> Surroundings:
        """All that the verifier looks at beside the cue itself."""
        passage = self.passages[number]
        return Surroundings(
            clause=clause,
            cue=(start - left, end - left),
            side=self.side(number),
            asked=is_question(clause, passage.plain[max(right - 1, 0) : right])
            or (self._is_asked(passage, start) and not is_cleft(clause)),
            reply=self._other_words(number, +1),
            before=self._other_words(number, -1),
            step_before=any(
                number - back in self.steps and self._is_other(number, number - back) for back in (1, 2, 3)
            ),
            late=(self.begins[number] + start) / self.letters > 0.85 and self.letters > 3000,
            due=due_in(passage, left, right, self.said_on) if signal.kind in _FIRST else None,
        )

    def offers_a_step(self, number: int) -> bool:
        turns = [piece.turn for piece in self.passages[number].pieces]
        kinds = [act.kind for turn in turns if turn < len(self.acts) for act in self.acts[turn]]
        return any(kind == "ask.agree" for kind in kinds)

    def _is_asked(self, passage: Passage, at: int) -> bool:
        spot = passage.place(at)
        piece = next((one for one in reversed(passage.pieces) if one.at <= spot), passage.pieces[0])
        if piece.turn >= len(self.acts):
            return False
        return any(
            act.kind.startswith("ask") and act.start <= spot - piece.at < act.end for act in self.acts[piece.turn]
        )

    def _is_other(self, number: int, other: int) -> bool:
        if other < 0:
            return False
        mine, theirs = self.side(number), self.side(other)
        return self.passages[number].speaker != self.passages[other].speaker and (mine != theirs or mine == "unknown")

    def _other(self, number: int) -> int | None:
        """Who is spoken to: the other side's nearest speaker, the one who answers before the one who spoke."""
        for near in (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6):
            if 0 <= number + near < len(self.passages) and self._is_other(number, number + near):
                return self.passages[number + near].speaker
        others = [
            index
            for index, speaker in enumerate(self.conversation.speakers)
            if index != self.passages[number].speaker
            and (speaker.side != self.side(number) or speaker.side == "unknown")
        ]
        return others[0] if len(others) == 1 else None

    def _other_words(self, number: int, way: int) -> str:
        near = number + way
        if not 0 <= near < len(self.passages) or not self._is_other(number, near):
            return ""
        plain = self.passages[near].plain
        return plain[:80] if way > 0 else plain[-200:]


def _passages(conversation: Conversation) -> list[Passage]:
    """Turns that one speaker says in a row and that no full stop parts: captions cut sentences where they like."""
    passages: list[Passage] = []
    usual = usual_language(turn.text.casefold().split() for turn in conversation.turns)
    speaker, texts, pieces, length = -1, list[str](), list[Piece](), 0
    for number, turn in enumerate(conversation.turns):
        same = turn.speaker == speaker and pieces and length < 700 and not _is_ended(texts[-1])
        if pieces and not same:
            passages.append(Passage(speaker, " ".join(texts), tuple(pieces), usual))
            texts, pieces, length = [], [], 0
        speaker = turn.speaker
        pieces.append(Piece(number, length, len(turn.text)))
        texts.append(turn.text)
        length += len(turn.text) + 1
    if pieces:
        passages.append(Passage(speaker, " ".join(texts), tuple(pieces), usual))
    return passages


def _is_ended(text: str) -> bool:
    return text.rstrip()[-1:] in ".?!…" or not text.strip()


def _strongest(heard: list[_Heard]) -> list[_Heard]:
    """Where two signals of one kind, or of rival kinds, hear the same words, the surer one stays."""
    kept: list[_Heard] = []
    by_passage: dict[int, list[_Heard]] = {}
    for one in sorted(heard, key=lambda one: (-one.finding.confidence, one.right - one.left, one.signal.name)):
        near = by_passage.setdefault(one.passage, [])
        if not any(_overlap(one, other) and _are_rivals(one.finding.kind, other.finding.kind) for other in near):
            near.append(one)
            kept.append(one)
    return kept


def _overlap(one: _Heard, other: _Heard) -> bool:
    return one.left < other.right and other.left < one.right


def _are_rivals(kind: str, other: str) -> bool:
    return kind == other or any(kind in rivals and other in rivals for rivals in _RIVALS)


def _unrepeated(heard: list[_Heard]) -> list[_Heard]:
    """The same words said again soon after are one finding: people repeat themselves."""
    kept: list[_Heard] = []
    seen: dict[tuple[str, int, str], int] = {}
    for one in sorted(heard, key=lambda one: (one.passage, one.left)):
        said = (one.finding.kind, one.finding.speaker, one.finding.quote.casefold())
        if said in seen and one.passage - seen[said] < 12 and one.finding.kind not in ("yes", "no"):
            continue
        seen[said] = one.passage
        kept.append(one)
    return kept
