"""What the rules make of a talk by themselves, and the shape of what any verifier says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from joinery.engine.candidates import Candidate, Talk, overlap

REPORTED = 0.5  # below this a careful seller would not want to see the line


@dataclass(frozen=True, slots=True)
class Verified:
    """A candidate, how sure we are of it, and what spoke for it most."""

    candidate: Candidate
    confidence: float
    cues: tuple[str, ...] = ()


Verifier = Callable[[Talk, Sequence[Candidate]], list[Verified]]  # from what the rules heard


def by_rules(talk: Talk, candidates: Sequence[Candidate]) -> list[Verified]:
    return [Verified(one, one.sure) for one in merged(candidates) if one.sure >= REPORTED]


def merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """What several cues of one kind heard in the same words is one candidate; the surest gives its words."""
    kept: list[Candidate] = []
    near: dict[tuple[int, str], list[int]] = {}
    for one in sorted(candidates, key=lambda one: (-one.sure, one.right - one.left, one.rules)):
        places = near.setdefault((one.passage, one.kind), [])
        at = next((place for place in places if overlap(one, kept[place])), None)
        if at is None:
            places.append(len(kept))
            kept.append(one)
        elif one.sure >= REPORTED:
            kept[at] = replace(kept[at], phrases=(*kept[at].phrases, *one.phrases))
    return kept
