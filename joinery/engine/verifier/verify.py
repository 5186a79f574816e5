"""How sure we are that a stretch of talk is of a kind: the rules and the trained weights together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np

from joinery.engine.candidates import FIRST, Candidate, Talk
from joinery.engine.ear.grams import Floats, Places
from joinery.engine.verifier import reader
from joinery.engine.verifier.by_rules import REPORTED, Verified, Verifier, by_rules, merged
from joinery.engine.verifier.reader import Reads
from joinery.engine.verifier.sorts import sort_of
from joinery.engine.verifier.traits import OF_KINDS, traits_of
from joinery.engine.verifier.units import LONG, Unit, units_of
from joinery.engine.verifier.weights import Groups, Weights, groups_of, meanings, near_of, shipped
from joinery.lib.late import late

BY_WEIGHTS = "the trained ear"  # what a finding was heard by when no rule did
LEARNED = frozenset({"en", "de", "fr"})  # the languages the weights have seen; others are heard by the rules alone
KEPT_FROM = 0.12  # what is less likely than this is nothing
UNKNOWN_SIDE = 0.72
VETO, TRUSTED = 0.2, 0.5  # what a rule hears is at least that likely, unless the weights give it less than the veto
# What is put off within the talk, and a yes to nothing that was asked or offered: far less likely than the weights say.
_WITHIN = late(r"\b(?:later (?:on )?)?(?:in|during) (?:this|our|today's) (?:call|meeting|talk|session|presentation)\b")
DOUBTED = 0.35
SIDES = {"promise": "", "request": "", "money": "", "timing": "", "decision": "", "competitor": "",
         "call_to_action": "seller"}  # fmt: skip
Rules = dict[str, Candidate]


@dataclass(frozen=True)
class Told:
    """The units of a talk and all that the weights are told of them."""

    units: list[Unit]
    rules: list[Rules]
    groups: Groups
    dense: Floats
    near: Places

    @cached_property
    def places_of(self) -> dict[str, list[int]]:
        """For each kind the units in which a rule hears it."""
        found: dict[str, list[int]] = {}
        for place, rules in enumerate(self.rules):
            for kind in rules:
                found.setdefault(kind, []).append(place)
        return found


def verified(talk: Talk, candidates: Sequence[Candidate], *, patiently: bool = False) -> list[Verified]:
    """By the shipped weights. `candidates` are what the rules heard; `patiently` reads more of it again."""
    return verified_by(talk, candidates, shipped(), reads=reader.patient() if patiently else reader.shipped())


def by_weights(weights: Weights | None, reads: Reads | None = None) -> Verifier:
    return partial(verified_by, weights=weights, reads=reads)


def verified_by(
    talk: Talk,
    candidates: Sequence[Candidate],
    weights: Weights | None,
    told: Told | None = None,
    reads: Reads | None = None,
) -> list[Verified]:
    """`told` where it was worked out before."""
    if weights is None:
        return by_rules(talk, candidates)
    of_rules = merged(candidates)
    told = told or told_of(talk, of_rules)
    seen = {unit.passage for unit in told.units}
    found = [Verified(one, one.sure) for one in of_rules if one.passage not in seen and one.sure >= REPORTED]
    if told.units:
        weighed = weights.weighed(told.groups, told.dense, told.near)
        chances = np.where(_may_be(talk, told.units), weights.chances(weighed), 0)
        if reads is not None:
            chances = reads.again(talk, told.units, weighed.sums, chances)
        heard = [
            one
            for number, kind in enumerate(OF_KINDS)
            for one in _of_kind(talk, told, kind, chances[:, number], weights)
        ]
        kinds = [candidate.kind for candidate, _, _ in heard]
        cues = weights.cues(weighed, kinds, [place for _, _, place in heard], told.units, told.groups, told.dense)
        for (candidate, chance, _), of_one in zip(heard, cues, strict=True):
            found.append(Verified(candidate, chance, of_one))
    found += [Verified(one, one.sure) for one in of_rules if one.kind not in OF_KINDS and one.sure >= REPORTED]
    return found


def told_of(talk: Talk, of_rules: Sequence[Candidate]) -> Told:
    units = [
        unit
        for number, passage in enumerate(talk.passages)
        if passage.language in LEARNED
        for unit in units_of(number, passage, talk.acts_in(number) if passage.plain.count(" ") >= LONG else ())
    ]
    by_passage: dict[int, list[Candidate]] = {}
    for one in of_rules:
        by_passage.setdefault(one.passage, []).append(one)
    rules = [_rules_in(unit, by_passage[unit.passage]) if unit.passage in by_passage else {} for unit in units]
    kinds = {number: frozenset(one.kind for one in some if one.sure >= REPORTED) for number, some in by_passage.items()}
    none = frozenset[str]()
    before = [kinds.get(unit.passage - 1, none) if unit.passage else none for unit in units]
    groups = groups_of(units)
    if not units:
        return Told(units, rules, groups, np.zeros((0, 0), np.float32), near_of(units))
    traits = traits_of(talk, units, rules, before)
    meant = meanings().sums(groups)
    return Told(units, rules, groups, np.hstack([traits, meant, _context(units, meant)]), near_of(units))


def _rules_in(unit: Unit, candidates: Iterable[Candidate]) -> Rules:
    found: Rules = {}
    for one in candidates:
        inside = one.left < unit.right and unit.left < one.right
        if inside and (one.kind not in found or found[one.kind].sure < one.sure):
            found[one.kind] = one
    return found


def _context(units: Sequence[Unit], meant: Floats) -> Floats:
    """For each unit the meaning of what was said last in the passage before."""
    last: dict[int, int] = {unit.passage: place for place, unit in enumerate(units)}
    padded = np.vstack([meant, np.zeros((1, meant.shape[1]), np.float32)])
    return padded[[last.get(unit.passage - 1, len(units)) for unit in units]]


def may_say(side: str, kind: str) -> bool:
    """Whether it can be heard from this side; where the side is unknown, anything can."""
    return side == "unknown" or SIDES.get(kind, "customer") in ("", side)


def _may_be(talk: Talk, units: Sequence[Unit]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which kinds each unit may be of, by who says it."""
    by_side = {side: np.array([may_say(side, kind) for kind in OF_KINDS]) for side in ("seller", "customer", "unknown")}
    return np.vstack([by_side[talk.side(unit.passage)] for unit in units])


