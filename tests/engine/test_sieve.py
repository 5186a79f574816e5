"""Which lines a pattern may match: none that does is ever left out."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from joinery.engine.plain import Passage, Piece
from joinery.engine.sieve import Lines, Sieve, sieve_of
from joinery.engine.weighing import SOURCES as OF_SURROUNDINGS
from joinery.lib.late import source_of
from joinery.method.acts import load_acts
from joinery.method.sides import load_sides
from joinery.method.signals import load_signals

SOURCES = tuple(phrase.source for signal in load_signals() for phrase in signal.phrases)
CUES = tuple(cue.source for act in load_acts() for cue in act.cues)
AROUND = (*OF_SURROUNDINGS, source_of(load_sides().seller), source_of(load_sides().customer))
COMPILED = {source: re.compile(source) for source in (*SOURCES, *CUES, *AROUND)}  # more than re itself keeps
SAID = [line.lower() for signal in load_signals() for example in signal.examples for line in [example.says]]
NOISY = st.sampled_from(
    ["we", "We", "the", "um,", "er", "you", "know", "know.", "a", "so-", "so", "it's", "s", "th", "well", ",", ""]
)
WORDS = st.sampled_from(sorted({word for line in SAID for word in line.split()}))


def test_a_line_must_hold_a_piece_of_every_group_of_one_choice() -> None:
    sieve = Sieve([((("send", "bring"), ("you",)),), ((("maybe",),), (("soon", "later"),)), ((),)])

    assert sieve.sift(Lines(["i send it", "i bring you soon", "", "maybe you send it"])) == [
        [1, 3],
        [1, 3],
        [0, 1, 2, 3],
    ]


def test_a_talk_without_words_has_no_lines() -> None:
    assert Sieve([((("send",),),)]).sift(Lines([])) == [[]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=14).map(" ".join), max_size=6))
def test_no_line_that_matches_is_left_out(lines: list[str]) -> None:
    for sources in (SOURCES, CUES, AROUND):
        for source, may in zip(sources, sieve_of(sources).sift(Lines(lines)), strict=True):
            matching = [number for number, line in enumerate(lines) if COMPILED[source].search(line)]
            assert set(matching) <= set(may), source


def test_every_example_of_the_method_passes_the_sieve() -> None:
    for sources in (SOURCES, CUES, AROUND):
        for source, may in zip(sources, sieve_of(sources).sift(Lines(SAID)), strict=True):
            assert {number for number, line in enumerate(SAID) if COMPILED[source].search(line)} <= set(may), source


@settings(max_examples=200, deadline=None)
@given(st.lists(NOISY, max_size=6))
def test_what_is_called_clean_has_no_noise_in_it(words: list[str]) -> None:
    from joinery.engine import plain

    text = " ".join(words)
    passage = Passage(0, text, (Piece(0, 0, len(text)),))

    if plain._is_clean(plain.folded(text)):
        assert [noise for noise in plain._NOISE.finditer(plain.folded(text)) if noise.group()] == []
        assert passage.plain == plain.folded(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(NOISY, max_size=12))
def test_every_letter_of_the_plain_text_is_found_again_in_what_was_said(words: list[str]) -> None:
    from joinery.engine import plain

    text = " ".join(words)
    passage = Passage(0, text, (Piece(0, 0, len(text)),))
    places = [passage.place(at) for at in range(len(passage.plain))]

    assert "".join(plain.folded(text)[place] for place in places) == passage.plain
    assert [passage.plain_at(place) for place in places] == list(range(len(passage.plain)))
    assert passage.place(len(passage.plain)) == len(text)
