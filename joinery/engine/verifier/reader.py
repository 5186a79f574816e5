"""A small language model that reads what the network is in doubt about, with what stands around it. English alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from joinery.engine.candidates import Talk
from joinery.engine.ear.grams import Floats, Places
from joinery.engine.verifier.units import Unit

FILE = Path(__file__).parent / "reader.npz"
OPENS, CLOSES, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
HEADS = 12  # of attention
LEVELS = 31  # a number in a file is a whole one up to this, either way
MOST_OF_UNIT = 90  # pieces of words; what is longer is not read to its end
CORE, BEFORE, AFTER = 120, 56, 32  # pieces: what is read at once, and what is read around it
AT_ONCE = 1_200  # pieces, for speed
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_SAYS = {"seller": "seller", "customer": "customer", "unknown": "speaker"}
_GELU = np.float32((2 / np.pi) ** 0.5)
MOST = 1_200  # pieces of one talk: where there are more, only what is most in doubt is read
MOST_PATIENT = 6_000  # where somebody can wait two seconds: half an hour of talk
LEAST = 0.01  # what is less likely is not read
Window = tuple[int, int, int, int]  # units: where the reading begins, the core, its end, and where the reading ends
Layer = dict[str, Floats]


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
    words: Floats
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
        return [number for word in _WORD.findall(text) for number in self._of_word(word)]

    def _of_word(self, word: str) -> tuple[int, ...]:
        if word not in self._memory:
            self._memory[word] = self._cut(word)
        return self._memory[word]

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
        """A row of sums for each chosen unit, in their order."""
        windows = windows_of([len(one) for one in tokens], chosen)
        lengths = [sum(len(one) for one in tokens[first:end]) for first, _, _, end in windows]
        sums = np.zeros((len(tokens), self.top["kinds"].shape[1]), np.float32)
        batch: list[Window] = []
        for place in sorted(range(len(windows)), key=lambda place: lengths[place]):
            if batch and (len(batch) + 1) * (lengths[place] + 2) > AT_ONCE:
                self._read_batch(tokens, batch, sums)
                batch = []
            batch.append(windows[place])
        if batch:
            self._read_batch(tokens, batch, sums)
        return sums[list(chosen)]

    def _read_batch(self, tokens: Sequence[Sequence[int]], batch: Sequence[Window], sums: Floats) -> None:
        said = [[number for one in tokens[first:end] for number in one] for first, _, _, end in batch]
        width = max(map(len, said)) + 2
        numbers = np.zeros((len(batch), width), np.int64)
        for row, some in enumerate(said):
            numbers[row, : len(some) + 2] = [self.pieces[OPENS], *some, self.pieces[CLOSES]]
        hidden = np.arange(width) >= np.array([len(some) + 2 for some in said])[:, None]
        meant = self._meant(numbers, np.where(hidden, np.float32(-1e4), np.float32(0)))
        for row, (first, begin, stop, end) in enumerate(batch):
            ends = 1 + np.cumsum([len(one) for one in tokens[first:end]])
            starts = np.append(1, ends[:-1])[begin - first : stop - first]
            inside = meant[row, : ends[stop - first - 1]]
            lengths = (ends[begin - first : stop - first] - starts)[:, None]
            told = np.hstack(
                [
                    np.add.reduceat(inside, starts, axis=0) / lengths,
                    np.maximum.reduceat(inside, starts, axis=0),
                    np.repeat(meant[row, :1], stop - begin, axis=0),
                ]
            )
            sums[begin:stop] = np.tanh(told @ self.top["mid"] + self.top["mid_0"]) @ self.top["kinds"]
            sums[begin:stop] += self.top["kinds_0"]

    def _meant(self, numbers: Places, hidden: Floats) -> Floats:
        """What each piece means where it stands."""
        rows, width = numbers.shape
        meant = _levelled(self.words[numbers] + self.places[:width], self.top, "begin")
        deep = meant.shape[-1]
        meant = meant.reshape(-1, deep)
        for layer in self.layers:
            asked, told, said = (
                one.reshape(rows, width, HEADS, deep // HEADS).transpose(0, 2, 1, 3)
                for one in np.split(meant @ layer["look"] + layer["look_0"], 3, axis=1)
            )
            looks = asked * np.float32((deep // HEADS) ** -0.5) @ told.transpose(0, 1, 3, 2)
            looks += hidden[:, None, None, :]
            looks -= looks.max(axis=-1, keepdims=True)
            np.exp(looks, out=looks)
            looks /= looks.sum(axis=-1, keepdims=True)
            seen = (looks @ said).transpose(0, 2, 1, 3).reshape(-1, deep)
            meant = _levelled(meant + seen @ layer["seen"] + layer["seen_0"], layer, "between")
            wide = _bent(meant @ layer["wide"] + layer["wide_0"])
            meant = _levelled(meant + wide @ layer["narrow"] + layer["narrow_0"], layer, "after")
        return meant.reshape(rows, width, deep)


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


def _levelled(numbers: Floats, layer: Layer, name: str) -> Floats:
    numbers = numbers - numbers.mean(axis=-1, keepdims=True)
    numbers /= np.sqrt(np.einsum("...i,...i->...", numbers, numbers)[..., None] / numbers.shape[-1] + np.float32(1e-12))
    numbers *= layer[name]
    numbers += layer[f"{name}_0"]
    return numbers


def _bent(numbers: Floats) -> Floats:
    """Nearly nought below nought, nearly the same above it."""
    inner = numbers * numbers
    inner *= np.float32(0.044715)
    inner += 1
    inner *= numbers
    inner *= _GELU
    np.tanh(inner, out=inner)
    inner += 1
    inner *= numbers
    inner *= np.float32(0.5)
    return inner


def stored(reader: Reader) -> dict[str, np.ndarray[Any, Any]]:
    """The large tables in six bits a number, with a scale for each column (for words, each row)."""
    arrays: dict[str, np.ndarray[Any, Any]] = {
        "pieces": np.frombuffer("\n".join(reader.pieces).encode(), np.uint8),
        "slopes": reader.slopes.astype(np.float32),
        "places": reader.places.astype(np.float16),
    }
    tables = {"words": reader.words.T}
    for place, layer in enumerate((reader.top, *reader.layers)):
        tables |= {f"{place} {name}": array for name, array in layer.items()}
    for name, array in tables.items():
        if array.ndim < 2 or array.shape[1] < HEADS * 2:
            arrays[name] = array.astype(np.float16)
            continue
        scale = np.maximum(np.abs(array).max(axis=0), 1e-6) / LEVELS
        arrays[name] = np.round(array / scale).astype(np.int8)
        arrays[f"{name} scale"] = scale.astype(np.float32)
    return arrays


def load(path: Path = FILE) -> Reader:
    with np.load(path, allow_pickle=False) as file:
        found = {name: file[name] for name in file.files}
    pieces = bytes(found.pop("pieces")).decode().split("\n")
    slopes, places = found.pop("slopes"), found.pop("places").astype(np.float32)
    full = {
        name: np.asarray(array * found.get(f"{name} scale", np.float32(1)), np.float32)
        for name, array in found.items()
        if not name.endswith(" scale")
    }
    words = np.ascontiguousarray(full.pop("words").T)
    layers: list[Layer] = [{} for _ in {name.split()[0] for name in full}]
    for name, array in full.items():
        place, _, of = name.partition(" ")
        layers[int(place)][of] = array
    return Reader({piece: row for row, piece in enumerate(pieces)}, words, places, tuple(layers[1:]), layers[0], slopes)


@cache
def shipped() -> Reader | None:
    """The reader that comes with the product, or None where its file was taken out: then the network decides alone."""
    return load() if FILE.exists() else None


@cache
def patient() -> Reader | None:
    """The same, reading five times as much of a long talk."""
    quick = shipped()
    return quick and replace(quick, most=MOST_PATIENT)
