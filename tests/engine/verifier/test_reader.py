"""The small language model: how it cuts words, what it reads of a talk, and that packing it changes nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from joinery.engine.candidates import Talk
from joinery.engine.conversation import Conversation, Speaker, Turn
from joinery.engine.ear.tables import Table, write
from joinery.engine.findings import passages_of
from joinery.engine.verifier import reader
from joinery.engine.verifier.model import HEADS, Layer
from joinery.engine.verifier.reader import Reader, chosen_of, doubts_of, load, stored, windows_of
from joinery.engine.verifier.traits import OF_KINDS
from joinery.engine.verifier.units import Unit, units_of

PIECES = ("[UNK]", "[CLS]", "[SEP]", "seller", "customer", "speaker", ":", ",", "we", "need", "##ed", "a", "##n",
          "oven", "##s", "slow", "the", "is", "it")  # fmt: skip
DEEP = 2 * HEADS
KINDS = len(OF_KINDS)


def small_reader() -> Reader:
    chance = np.random.default_rng(1)

    def table(rows: int, columns: int) -> np.ndarray:
        return (chance.standard_normal((rows, columns)) * 0.3).astype(np.float32)

    def layer(**shapes: tuple[int, int]) -> Layer:
        return {
            key: one
            for name, (rows, columns) in shapes.items()
            for key, one in ((name, table(rows, columns)), (f"{name}_0", table(1, columns)[0]))
        }

    norms = {name: np.ones(DEEP, np.float32) for name in ("begin", "between", "after")}
    norms |= {f"{name}_0": np.zeros(DEEP, np.float32) for name in ("begin", "between", "after")}
    layers = tuple(
        layer(look=(DEEP, 3 * DEEP), seen=(DEEP, DEEP), wide=(DEEP, 48), narrow=(48, DEEP)) | norms for _ in range(2)
    )
    top = layer(mid=(3 * DEEP, DEEP), kinds=(DEEP, KINDS)) | norms
    slopes = np.tile(np.array([[0.5], [0.5], [0.0]], np.float32), KINDS)
    pieces = {piece: row for row, piece in enumerate(PIECES)}
    words = Table.of(table(len(pieces), DEEP), axis=1)
    return Reader(pieces, words, table(200, DEEP), layers, top, slopes)


def said(*turns: str) -> tuple[Talk, list[Unit]]:
    spoken = tuple(Turn(number % 2, text) for number, text in enumerate(turns))
    conversation = Conversation((Speaker("Ana", "seller"), Speaker("Dora", "customer")), spoken, "joinery")
    talk = Talk(conversation, ((),) * len(turns), passages_of(conversation), None)
    return talk, [unit for number, passage in enumerate(talk.passages) for unit in units_of(number, passage)]


def test_a_word_is_cut_into_the_longest_pieces_that_are_known() -> None:
    reader = small_reader()
    names = list(reader.pieces)

    assert [names[piece] for piece in reader.of_text("we needed an oven, ça")] == [
        "we", "need", "##ed", "a", "##n", "oven", ",", "[UNK]",
    ]  # fmt: skip


def test_where_somebody_begins_to_speak_their_side_is_told() -> None:
    reader = small_reader()
    names = list(reader.pieces)
    tokens = reader.tokens(*said("Is it slow?", "The oven is slow. We need a need."))

    assert [[names[piece] for piece in one][:3] for one in tokens] == [
        ["seller", ":", "is"], ["customer", ":", "the"], ["we", "need", "a"],
    ]  # fmt: skip


def test_units_that_stand_together_are_read_at_once_with_what_is_around_them() -> None:
    assert windows_of([20] * 20, [5, 6, 15]) == [(3, 5, 7, 8), (13, 15, 16, 17)]
    assert windows_of([20] * 3, [0, 1, 2]) == [(0, 0, 3, 3)]
    assert windows_of([300], [0]) == [(0, 0, 1, 1)]


def test_a_short_talk_is_read_whole_and_of_a_long_one_what_is_most_in_doubt() -> None:
    doubts = np.full(100, 0.1, np.float32)
    doubts[70] = 0.25

    assert chosen_of([10] * 100, doubts, most=1_200) == list(range(100))
    assert chosen_of([10] * 100, doubts, most=100) == [70]


def test_what_is_hardly_likely_is_not_read() -> None:
    doubts = doubts_of(np.array([[0.001, 0.002], [0.5, 0.0]], np.float32))

    assert chosen_of([10, 10], doubts) == [1]


def test_what_is_read_beside_it_changes_nothing() -> None:
    reader = small_reader()
    short, long = [[8, 9, 14]], [[8, 9, 14, 9] * 10, [12, 13, 9] * 20]
    alone = reader.read(short, [0])
    apart = [[4, 6]] * 60  # so far that they are no context
    together = reader.read([*short, *apart, *long], [0, 61, 62])
    near = reader.read([*short, *apart], [0])

    assert np.allclose(together[0], near[0], atol=1e-5)
    assert not np.allclose(alone[0], near[0], atol=1e-5)


def test_what_was_stored_is_read_as_before(tmp_path: Path) -> None:
    reader = small_reader()
    tokens = [[8, 9, 14], [12, 13, 9, 9]]
    write(stored(reader), tmp_path / "one.npy")
    once = load(tmp_path / "one.npy")
    write(stored(once), tmp_path / "two.npy")
    twice = load(tmp_path / "two.npy")

    assert once.pieces == reader.pieces
    assert np.corrcoef(once.read(tokens, [0, 1]).ravel(), reader.read(tokens, [0, 1]).ravel())[0, 1] > 0.95
    assert np.array_equal(twice.read(tokens, [0, 1]), once.read(tokens, [0, 1]))


def test_only_english_is_read_again() -> None:
    reader = small_reader()
    talk, units = said(
        "Sind Sie mit dem Ofen zufrieden?", "Nein, wir brauchen einen neuen Ofen, der alte ist zu langsam."
    )
    sums, chances = np.zeros((len(units), KINDS), np.float32), np.full((len(units), KINDS), 0.5, np.float32)

    assert np.array_equal(reader.again(talk, units, sums, chances), chances)

    talk, units = said("Are you happy with the oven?", "No, we need a new oven, the old one is too slow for us.")
    sums, chances = np.zeros((len(units), KINDS), np.float32), np.full((len(units), KINDS), 0.5, np.float32)

    assert not np.array_equal(reader.again(talk, units, sums, chances), chances)


def test_on_the_desk_more_of_a_long_talk_is_read():
    quick, patient = reader.shipped(), reader.patient()
    lengths, doubts = [40] * 300, np.linspace(0.2, 0.1, 300, dtype=np.float32)
    read = [set(chosen_of(lengths, doubts, one.most)) for one in (quick, patient)]
    assert read[0] < read[1] < set(range(300))
