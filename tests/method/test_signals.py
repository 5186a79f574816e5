"""Every example in every signal file is heard, or not heard, as it says."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from joinery.engine.conversation import Conversation, Speaker, Turn
from joinery.engine.findings import find
from joinery.engine.reading import Finding
from joinery.method.signals import KINDS, BrokenSignal, Example, Signal, load_signals

SIGNALS = load_signals(check=True)
EXAMPLES = [(signal, example) for signal in SIGNALS for example in signal.examples]
ANA, DORA = Speaker("Ana", "seller"), Speaker("Dora", "customer")


def hear(example: Example) -> tuple[Conversation, tuple[Finding, ...]]:
    speaker = 0 if example.side == "seller" else 1
    said = [(1 - speaker, example.before), (speaker, example.says), (1 - speaker, example.reply)]
    talk = Conversation((ANA, DORA), tuple(Turn(who, words) for who, words in said if words), "joinery")
    return talk, find(talk, ((),) * len(talk.turns), SIGNALS, None)


@pytest.mark.parametrize(("signal", "example"), EXAMPLES, ids=[f"{s.name}: {e.says[:50]}" for s, e in EXAMPLES])
def test_an_example_is_heard_as_its_file_says(signal: Signal, example: Example) -> None:
    talk, findings = hear(example)
    turn = [turn.text for turn in talk.turns].index(example.says)
    mine = [one for one in findings if one.turn == turn and one.kind == signal.kind]

    if example.heard:
        assert {one.sort for one in mine} == {signal.sort}
        assert signal.name in [one.heard_by for one in mine]
    else:
        assert [one.quote for one in mine if one.heard_by == signal.name] == []
    if example.quote:
        assert [one.quote for one in mine] == [example.quote]


def test_every_kind_and_sort_has_a_signal() -> None:
    heard = {(signal.kind, signal.sort) for signal in SIGNALS}

    assert heard == {(kind, sort) for kind, sorts in KINDS.items() for sort in sorts or {""}}


@pytest.mark.parametrize("signal", SIGNALS, ids=[signal.name for signal in SIGNALS])
def test_every_signal_shows_what_it_hears_and_what_not(signal: Signal) -> None:
    assert {example.heard for example in signal.examples} == {True, False}
    assert signal.languages == ("en", "de", "fr")


NASTY_LENGTH = 40_000  # letters: what looks at each pair of them takes many seconds
NASTY = (
    *("a" * NASTY_LENGTH, " " * NASTY_LENGTH, "," * NASTY_LENGTH),
    *(
        (words * NASTY_LENGTH)[:NASTY_LENGTH]
        for words in ("i'll ", "we need to ", "the week of ", "ich werde ", "nous allons vous ")
    ),
    ("could you maybe also just then " * NASTY_LENGTH)[:NASTY_LENGTH],
)


@pytest.mark.parametrize("signal", SIGNALS, ids=[signal.name for signal in SIGNALS])
def test_no_phrase_is_slow_on_a_long_text(signal: Signal) -> None:
    for phrase in (*signal.phrases, *signal.cancels):
        for text in NASTY:
            before = time.process_time()
            for _ in phrase.pattern.finditer(text):
                pass
            assert time.process_time() - before < 1.0, phrase.source


def test_a_phrase_holds_one_of_its_anchors_wherever_it_matches() -> None:
    says = [example.says.lower().replace("’", "'") for _, example in EXAMPLES]

    for signal in SIGNALS:
        for phrase in (*signal.phrases, *signal.cancels):
            assert [one for one in says if phrase.pattern.search(one) and not phrase.may_occur_in(one)] == []


GOOD = """
name = "hesitation"
title = "Yellow light"
kind = "yellow_light"
sort = "unknown"
from = "customer"
advice = "Stop and ask."
languages = ["en"]
phrases = ["not sure"]

[[example]]
says = "I'm not sure."
heard = true
"""


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ('["not sure"]', '["not (sure"]', "bad.toml: phrases 1: 'not (sure' is no pattern"),
        ('["not sure"]', '["x?"]', "bad.toml: phrases 1: 'x?' matches nothing at all"),
        ('["not sure"]', "[]", "bad.toml: phrases: a list of texts is needed"),
        ('"customer"', '"everyone"', "bad.toml: from: 'everyone' is none of customer, either, seller"),
        ('"yellow_light"', '"red_light"', "bad.toml: kind: 'red_light' is none of"),
        ('sort = "unknown"', "", "bad.toml: sort: one of"),
        ('title = "Yellow light"', "", "bad.toml: title: a text is needed"),
        ("heard = true", 'heard = "yes"', "bad.toml: example 1 heard: true or false is needed"),
        ('says = "I\'m not sure."', "", "bad.toml: example 1 says: a text is needed"),
        ("advice =", "advise =", "bad.toml: advise: no such key"),
        ("[[example]]", "[[example]", "bad.toml: not TOML"),
    ],
)
def test_a_broken_file_is_named_with_its_key(tmp_path: Path, was: str, becomes: str, message: str) -> None:
    (tmp_path / "bad.toml").write_text(GOOD.replace(was, becomes, 1))

    with pytest.raises(BrokenSignal) as refused:
        load_signals(tmp_path)

    assert str(refused.value).startswith(message)


def test_a_new_phrase_in_a_file_is_heard(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD.replace('["not sure"]', '["not (?:so )?sure", "hm, well"]'))

    assert [signal.name for signal in load_signals(tmp_path)] == ["hesitation"]


def test_two_files_may_not_share_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "b.toml").write_text(GOOD)

    with pytest.raises(BrokenSignal, match="hesitation"):
        load_signals(tmp_path)
