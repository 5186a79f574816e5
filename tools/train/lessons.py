"""Talks made ready for learning: pieces as numbers, each talk several times, clean and noisy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from zlib import crc32

import numpy as np
from scipy import sparse

from joinery.engine.conversation import Turn
from joinery.engine.cues import noted, trust_in_marks
from joinery.engine.ear.grams import Floats, Numbers, Places, grams_of, neighbours_of, shapes_of
from joinery.engine.ear.network import slots
from joinery.engine.ear.told import told_of
from joinery.method.acts import load_acts
from tools.train.corpora import ACTS, Labels, Talk
from tools.train.noise import bare, carelessly_marked, misheard, without_times

MEMBERS = ("asks", "commits", "steps")
CUES = load_acts()
Version = Callable[[tuple[Turn, ...], Random], tuple[Turn, ...]]


def _each(change: Callable[[str, Random], str]) -> Version:
    return lambda turns, chance: tuple(replace(turn, text=change(turn.text, chance)) for turn in turns)


# Each talk is heard in all of these ways. Half of them without times: many transcripts have none.
VERSIONS: dict[str, Version] = {
    "as written": lambda turns, chance: turns,
    "bare": _each(lambda text, chance: bare(text)),
    "misheard": _each(misheard),
    "carelessly marked, no times": lambda turns, chance: without_times(_each(carelessly_marked)(turns, chance)),
    "bare, no times": lambda turns, chance: without_times(_each(lambda text, _: bare(text))(turns, chance)),
}


@dataclass(frozen=True)
class Lesson:
    """One talk in one version. Labels are -1 where unknown; `turn` says which turn each piece is of."""

    corpus: str
    version: str
    rows: Places  # for each word group the piece it is in
    numbers: Numbers  # and its number
    shapes: Floats
    neighbours: Places
    act: Places
    yes: Floats  # a column for each of MEMBERS, -1 where unknown
    turn: Places


def lessons_of(talk: Talk) -> list[Lesson]:
    """A talk in all its versions; one without times need not be heard without them once more."""
    timed = any(turn.start is not None for turn in talk.turns)
    versions = [version for version in VERSIONS if timed or version != "bare, no times"]
    return [found for version in versions if (found := lesson(talk, version))]


def lesson(talk: Talk, version: str) -> Lesson | None:
    chance = Random(crc32(f"{talk.name} {version}".encode()))
    turns = VERSIONS[version](talk.turns, chance)
    pieces, _, _ = noted(turns, CUES)
    if not pieces:
        return None
    told = told_of(pieces, turns)
    rows, numbers = grams_of(told)
    labels = _labels(pieces, talk.labels)
    act = np.array([ACTS.index(one.act) if one.act else -1 for one in labels])
    yes = np.array([[_number(getattr(one, name)) for name in MEMBERS] for one in labels], dtype=np.float32)
    return Lesson(
        talk.corpus, version, rows, numbers, shapes_of(told, trust_in_marks(pieces)),
        neighbours_of([piece.speaker for piece in told]), act, yes, np.array([piece.turn for piece in pieces]),
    )  # fmt: skip


def known_groups(lessons: Sequence[Lesson], most: int) -> Numbers:
    """The commonest word groups of some lessons, in order; none that came up in one place only."""
    numbers, counts = np.unique(np.concatenate([one.numbers for one in lessons]), return_counts=True)
    floor = max(2 * len(VERSIONS), int(np.sort(counts)[-min(most, len(counts))]))
    return numbers[counts >= floor][:most]


def words_of(one: Lesson, known: Numbers) -> sparse.csr_matrix:
    """The known word groups of each piece, scaled by how many groups the piece has."""
    scale = 1 / np.sqrt(np.bincount(one.rows, minlength=len(one.act)), dtype=np.float32)
    found = slots(one.numbers, known)
    kept = found < len(known)
    place = (one.rows[kept], found[kept])
    return sparse.csr_matrix((scale[place[0]], place), shape=(len(one.act), len(known) + 1), dtype=np.float32)


def _number(known: bool | None) -> float:
    return -1.0 if known is None else float(known)


def _labels(pieces: Sequence[object], of_turns: Sequence[Labels]) -> list[Labels]:
    """A turn's label for each of its pieces. Where a turn that asks has several, only the one that looks most like
    a question is known to ask; of the others nothing is known."""
    found: list[Labels] = []
    by_turn: dict[int, list[int]] = {}
    for place, piece in enumerate(pieces):
        found.append(of_turns[piece.turn])  # type: ignore[attr-defined]
        by_turn.setdefault(piece.turn, []).append(place)  # type: ignore[attr-defined]
    for number, places in by_turn.items():
        if len(places) > 1 and of_turns[number].asks:
            best = max(places, key=lambda at: (pieces[at].marked, pieces[at].by_words))  # type: ignore[attr-defined]
            for place in places:
                if place != best:
                    found[place] = Labels()
    return found
