"""Pieces of a talk as numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from joinery.engine.ear.grams import Finder, Heard, grams_of, neighbours_of, shapes_of


def piece(said: str, speaker: int = 0) -> Heard:
    return Heard(said.split(), "", speaker, None, None, (0.0,) * 6)


def groups(said: str) -> set[int]:
    return set(grams_of([piece(said)])[1].tolist())


def test_the_same_words_always_have_the_same_numbers() -> None:
    assert sorted(groups("do we"))[:3] == [138204601, 251252013, 409488658]


def test_the_order_of_words_matters() -> None:
    assert groups("you do know") != groups("do you know")


def test_figures_are_all_one_word_of_their_length() -> None:
    assert groups("by 12 May") == groups("by 34 May")


def test_word_groups_come_piece_by_piece_and_every_piece_has_some() -> None:
    rows, _ = grams_of([piece("how much is it"), piece("a"), piece("it depends on the drum")])

    assert rows.tolist() == sorted(rows.tolist())
    assert set(rows.tolist()) == {0, 1, 2}


def test_the_neighbours_of_a_piece_are_those_beside_it_and_the_nearest_of_each_side() -> None:
    # before, after, two before, two after, before by the same, by another, after by the same, by another
    assert neighbours_of([0, 0, 1, 0]).tolist() == [
        [-1, 1, -1, 2, -1, -1, 1, 2],
        [0, 2, -1, 3, 0, -1, 3, 2],
        [1, 3, 0, -1, -1, 1, -1, 3],
        [2, -1, 1, -1, 1, 2, -1, -1],
    ]


def slowly(speakers: list[int]) -> list[list[int]]:
    def nearest(at: int, order: range, *, same: bool) -> int:
        return next((there for there in order if (speakers[there] == speakers[at]) == same), -1)

    count = len(speakers)
    inside = lambda at: at if 0 <= at < count else -1  # noqa: E731
    return [
        [
            *(inside(at + step) for step in (-1, 1, -2, 2)),
            *(nearest(at, range(at - 1, -1, -1), same=same) for same in (True, False)),
            *(nearest(at, range(at + 1, count), same=same) for same in (True, False)),
        ]
        for at in range(count)
    ]


@given(st.lists(st.integers(0, 3), max_size=30))
def test_neighbours_are_found_for_any_order_of_speakers(speakers: list[int]) -> None:
    assert neighbours_of(speakers).tolist() == slowly(speakers)


def test_a_talk_without_times_has_a_shape_too() -> None:
    shapes = shapes_of([piece("do you fold by hand", 0), piece("sometimes", 1)], 0.0)

    assert shapes.shape[0] == 2
    assert bool(np.isfinite(shapes).all())


@given(st.lists(st.integers(0, 2**32 - 1), max_size=40, unique=True), st.lists(st.integers(0, 2**32 - 1), max_size=20))
def test_numbers_are_found_where_they_stand_and_strangers_behind_the_last(row: list[int], strangers: list[int]) -> None:
    known = sorted(row)
    asked = [*known, *(number for number in strangers if number not in row)]

    found = Finder(np.array(known, np.uint32)).places(np.array(asked, np.uint32)).tolist()

    assert found == [known.index(number) if number in row else len(known) for number in asked]
