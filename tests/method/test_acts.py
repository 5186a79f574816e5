"""Every example in every file of the acts is heard as the file says."""

from time import process_time

import pytest

from joinery.engine.acts import acts_of
from joinery.engine.conversation import Turn
from joinery.engine.cues import hears
from joinery.method.acts import ActExample, CannotReadMethod, acts_from, load_acts

ACTS = load_acts()
EXAMPLES = [(act.kind, example) for act in ACTS for example in act.examples]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=[f"{kind}: {e.says}" for kind, e in EXAMPLES])
def test_every_example_is_heard_as_its_file_says(kind: str, example: ActExample) -> None:
    turns = [Turn(0, example.says)] + ([Turn(1, example.answer)] if example.answer else [])
    kinds = {act.kind for act in acts_of(turns, ACTS)[0]}
    heard = any(found == kind or found.startswith(f"{kind}.") for found in kinds)

    assert heard == example.heard, kinds


def test_every_kind_of_act_has_examples_that_are_heard_and_some_that_are_not() -> None:
    for act in ACTS:
        assert {example.heard for example in act.examples} == {True, False}, act.kind


def test_no_cue_is_slow_on_hostile_text() -> None:
    for text in (
        "a " * 50_000,
        "(" * 100_000,
        "do you " * 14_000,
        "or right " * 11_000,
        "yeah " * 20_000,
        "0 " * 50_000,
    ):
        for act in ACTS:
            for cue in act.cues:
                began = process_time()
                hears(cue, text, text)
                assert process_time() - began < 1.0, (act.kind, cue.name, text[:10])


def test_a_broken_pattern_is_named_in_the_refusal(tmp_path) -> None:
    (tmp_path / "odd.toml").write_text(
        'name = "odd"\ntitle = "Odd"\n[[cue]]\nname = "x"\nat = "start"\npoints = 1\nphrases = ["(a"]\n'
    )

    with pytest.raises(CannotReadMethod, match=r"odd\.toml: "):
        acts_from(tmp_path.glob("*.toml"))


def test_a_broken_file_is_named_in_the_refusal(tmp_path) -> None:
    (tmp_path / "odd.toml").write_text(
        'name = "odd"\ntitle = "Odd"\n[[cue]]\nname = "x"\nat = "middle"\npoints = 1\nphrases = ["a"]\n'
    )

    with pytest.raises(CannotReadMethod, match=r"odd\.toml: cue 'x': at must be"):
        acts_from(tmp_path.glob("*.toml"))
