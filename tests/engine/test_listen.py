"""A conversation in, a reading out."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from joinery.engine.conversation import Conversation, Speaker, Turn
from joinery.engine.listen import listen
from joinery.method.book import load_method

METHOD = load_method()
SAID_ON = date(2026, 9, 2)

LINES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "I'll send you the drawings by Friday.", "We need it under two hours?", "how much is it", "Mm-hmm.",
            "I'm not sure our operators would accept that.", "Could we meet on Tuesday with your chef?", "Ja, genau.",
            "Nous cherchons une machine, n'est-ce pas ?", "İstanbul’s price… what about it", "we lose linen every week",
        ]
    ),
)  # fmt: skip
TIMES = st.one_of(st.none(), st.floats(-10, 4000), st.just(float("nan")), st.just(float("inf")))


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    speakers = draw(
        st.lists(
            st.builds(Speaker, st.text(max_size=8), st.sampled_from(["seller", "customer", "unknown"])),
            min_size=1,
            max_size=4,
        )
    )
    turn = st.builds(Turn, st.integers(0, len(speakers) - 1), LINES, TIMES, TIMES)
    return Conversation(tuple(speakers), tuple(draw(st.lists(turn, max_size=12))), "vtt")


@settings(max_examples=150, deadline=None)
@given(conversations())
def test_whatever_is_said_every_act_and_quote_stands_in_its_turn(conversation: Conversation) -> None:
    reading = listen(conversation, METHOD, said_on=SAID_ON)

    assert len(reading.acts) == len(conversation.turns)
    for turn, of_turn in zip(conversation.turns, reading.acts, strict=True):
        assert all(0 <= act.start < act.end <= len(turn.text) for act in of_turn)
    for finding in reading.findings:
        assert finding.quote == conversation.turns[finding.turn].text[finding.start : finding.end]
    assert reading == listen(conversation, METHOD, said_on=SAID_ON)
    assert all(value == value and abs(value) != float("inf") for value in reading.measures.values())


def test_sides_that_are_given_win_and_are_told_in_the_reading() -> None:
    turns = (Turn(0, "we need a machine"), Turn(1, "we offer one"))
    talk = Conversation((Speaker("Ana"), Speaker("Dora")), turns, "txt")
    reading = listen(talk, METHOD, {"Ana": "seller"}, said_on=SAID_ON)

    assert [speaker.side for speaker in reading.conversation.speakers] == ["seller", "customer"]


def test_the_reading_names_the_edition_of_the_method() -> None:
    talk = Conversation((Speaker("Ana"),), (), "txt")

    assert listen(talk, METHOD).method_edition == METHOD.edition
