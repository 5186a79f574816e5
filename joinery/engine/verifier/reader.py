"""A small language model that reads what the network is in doubt about, with what stands around it. English alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol

import numpy as np

from joinery.engine.candidates import Talk
from joinery.engine.ear.grams import Floats, Places, spread
from joinery.engine.ear.tables import Arrays, Table, look_into
from joinery.engine.verifier.model import HEADS, Layer, levelled, through, times
from joinery.engine.verifier.units import Unit

FILE = Path(__file__).parent / "reader.npy"
OPENS, CLOSES, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LEVELS = 31  # a number in a file is a whole one up to this, either way
LONGEST = 100  # letters: what is longer is no word
MOST_OF_UNIT = 90  # pieces of words; what is longer is not read to its end
KEPT = 50_000  # words whose pieces are kept
CORE, BEFORE, AFTER = 120, 56, 32  # pieces: what is read at once, and what is read around it
AT_ONCE = 2_400  # pieces, for speed
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_SAYS = {"seller": "seller", "customer": "customer", "unknown": "speaker"}
MOST = 2_000  # pieces of one talk: where there are more, only what is most in doubt is read
MOST_PATIENT = 9_000  # where somebody can wait two seconds: three quarters of an hour of talk
LEAST = 0.01  # what is less likely is not read
Window = tuple[int, int, int, int]  # units: where the reading begins, the core, its end, and where the reading ends


class Reads(Protocol):
    def again(self, talk: Talk, units: Sequence[Unit], sums: Floats, chances: Floats) -> Floats:
        """The chances, with those of the units that were read put right. Chances are nought where a kind cannot be."""
        ...


@dataclass(frozen=True)
class Reader:
    """`words` has a row for each piece of a word, `places` one for each place; `mid` and `kinds` turn what was read of
    a unit into a sum for each kind. `slopes` turn the network's sum and the reader's into one: a row for each, and one
    to add."""

    pieces: dict[str, int]
    words: Table
    places: Floats
    layers: tuple[Layer, ...]
    top: Layer
    slopes: Floats
    most: int = MOST  # pieces that are read of one talk

    def again(self, talk: Talk, units: Sequence[Unit], sums: Floats, chances: Floats) -> Floats:
        english = [talk.passages[unit.passage].language == "en" for unit in units]
        doubts = np.where(english, doubts_of(chances), 0)
        if not doubts.any():
            return chances
        tokens = self.tokens(talk, units)
        chosen = chosen_of([len(one) for one in tokens], doubts, self.most)
        found = chances.copy()
        found[chosen] = both(sums[chosen], self.read(tokens, chosen), self.slopes)
        return found

    def tokens(self, talk: Talk, units: Sequence[Unit]) -> list[list[int]]:
        """The pieces of each unit; where somebody begins to speak, first which side it is."""
        found = []
        for place, unit in enumerate(units):
            following = units[place + 1] if place + 1 < len(units) else None
            plain = talk.plains[unit.passage]
            end = following.left if following and following.passage == unit.passage else len(plain)
            said = self.of_text(plain[unit.left : end])[:MOST_OF_UNIT]
            if not place or units[place - 1].passage != unit.passage:
                said = [self.pieces[_SAYS[talk.side(unit.passage)]], self.pieces[":"], *said]
            found.append(said)
        return found

    def of_text(self, text: str) -> list[int]:
        if not text.isascii():
            text = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
        known = self._memory
        return [number for word in _WORD.findall(text) for number in known.get(word) or self._of_word(word)]

    def _of_word(self, word: str) -> tuple[int, ...]:
        if len(self._memory) >= KEPT:
            self._memory.clear()
        self._memory[word] = found = self._cut(word) if len(word) <= LONGEST else (self.pieces[UNKNOWN],)
        return found

    @cached_property
    def _memory(self) -> dict[str, tuple[int, ...]]:
        return {}

    def _cut(self, word: str) -> tuple[int, ...]:
        """The longest pieces from the left."""
        found: list[int] = []
        at = 0
        while at < len(word):
            begun = "##" if at else ""
            end = next((end for end in range(len(word), at, -1) if begun + word[at:end] in self.pieces), 0)
            if not end:
                return (self.pieces[UNKNOWN],)
            found.append(self.pieces[begun + word[at:end]])
            at = end
        return tuple(found)

    def read(self, tokens: Sequence[Sequence[int]], chosen: Sequence[int]) -> Floats:
        """A row of sums for each chosen unit; they are given in order."""
        found, batch, long = list[Floats](), list[Window](), 0
        for window in windows_of([len(one) for one in tokens], chosen):
            length = sum(map(len, tokens[window[0] : window[3]]))
            if batch and long + length > AT_ONCE:
                found.append(self._read_batch(tokens, batch, chosen))
                batch, long = [], 0
            batch.append(window)
            long += length
        return np.vstack([*found, self._read_batch(tokens, batch, chosen)])

    def _read_batch(self, tokens: Sequence[Sequence[int]], batch: Sequence[Window], chosen: Sequence[int]) -> Floats:
        """The pieces of all windows stand in one row. Of a window its opening is asked for, and its chosen units."""
        wanted = set(chosen)
        numbers, begins = list[int](), [0]
        spans: list[tuple[int, int]] = []  # where what is asked for begins, and how long it is
        for first, begin, stop, end in batch:
            spans.append((len(numbers), 1))
            numbers.append(self.pieces[OPENS])
            for unit in range(first, end):
                if begin <= unit < stop and unit in wanted:
                    spans.append((len(numbers), len(tokens[unit])))
                numbers += tokens[unit]
            numbers.append(self.pieces[CLOSES])
            begins.append(len(numbers))
        firsts, lengths = np.array(spans).T
        meant = self._meant(np.array(numbers), np.array(begins), spread(firsts, lengths))
        starts, opens = np.cumsum(lengths) - lengths, np.isin(firsts, begins)
        mean = np.add.reduceat(meant, starts, axis=0) / lengths.astype(np.float32)[:, None]
        whole = mean[opens][np.cumsum(opens) - 1]
        told = np.hstack([mean, np.maximum.reduceat(meant, starts, axis=0), whole])[~opens]
        return times(np.tanh(times(told, self.top, "mid")), self.top, "kinds")

    def _meant(self, numbers: Places, begins: Places, wanted: Places) -> Floats:
        """What the wanted pieces mean where they stand: the last layer is worked out for them alone."""
        places = np.arange(len(numbers)) - np.repeat(begins[:-1], np.diff(begins))
        meant = levelled(self.words[numbers] + self.places[places], self.top, "begin")
        for layer in self.layers[:-1]:
            meant = through(layer, meant, begins, slice(None))
        return through(self.layers[-1], meant, begins, wanted)


def both(sums: Floats, read: Floats, slopes: Floats) -> Floats:
    """The chances that the network's sums and the reader's give together."""
    total = sums * slopes[0] + read * slopes[1] + slopes[2]
    return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))), np.float32)


def doubts_of(chances: Floats) -> Floats:
    """How much each unit is in doubt; nought where nothing is likely."""
    return np.asarray(np.where(chances >= LEAST, chances * (1 - chances), 0).max(axis=1), np.float32)


def chosen_of(lengths: Sequence[int], doubts: Floats, most: int = MOST) -> list[int]:
    """The units most in doubt, as many as may be read with what stands around them."""
    begins = np.cumsum([0, *lengths])
    around = np.zeros(len(lengths), bool)
    chosen: list[int] = []
    cost = 0
    for unit in np.argsort(-doubts, kind="stable").tolist():
        first = int(np.searchsorted(begins, begins[unit] - BEFORE))
        end = int(np.searchsorted(begins, begins[unit + 1] + AFTER, side="right")) - 1
        cost += int(np.diff(begins)[first:end][~around[first:end]].sum())
        if not doubts[unit] or (cost > most and chosen):
            break
        around[first:end] = True
        chosen.append(unit)
    return sorted(chosen)


def windows_of(lengths: Sequence[int], chosen: Sequence[int]) -> list[Window]:
    """Chosen units that stand near each other are read at once."""
    begins = np.cumsum([0, *lengths]).tolist()
    cores: list[tuple[int, int]] = []
    for unit in sorted(chosen):
        if cores and begins[unit + 1] - begins[cores[-1][0]] <= CORE:
            near = begins[unit] - begins[cores[-1][1]] <= BEFORE + AFTER
            if near:
                cores[-1] = (cores[-1][0], unit + 1)
                continue
        cores.append((unit, unit + 1))
    found = []
    for begin, stop in cores:
        first, end = begin, stop
        while first and begins[begin] - begins[first - 1] <= BEFORE:
            first -= 1
        while end < len(lengths) and begins[end + 1] - begins[stop] <= AFTER:
            end += 1
        found.append((first, begin, stop, end))
    return found


def stored(reader: Reader) -> Arrays:
    """The large tables in six bits a number, with a scale for each column (for words, each row)."""
    found: Arrays = {
        "pieces": np.frombuffer("\n".join(reader.pieces).encode(), np.uint8),
        "words": reader.words.small,
        "words scale": reader.words.scale,
        "places": reader.places.astype(np.float16),
        "slopes": reader.slopes.astype(np.float32),
    }
    for place, layer in enumerate((reader.top, *reader.layers)):
        for name, array in layer.items():
            if array.ndim < 2 or array.shape[1] < HEADS * 2:
                found[f"{place} {name}"] = array.astype(np.float16)
            else:
                table = Table.of(array, levels=LEVELS)
                found |= {f"{place} {name}": table.small, f"{place} {name} scale": table.scale}
    return found


def load(path: Path = FILE) -> Reader:
    file = look_into(path)
    pieces = bytes(file.pop("pieces")).decode().split("\n")
    words = Table(file.pop("words"), file.pop("words scale"))
    places, slopes = file.pop("places").astype(np.float32), file.pop("slopes")
    layers: list[Layer] = [{} for _ in {name.split()[0] for name in file}]
    for name, array in file.items():
        place, of, *is_scale = name.split()
        if not is_scale:
            layers[int(place)][of] = (numbers := array.astype(np.float32))
            numbers *= file.get(f"{name} scale", 1)
    return Reader({piece: row for row, piece in enumerate(pieces)}, words, places, tuple(layers[1:]), layers[0], slopes)


@cache
def shipped() -> Reader | None:
    """The reader that comes with the product, or None where its file was taken out: then the network decides alone."""
    return load() if FILE.exists() else None


@cache
def patient() -> Reader | None:
    """The same, reading three times as much of a long talk."""
    quick = shipped()
    return quick and replace(quick, most=MOST_PATIENT)
