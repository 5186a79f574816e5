"""What each sentence of a talk does."""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from joinery.engine.acts import acts_of, heard, heard_by_cues
from joinery.engine.conversation import Turn
from joinery.method.acts import load_acts

ACTS = load_acts()


def kinds(*said: str) -> list[list[str]]:
    """The acts of two people who speak in turn."""
    return [[a.kind for a in of_turn] for of_turn in acts_of(turns_of(said), ACTS)]


def turns_of(said: Iterable[str]) -> list[Turn]:
    return [Turn(number % 2, text) for number, text in enumerate(said)]


def test_a_turn_with_several_sentences_has_several_acts() -> None:
    assert kinds("Good morning. The drum holds twenty kilos. How many rooms do you have?") == [
        ["social", "tell.product", "ask.discover"]
    ]


def test_a_question_in_a_long_turn_without_punctuation_is_cut_out_and_heard() -> None:
    text = "we have put in forty of these in the last two years and how do you handle the night shift today"
    (first, second) = acts_of([Turn(0, text)], ACTS)[0]

    assert first.kind.startswith("tell")
    assert (second.kind, text[second.start : second.end]) == (
        "ask.discover",
        "and how do you handle the night shift today",
    )


def test_a_statement_is_a_question_when_the_other_side_confirms_it() -> None:
    asked, answer = kinds("so you run two shifts right", "exactly")

    assert asked[0].startswith("ask")
    assert answer == ["tell"]


def test_a_relative_clause_is_no_question() -> None:
    assert kinds("Mia is the one who signs this off and what we need is a plan.") == [["tell"]]


def test_yes_to_a_step_is_a_commitment_and_no_is_a_reaction() -> None:
    assert kinds("Could you send us the floor plan by Friday?", "Yes.") == [["ask.agree"], ["agree"]]
    assert kinds("Could you send us the floor plan by Friday?", "No.") == [["ask.agree"], ["react"]]


def test_a_listeners_noise_is_not_telling() -> None:
    assert kinds("The drum holds twenty kilos.", "Mm-hmm.")[1] == ["backchannel"]


def test_abbreviations_and_figures_do_not_end_a_sentence() -> None:
    assert len(kinds("Dr. Weber measured 3.5 tons, i.e. a lot.")[0]) == 1


def test_a_missing_mark_counts_only_where_the_file_writes_marks() -> None:
    marked = ["Do you fold by hand?", "Sometimes.", "Is it loud?", "A little."] * 5

    def by_cues(*said: str) -> str:
        return heard(turns_of(said), ACTS, heard_by_cues)[0][-2][0].kind

    def chance(*said: str) -> float:
        return heard(turns_of(said), ACTS)[1][-2][0]["asks"]

    assert by_cues("we wash", "mm-hm", "how the water gets in", "it depends") == "ask.discover"
    assert by_cues(*marked, "How the water gets in.", "It depends.") == "tell"
    assert chance(*marked, "How the water gets in.", "It depends.") < chance("how the water gets in", "it depends")


@given(st.lists(st.text(max_size=200), max_size=8))
def test_acts_lie_in_order_within_their_turn(texts: list[str]) -> None:
    turns = [Turn(number % 3, text) for number, text in enumerate(texts)]
    acts = acts_of(turns, ACTS)

    assert len(acts) == len(turns)
    for turn, of_turn in zip(turns, acts, strict=True):
        assert all(0 <= act.start < act.end <= len(turn.text) for act in of_turn)
        assert all(one.end <= following.start for one, following in pairwise(of_turn))


def test_hostile_text_is_read_to_its_end() -> None:
    for text in ("a " * 50_000, "(" * 100_000, "do you " * 14_000, "? " * 50_000, "İ" * 50_000, "what " * 20_000):
        acts = acts_of([Turn(0, text)], ACTS)
        assert len(acts) == 1, text[:10]
