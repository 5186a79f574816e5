"""What nobody says is heard to its end all the same: in a time that grows with its length, not with its square."""

from __future__ import annotations

import pytest

from joinery.engine.conversation import Conversation, Speaker, Turn
from joinery.engine.listen import listen
from joinery.method.book import load_method

LENGTH = 40_000  # letters; looked at pair by pair, each of these took from twenty seconds to an hour


@pytest.mark.parametrize(
    "said", ["x", "by friday ", "€1,000.", "we need it, ", "I'll send it on Monday and ", "monday and the "]
)
def test_a_turn_that_goes_on_without_end_is_heard(said: str) -> None:
    speakers = (Speaker("Ana", "seller"), Speaker("Dora", "customer"))
    endless = (said * LENGTH)[:LENGTH]
    turns = (Turn(0, "Is it slow?"), Turn(1, endless), Turn(1, "We need it faster."), Turn(0, "I see."))
    reading = listen(Conversation(speakers, turns, "joinery"), load_method(), patiently=True)

    assert len(reading.acts) == len(turns)
    for one in reading.findings:
        assert reading.conversation.turns[one.turn].text[one.start : one.end] == one.quote
