"""A talk is cut into what can be one finding each."""

from joinery.engine.plain import Passage, Piece
from joinery.engine.verifier.units import units_of


def said(text: str, acts: tuple[int, ...] = ()) -> list[str]:
    passage = Passage(0, text, (Piece(0, 0, len(text)),))
    return [passage.plain[unit.left : unit.right] for unit in units_of(0, passage, acts)]


def test_each_sentence_is_one_unit() -> None:
    assert said("It leaks. We lose linen every week! Why?") == ["it leaks", "we lose linen every week", "why"]


def test_a_title_or_a_number_ends_no_sentence() -> None:
    assert said("Dr. Novak signs it on the 3. of May.") == ["dr. novak signs it on the 3. of may"]


def test_a_long_sentence_is_cut_where_clauses_meet() -> None:
    text = (
        "We wash until ten in the evening every single day of the year, "
        "because the old machine takes three hours for one load"
    )

    assert said(text) == [
        "we wash until ten in the evening every single day of the year",
        "because the old machine takes three hours for one load",
    ]


def test_what_has_no_marks_is_cut_where_acts_begin() -> None:
    text = "right so that is the plan for the machine room upstairs then what about the money who would have to sign it"
    at = text.index("what about")

    assert said(text, (0, at)) == [text[:at], text[at:]]


def test_nothing_said_has_no_units() -> None:
    assert said("") == []
    assert said("…") == []
