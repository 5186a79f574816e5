"""A turn as the measures see it: how long, how many words, what it does; and stretches of one side's speech."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from joinery.engine.conversation import Conversation, Side
from joinery.engine.reading import Act


@dataclass(slots=True, eq=False)  # not frozen: there is one for every turn, and that would take it three times as long
class Spoken:
    """One turn with words in it. `start` and `end` are None where the source does not tell."""

    turn: int
    speaker: int
    side: Side
    words: int
    start: float | None
    end: float | None
    acts: tuple[tuple[str, int], ...]  # kind and words of each act
    began: float = field(init=False)
    ended: float = field(init=False)
    seconds: float = field(init=False)
    questions: int = field(init=False)
    ends_asking: bool = field(init=False)
    is_noise: bool = field(init=False)  # a listener's "mm-hm": up to three words, up to a second where that is known

    def __post_init__(self) -> None:
        """All that the measures ask of a turn again and again, worked out once."""
        self.began = self.start if self.start is not None else 0.0
        self.ended = self.end if self.end is not None else self.began
        self.seconds = self.ended - self.began
        asking = [kind[:3] == "ask" for kind, _ in self.acts]
        self.questions, self.ends_asking = sum(asking), bool(asking) and asking[-1]
        short = bool(self.acts) and self.words <= 3 and self.seconds <= 1.0
        self.is_noise = short and all(kind == "backchannel" for kind, _ in self.acts)

    @property
    def asks(self) -> bool:
        return self.questions > 0

    def words_of(self, *kinds: str) -> int:
        """Words of these kinds of act and of their sorts."""
        return sum([count for kind, count in self.acts if kind in kinds or kind.partition(".")[0] in kinds])

    def share_of(self, *kinds: str, timed: bool) -> float:
        """Words of these kinds of act; in seconds, the turn's seconds in proportion to its words."""
        words = self.words_of(*kinds)
        if not timed:
            return float(words)
        whole = sum(count for _, count in self.acts)
        return self.seconds * words / whole if whole else 0.0


@dataclass(slots=True)
class Stretch:
    """One side speaking without being broken off."""

    side: Side
    start: float
    end: float
    until: float  # where a silence would begin: the end, or that of what was let pass


def spoken_in(conversation: Conversation, acts: Sequence[Sequence[Act]]) -> tuple[Spoken, ...]:
    found = []
    for number, turn in enumerate(conversation.turns):
        words = len(turn.text.split())
        if words:
            start = _known(turn.start)
            end = _known(turn.end) if start is not None else None
            if start is not None and end is not None:
                end = max(start, end)
            kinds = tuple([(act.kind, _words(turn.text, words, act)) for act in acts[number]])
            side = conversation.speakers[turn.speaker].side
            found.append(Spoken(number, turn.speaker, side, words, start, end, kinds))
    return tuple(found)


def _words(text: str, words: int, act: Act) -> int:
    whole = act.start == 0 and act.end == len(text)  # as most are
    return words if whole else len(text[act.start : act.end].split())


def _known(seconds: float | None) -> float | None:
    return seconds if seconds is not None and math.isfinite(seconds) else None


def together(spoken: Iterable[Spoken]) -> float:
    """Seconds in which at least one of these is spoken."""
    total, until = 0.0, -math.inf
    for said in sorted(spoken, key=lambda said: said.began):
        total += max(0.0, said.ended - max(said.began, until))
        until = max(until, said.ended)
    return total


def stretches(in_time: Sequence[Spoken], passes: Callable[[Spoken], bool], breath: float) -> list[Stretch]:
    """Runs of one side with gaps up to `breath`; what `passes` of the other side breaks nothing;
    a longer silence ends a run as well."""
    found: list[Stretch] = []
    open_: dict[Side, Stretch] = {}
    for said in in_time:
        own = open_.get(said.side)
        for other in [side for side in open_ if side != said.side]:
            if not passes(said):
                del open_[other]
            elif said.began - open_[other].until <= breath:
                open_[other].until = max(open_[other].until, said.ended)
        if own is not None and said.began - own.until <= breath:
            own.end = max(own.end, said.ended)
            own.until = max(own.until, own.end)
        else:
            own = Stretch(said.side, said.began, said.ended, said.ended)
            found.append(own)
            open_[said.side] = own
    return found
