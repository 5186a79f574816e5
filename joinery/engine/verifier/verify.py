"""How sure we are of each candidate: the rules and the trained weights together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from joinery.engine.candidates import Candidate, overlap
from joinery.engine.verifier.traits import traits_of
from joinery.engine.verifier.weights import Weights, shipped
from joinery.method.candidates import LOOSE
from joinery.method.signals import KINDS

LEARNED = frozenset({"en"})  # the languages the weights have seen; others are heard by the rules alone
REPORTED = 0.5  # by rules alone: below this a careful seller would not want to see the line
UNKNOWN_SIDE = 0.72
ONE_SIDED = frozenset(kind for kind in KINDS if kind not in {"promise", "request", "money", "timing", "decision", "competitor"})
Verifier = Callable[[Sequence[Candidate], Sequence[str]], "list[Verified]"]


@dataclass(frozen=True, slots=True)
class Verified:
    candidate: Candidate
    confidence: float
    cues: tuple[str, ...]


def merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """What several cues of one kind heard in the same words is one candidate; the surest gives its words."""
    kept: list[Candidate] = []
    near: dict[tuple[int, str], list[int]] = {}
    for one in sorted(candidates, key=lambda one: (-one.sure, one.rules == (LOOSE,), one.right - one.left, one.rules)):
        places = near.setdefault((one.passage, one.kind), [])
        at = next((place for place in places if overlap(one, kept[place])), None)
        if at is None:
            places.append(len(kept))
            kept.append(one)
        else:
            first = kept[at]
            rules = first.rules if one.rules[0] in first.rules else (*first.rules, *one.rules)
            kept[at] = replace(first, rules=rules, phrases=(*first.phrases, *one.phrases))
    return kept


def verified(candidates: Sequence[Candidate], languages: Sequence[str]) -> list[Verified]:
    """By the shipped weights. `languages` are those of the passages."""
    return verified_by(candidates, languages, shipped())


def by_rules(candidates: Sequence[Candidate], languages: Sequence[str]) -> list[Verified]:
    return verified_by(candidates, languages, None)


def verified_by(
    candidates: Sequence[Candidate], languages: Sequence[str], weights: Weights | None
) -> list[Verified]:
    return [_verified(one, weights if languages[one.passage] in LEARNED else None) for one in candidates]


def _verified(one: Candidate, weights: Weights | None) -> Verified:
    named = tuple(name for name in one.rules if name != LOOSE)
    if weights is None:
        return Verified(one, one.sure if named else 0.0, ())
    chance, cues = weights.chance(one.kind, traits_of(one))
    if one.around.side == "unknown" and one.kind in ONE_SIDED:
        chance *= UNKNOWN_SIDE
    # A phrase that was taught after the training is taken at its word.
    if named and one.sure >= REPORTED and not all(weights.knows(one.kind, phrase) for phrase in one.phrases):
        chance = max(chance, one.sure)
    return Verified(one, round(min(chance, 0.99), 3), cues)
