"""The lanes of a ribbon: who shares a track, and the stretches of asking, telling and agreeing on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from joinery.engine.conversation import Side, Speaker
from joinery.engine.reading import Reading
from joinery.lib.plain_text import one_line, shorten
from joinery.web.ui.talk import Line, moment_in, parts_of

SHOWN = ("ask", "tell", "agree")
ELSE = "else"
SIDE_NAMES: Mapping[Side, str] = {"customer": "Customer", "seller": "Seller", "unknown": "Side not known"}
_MOST_LANES = 4
_MOST_STRETCHES = 240
_CELLS = 400
_NAMES_LONG = 44


@dataclass(frozen=True, slots=True)
class Lane:
    title: str
    names: str
    speakers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a lane that is all of one kind; from and to in percent of the line."""

    kind: str
    start: float
    end: float


def lanes_of(reading: Reading, labels: Mapping[Side, str] | None = None) -> tuple[Lane, ...]:
    """The customer above, the seller below, who is neither under both; and where no side is known, a lane for each."""
    speakers = reading.conversation.speakers
    if all(speaker.side == "unknown" for speaker in speakers):
        return _lanes_of_people(reading)
    named = {**SIDE_NAMES, **(labels or {})}
    sides: tuple[Side, ...] = ("customer", "seller", "unknown")
    on = {side: [one for one, speaker in enumerate(speakers) if speaker.side == side] for side in sides}
    return tuple(
        Lane(named[side], _beside(named[side], [speakers[one] for one in on[side]]), frozenset(on[side]))
        for side in sides
        if on[side] or side != "unknown"
    )


def _lanes_of_people(reading: Reading) -> tuple[Lane, ...]:
    speakers, parts = reading.conversation.speakers, parts_of(reading)
    by_words = sorted(range(len(speakers)), key=lambda one: -parts[one].words)
    alone = by_words if len(by_words) <= _MOST_LANES else by_words[: _MOST_LANES - 1]
    lanes = [Lane(shorten(one_line(speakers[one].name), 40), "", frozenset([one])) for one in sorted(alone)]
    if others := by_words[len(alone) :]:
        lanes.append(Lane("The others", _beside("The others", [speakers[one] for one in others]), frozenset(others)))
    return tuple(lanes)


def _beside(title: str, speakers: list[Speaker]) -> str:
    """The names after a lane's title, as far as a phone has room for both."""
    return shorten(name_all(speakers), max(_NAMES_LONG - len(title), 12))


def name_all(speakers: Iterable[Speaker], most: int = 2) -> str:
    """ "Dora and Piet", or "Dora, Piet and 3 more"."""
    names = [shorten(one_line(speaker.name), 24) for speaker in speakers]
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def stretches_of(reading: Reading, line: Line, lane: Lane) -> list[Stretch]:
    pieces = sorted(_pieces(reading, line, lane), key=lambda piece: piece.start)
    joined = _join(pieces)
    return joined if len(joined) <= _MOST_STRETCHES else _coarsen(joined)


def _pieces(reading: Reading, line: Line, lane: Lane) -> Iterable[Stretch]:
    for number, turn in enumerate(reading.conversation.turns):
        if turn.speaker not in lane.speakers:
            continue
        for act in reading.acts[number]:
            kind = act.kind.partition(".")[0]
            end = line.spans[number][1] if act.end >= len(turn.text) else moment_in(line, turn, number, act.end)
            yield Stretch(
                kind if kind in SHOWN else ELSE,
                line.percent(moment_in(line, turn, number, act.start)),
                line.percent(end),
            )


def _join(pieces: Iterable[Stretch], gap: float = 0.12) -> list[Stretch]:
    """Neighbours of one kind become one; what lasts no time at all is not drawn."""
    joined: list[Stretch] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and before.kind == piece.kind and piece.start - before.end <= gap:
            joined[-1] = Stretch(before.kind, before.start, max(before.end, piece.end))
        elif piece.end > piece.start:
            joined.append(piece)
    return joined


def _coarsen(stretches: list[Stretch]) -> list[Stretch]:
    """A long talk has more pieces than a screen has lines: each cell takes the kind that fills most of it."""
    width = 100 / _CELLS
    filled: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for stretch in stretches:
        for cell in range(int(stretch.start / width), min(int(stretch.end / width), _CELLS - 1) + 1):
            share = min(stretch.end, (cell + 1) * width) - max(stretch.start, cell * width)
            filled[cell][stretch.kind] += max(share, 0.0)
    cells = []
    for cell, kinds in sorted(filled.items()):
        if sum(kinds.values()) >= width * 0.3:
            kind = max(kinds, key=lambda each: (kinds[each] * (each != ELSE), kinds[each]))
            cells.append(Stretch(kind, cell * width, (cell + 1) * width))
    return _join(cells, gap=1e-6)