def _of_kind(
    talk: Talk, told: Told, kind: str, chances: Floats, weights: Weights
) -> Iterator[tuple[Candidate, float, int]]:
    """What is heard of a kind, how likely it is, and the unit that says it most."""
    kept: list[tuple[int, float]] = []
    for place in sorted({*np.flatnonzero(chances >= KEPT_FROM).tolist(), *told.places_of.get(kind, ())}):
        unit, chance = told.units[place], float(chances[place])
        rule = told.rules[place].get(kind)
        side = talk.side(unit.passage)
        if not may_say(side, kind):
            continue
        chance *= UNKNOWN_SIDE if side == "unknown" and SIDES.get(kind, "customer") else 1.0
        chance *= DOUBTED if _is_doubtful(talk, unit, kind) else 1.0
        if rule and rule.sure >= REPORTED:
            # A phrase that was taught after the training is taken at its word; of the others the weights have learned
            # how far to trust them, and may only speak against them where they are quite sure.
            taught = not all(weights.knows(kind, phrase) for phrase in rule.phrases)
            floor = rule.sure if taught else TRUSTED + rule.sure / 50 if chance >= VETO else 0.0
            chance = max(chance, floor)
        if chance >= KEPT_FROM:
            kept.append((place, chance))
    for some in _together(told, kind, kept):
        place, chance = max(some, key=lambda one: one[1])
        candidate = _candidate(talk, told, kind, [at for at, _ in some], place)
        yield candidate, round(min(chance, 0.99), 3), place


def _is_doubtful(talk: Talk, unit: Unit, kind: str) -> bool:
    if kind in FIRST:
        return _WITHIN.search(talk.plains[unit.passage], unit.left, unit.right) is not None
    if kind == "yes" and len(unit.words) <= 2:
        return not (talk.step_before(unit.passage) or talk.asks_last(unit.passage - 1))
    return False


def _together(told: Told, kind: str, kept: Sequence[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    """The clauses of one sentence that are of one kind, and all that one rule heard, are one finding."""
    groups: list[list[tuple[int, float]]] = []
    for place, chance in kept:
        unit = told.units[place]
        last = groups[-1][-1] if groups else None
        if last is not None:
            near = told.units[last[0]]
            same_rule = (rule := told.rules[place].get(kind)) is not None and rule is told.rules[last[0]].get(kind)
            alike = min(chance, last[1]) >= max(chance, last[1]) / 2
            if near.passage == unit.passage and (
                same_rule or (place == last[0] + 1 and near.sentence == unit.sentence and alike)
            ):
                groups[-1].append((place, chance))
                continue
        groups.append([(place, chance)])
    return groups


def _candidate(talk: Talk, told: Told, kind: str, places: Sequence[int], best: int) -> Candidate:
    rule = told.rules[best].get(kind)
    unit = told.units[best]
    if rule is not None and rule.sure >= REPORTED:
        return rule
    left, right = told.units[places[0]].left, told.units[places[-1]].right
    left, right = talk.passages[unit.passage].trimmed(left, right)
    around = talk.unweighed(unit.passage, kind in FIRST, (unit.left, unit.right), left, right)
    sort = rule.sort if rule is not None else sort_of(kind, unit.words)
    return Candidate(kind, sort, unit.passage, unit.left, left, right, 0.0, (BY_WEIGHTS,), (), around)
