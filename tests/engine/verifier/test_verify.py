"""The second look at a talk: what the weights add to the rules, and what they may not take away."""

from __future__ import annotations

from pathlib import Path
from zlib import compress

from joinery.engine.acts import heard
from joinery.engine.candidates import Lists
from joinery.engine.conversation import Conversation, Side, Speaker, Turn
from joinery.engine.findings import find_all
from joinery.engine.reading import Finding
from joinery.engine.verifier import reader
from joinery.engine.verifier.verify import by_weights
from joinery.engine.verifier.weights import FILE, WORDS, load, save, shipped
from joinery.method.acts import load_acts
from joinery.method.signals import load_signals, read_signal
from joinery.method.tiers import load_tiers

SIGNALS, ACTS = load_signals(), load_acts()
TAUGHT = """
name = "taught"
title = "Yellow light"
kind = "yellow_light"
sort = "unknown"
from = "customer"
advice = "Stop and ask."
languages = ["en"]
phrases = ["the tea leaves say otherwise"]

[[example]]
says = "The tea leaves say otherwise."
heard = true
"""


def found(*said: str, sides: tuple[Side, Side] = ("seller", "customer"), lists: Lists = Lists()) -> list[Finding]:  # noqa: B008
    turns = tuple(Turn("AD".index(line[0]), line[3:]) for line in said)
    talk = Conversation((Speaker("Ana", sides[0]), Speaker("Dora", sides[1])), turns, "joinery")
    acts, chances = heard(turns, ACTS)
    return list(find_all(talk, acts, SIGNALS, None, chances=chances, lists=lists))


def test_a_finding_says_how_sure_we_are_and_what_spoke_for_it() -> None:
    (promise,) = [one for one in found("A: I'll send you the drawings by Friday.") if one.tier != "hidden"]

    assert promise.kind == "promise"
    assert promise.tier in ("sure", "likely")
    assert promise.cues != ()
    assert load_tiers()["promise"].of(promise.confidence) == promise.tier


def test_a_promise_is_heard_in_words_that_no_rule_knows() -> None:
    said = "A: You can have the keys on Monday, I'll leave them with Goran at the gate."
    promises = [one for one in found("D: And how do we get in?", said) if one.kind == "promise"]

    assert [one.turn for one in promises] == [1]


def test_a_move_inside_the_talk_stays_hidden() -> None:
    shown = [one for one in found("A: I'll just share my screen and walk you through it.") if one.tier != "hidden"]

    assert shown == []


def test_a_rule_taught_after_the_training_is_taken_at_its_word(tmp_path: Path) -> None:
    path = tmp_path / "taught.toml"
    path.write_text(TAUGHT)
    turns = (Turn(0, "The tea leaves say otherwise."),)
    talk = Conversation((Speaker("Dora", "customer"),), turns, "joinery")
    acts, chances = heard(turns, ACTS)
    shown = find_all(talk, acts, (*SIGNALS, read_signal(path)), None, chances=chances)

    assert [(one.kind, one.heard_by, one.tier) for one in shown if one.tier != "hidden"] == [
        ("yellow_light", "taught", "likely")
    ]


def test_a_rival_that_the_firm_knows_by_name_is_heard() -> None:
    said = "D: Well, Gopak was here as well."

    assert [one.heard_by for one in found(said, lists=Lists(competitors=("Gopak",))) if one.kind == "competitor"] == [
        "your list of competitors"
    ]


def test_only_the_customer_has_needs() -> None:
    said = "the machine breaks down every week and we lose half a day"

    assert "need" not in [one.kind for one in found(f"A: {said}")]
    assert {"need", "impact"} & {one.kind for one in found(f"D: {said}")} != set()


def test_every_quote_stands_in_its_turn() -> None:
    lines = (
        "D: um we we lose linen, you know, every week. And I don't I don't see why we'd pay twenty thousand",
        "A: I hear you. shall we say tuesday",
    )

    for one in found(*lines):
        assert one.quote == lines[one.turn][3:][one.start : one.end]


def test_without_weights_the_rules_decide_alone() -> None:
    turns = (Turn(0, "I'll send you the drawings by Friday."),)
    talk = Conversation((Speaker("Ana", "seller"),), turns, "joinery")
    (promise,) = find_all(talk, ((),), SIGNALS, None, verifier=by_weights(None))

    assert (promise.kind, promise.heard_by, promise.cues) == ("promise", "promise", ())


def test_the_same_weights_always_make_the_same_file(tmp_path: Path) -> None:
    weights = shipped()
    assert weights is not None
    for name in ("one.npy", "two.npy"):
        save(weights, tmp_path / name)

    assert (tmp_path / "one.npy").read_bytes() == (tmp_path / "two.npy").read_bytes()
    assert load(tmp_path / "one.npy").phrases == weights.phrases


def test_the_weights_are_small_when_packed() -> None:
    assert sum(len(compress(path.read_bytes())) for path in (FILE, WORDS)) < 8_000_000
    assert len(compress(reader.FILE.read_bytes())) < 8_000_000
