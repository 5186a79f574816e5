"""One talk as the measures look at it: what was said, in time and by side, with what several of them ask for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from joinery.engine.conversation import Side
from joinery.engine.reading import Finding
from joinery.engine.spoken import Spoken


@dataclass(frozen=True)
class Talk:
    """What the measures look at. `by_side` and `timed` say which of them the source supports."""

    spoken: tuple[Spoken, ...]  # in the order of the source
    speakers: int
    findings: tuple[Finding, ...]

    @cached_property
    def timed(self) -> bool:
        return bool(self.spoken) and all(said.end is not None for said in self.spoken)

    @cached_property
    def has_starts(self) -> bool:
        return bool(self.spoken) and all(said.start is not None for said in self.spoken)

    @cached_property
    def by_side(self) -> bool:
        sides = {said.side for said in self.spoken}
        return sides == {"seller", "customer"}

    @cached_property
    def _of(self) -> dict[Side, list[Spoken]]:
        sides: tuple[Side, ...] = ("seller", "customer", "unknown")
        return {side: [said for said in self.spoken if said.side == side] for side in sides}

    def of(self, side: Side) -> list[Spoken]:
        return self._of[side]

    @cached_property
    def kept_by_seller(self) -> list[tuple[str, str]]:
        return _kept_by_seller(self)

    @cached_property
    def questions_by_third(self) -> list[int]:
        return _questions_by_third(self)

    @cached_property
    def answered(self) -> list[tuple[Spoken, Spoken, Spoken, Spoken | None]]:
        return _answered(self)

    @cached_property
    def in_time(self) -> list[Spoken]:
        return sorted(self.spoken, key=lambda said: (said.began, said.ended))

    @cached_property
    def span(self) -> float:
        """Seconds from the first word to the last (to the last start, where there are no ends)."""
        return max(said.ended for said in self.spoken) - min(said.began for said in self.spoken)


def _answered(talk: Talk) -> list[tuple[Spoken, Spoken, Spoken, Spoken | None]]:
    """The seller's question, the customer's first and last turn of the answer, and the seller's next turn."""
    if not (talk.timed and talk.by_side):
        return []
    said = talk.in_time
    found = []
    for place, asked in enumerate(said[:-1]):
        if asked.side != "seller" or not asked.ends_asking or said[place + 1].side != "customer":
            continue
        last = place + 1
        while last + 1 < len(said) and (said[last + 1].side == "customer" or said[last + 1].is_noise):
            last += 1
        found.append((asked, said[place + 1], said[last], said[last + 1] if last + 1 < len(said) else None))
    return found


def _kept_by_seller(talk: Talk) -> list[tuple[str, str]]:
    """Neighbouring acts that are both the seller's, listener's noises left out. Needs no times."""
    order = talk.in_time if talk.has_starts else talk.spoken
    moves = [(kind, said.side) for said in order for kind, _ in said.acts if kind != "backchannel"]
    pairs = zip(moves, moves[1:], strict=False)
    return [(one, following) for (one, by), (following, then) in pairs if by == then == "seller"]


def _questions_by_third(talk: Talk) -> list[int]:
    counts = [0, 0, 0]
    if not talk.by_side:
        return counts
    timed = talk.has_starts and talk.span > 0
    origin = min(said.began for said in talk.spoken)
    whole = talk.span if timed else float(sum(said.words for said in talk.spoken))
    passed = 0
    for said in talk.spoken:
        place = (said.began - origin) / whole if timed else passed / whole
        counts[min(2, int(place * 3))] += said.questions if said.side == "seller" else 0
        passed += said.words
    return counts
