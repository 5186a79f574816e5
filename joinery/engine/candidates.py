"""All that might be worth hearing: what the cues match, with what stands around it. Much of it is nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from operator import attrgetter

from joinery.engine.conversation import Conversation, Side
from joinery.engine.deeds import parted
from joinery.engine.due import due_in
from joinery.engine.plain import Passage, folded
from joinery.engine.reading import Act
from joinery.engine.weighing import Surroundings, is_cleft, is_question, weigh
from joinery.method.signals import Phrase, Signal

BY_LIST, NAMED = "your list of competitors", 0.9
FIRST = ("promise", "request", "call_to_action")  # what puts a step on the table
MOST = 300  # matches of one phrase in what one person says in a row: more are a trap, or noise
Chances = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Lists:
    """What a firm knows by name: its rivals, what it sells, and people who may be named in a talk."""

    competitors: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


NO_LISTS = Lists()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a passage that may be of a kind, as one signal or several heard it, the surest first."""

    kind: str
    sort: str
    passage: int
    core: int
    left: int
    right: int
    sure: float  # what the rules alone make of it, 0..1
    rules: tuple[str, ...]
    phrases: tuple[str, ...]
    around: Surroundings


class Talk:
    """One talk, passage by passage, with what stands around each."""

    def __init__(
        self,
        conversation: Conversation,
        acts: Sequence[Sequence[Act]],
        passages: list[Passage],
        said_on: date | None,
        chances: Sequence[Sequence[Chances]] = (),
        lists: Lists = NO_LISTS,
    ) -> None:
        from joinery.engine.sieve import Lines  # numpy is only loaded when somebody is listened to

        self.conversation, self.acts, self.passages, self.said_on = conversation, acts, passages, said_on
        self.chances, self.lists = chances, lists
        self.steps: set[int] = set()
        self.letters = sum(len(turn.text) for turn in conversation.turns) or 1
        self.begins: list[int] = []
        so_far = 0
        for passage in passages:
            self.begins.append(so_far)
            so_far += len(passage.text)
        self.plains = [passage.plain for passage in passages]
        self._lines, self._may = Lines(self.plains), dict[str, list[int]]()
        self.sides: list[Side] = [conversation.speakers[passage.speaker].side for passage in passages]

    def side(self, number: int) -> Side:
        return self.sides[number]

    def hear(self, signals: Iterable[Signal]) -> Iterator[Candidate]:
        signals, sides, plains = tuple(signals), self.sides, self.plains
        may = iter(self.may_hold(sources_of(signals)))
        for signal in signals:
            seen: set[tuple[int, int, int]] = set()
            for phrase in signal.phrases:
                for number in next(may):
                    side = sides[number]
                    if signal.side not in ("either", side) and side != "unknown":
                        continue
                    passage = self.passages[number]
                    for match in islice(phrase.pattern.finditer(plains[number]), MOST):
                        left, right = self._clause(passage, match.start(), match.end())
                        if (number, left, right) in seen:
                            continue
                        heard = self._candidate(number, signal, phrase, (match.start(), match.end()), left, right)
                        if heard:
                            seen.add((number, left, right))
                            yield heard

    def _clause(self, passage: Passage, start: int, end: int) -> tuple[int, int]:
        """The clause around start..end, of its own deed alone."""
        left, right = passage.clause(start, end)
        for begins, ends in parted(passage.plain, left, right):
            if begins <= start and end <= ends and (begins, ends) != (left, right):
                return passage.trimmed(begins, ends, start, end)
        return left, right

    def may_hold(self, sources: tuple[str, ...]) -> list[list[int]]:
        """For each pattern the passages that it may match; all that will be asked for is best asked for at once."""
        from joinery.engine.sieve import sieve_of

        if unknown := tuple(source for source in sources if source not in self._may):
            self._may.update(zip(unknown, sieve_of(unknown).sift(self._lines), strict=True))
        return [self._may[source] for source in sources]

    def hear_names(self) -> Iterator[Candidate]:
        """Rivals that the firm knows by name, wherever they are named."""
        for name in self.lists.competitors:
            named = re.compile(rf"(?<!\w){re.escape(folded(name.strip()))}(?!\w)") if len(name.strip()) > 2 else None
            for number, passage in enumerate(self.passages):
                for match in named.finditer(passage.plain) if named else ():
                    left, right = passage.clause(match.start(), match.end())
                    around = self.around(number, False, match.span(), left, right)
                    yield Candidate(
                        "competitor", "", number, match.start(), left, right, NAMED, (BY_LIST,), (name,), around
                    )

    def _candidate(
        self, number: int, signal: Signal, phrase: Phrase, cue: tuple[int, int], left: int, right: int
    ) -> Candidate | None:
        passage = self.passages[number]
        clause = passage.plain[left:right].rstrip("? ")
        if any(cancel.occurs_in(clause) for cancel in signal.cancels):
            return None
        around = self.around(number, signal.kind in FIRST, cue, left, right)
        sure = weigh(signal, around)
        return Candidate(
            signal.kind, signal.sort, number, cue[0], left, right, sure, (signal.name,), (phrase.source,),
            around,
        )  # fmt: skip

    def around(self, number: int, dated: bool, cue: tuple[int, int], left: int, right: int) -> Surroundings:
        """All that is looked at beside the cue itself."""
        passage = self.passages[number]
        clause = passage.plain[left:right].rstrip("? ")
        return Surroundings(
            clause=clause,
            cue=(cue[0] - left, cue[1] - left),
            side=self.side(number),
            asked=is_question(clause, passage.plain[max(right - 1, 0) : right])
            or (self._is_asked(passage, cue[0]) and not is_cleft(clause)),
            reply=self.other_words(number, +1),
            before=self.other_words(number, -1),
            step_before=self.step_before(number),
            late=(self.begins[number] + cue[0]) / self.letters > 0.85 and self.letters > 3000,
            due=due_in(passage, left, right, self.said_on, self._earlier(number)) if dated else None,
        )

    def unweighed(self, number: int, dated: bool, cue: tuple[int, int], left: int, right: int) -> Surroundings:
        """The same for what no rule will weigh: its words and its day."""
        passage = self.passages[number]
        clause = passage.plain[left:right].rstrip("? ")
        due = due_in(passage, left, right, self.said_on, self._earlier(number)) if dated else None
        return Surroundings(clause, (cue[0] - left, cue[1] - left), self.side(number), due=due)

    def _earlier(self, number: int) -> str:
        return " ".join(passage.text[-90:] for passage in self.passages[max(0, number - 3) : number])

    def acts_in(self, number: int) -> list[int]:
        """Where acts begin in the plain text of a passage."""
        passage = self.passages[number]
        return [
            passage.plain_at(piece.at + act.start)
            for piece in passage.pieces
            if piece.turn < len(self.acts)
            for act in self.acts[piece.turn]
        ]

    def step_before(self, number: int) -> bool:
        near = self.steps.intersection((number - 1, number - 2, number - 3)) if self.steps else ()
        return any(self.is_other(number, one) for one in near)

    def asks_last(self, number: int) -> bool:
        """Whether what was said last in a passage is heard as a question."""
        if number < 0:
            return False
        turn = self.passages[number].pieces[-1].turn
        return turn < len(self.acts) and bool(self.acts[turn]) and self.acts[turn][-1].kind.startswith("ask")

    def offers_a_step(self, number: int) -> bool:
        for piece in self.passages[number].pieces:
            if piece.turn < len(self.acts):
                for act in self.acts[piece.turn]:
                    if act.kind == "ask.agree":
                        return True
        return False

    def act_at(self, passage: Passage, at: int) -> tuple[str, Chances | None]:
        """What the sentence does in which a cue lies, and what the trained ear gave for it."""
        spot = passage.place(at)
        piece = passage.piece_at(spot)
        if piece.turn >= len(self.acts):
            return "", None
        acts = self.acts[piece.turn]
        number = bisect_right(acts, spot - piece.at, key=attrgetter("start")) - 1
        if number < 0 or spot - piece.at >= acts[number].end:
            return "", None
        of_turn = self.chances[piece.turn] if piece.turn < len(self.chances) else ()
        return acts[number].kind, of_turn[number] if number < len(of_turn) else None

    def _is_asked(self, passage: Passage, at: int) -> bool:
        return self.act_at(passage, at)[0].startswith("ask")

    def is_other(self, number: int, other: int) -> bool:
        if other < 0 or self.passages[number].speaker == self.passages[other].speaker:
            return False
        mine = self.sides[number]
        return mine != self.sides[other] or mine == "unknown"

    def other(self, number: int) -> int | None:
        """Who is spoken to: the other side's nearest speaker, the one who answers before the one who spoke."""
        for near in (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6):
            if 0 <= number + near < len(self.passages) and self.is_other(number, number + near):
                return self.passages[number + near].speaker
        others = [
            index
            for index, speaker in enumerate(self.conversation.speakers)
            if index != self.passages[number].speaker
            and (speaker.side != self.side(number) or speaker.side == "unknown")
        ]
        return others[0] if len(others) == 1 else None

    def other_words(self, number: int, way: int) -> str:
        near = number + way
        if not 0 <= near < len(self.passages) or not self.is_other(number, near):
            return ""
        plain = self.plains[near]
        return plain[:80] if way > 0 else plain[-200:]


def sources_of(signals: Iterable[Signal]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(signal.sources for signal in signals))


def overlap(one: Candidate, other: Candidate) -> bool:
    return one.passage == other.passage and one.left < other.right and other.left < one.right
