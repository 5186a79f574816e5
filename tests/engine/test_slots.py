"""Who would do it: the speaker, unless somebody is named."""

from __future__ import annotations

import pytest

from joinery.engine.conversation import Conversation, Speaker
from joinery.engine.plain import folded
from joinery.engine.slots import owner_of

TWO = Conversation((Speaker("Ana", "seller"), Speaker("Dora", "customer")), (), "joinery")
ROUND = Conversation(tuple(Speaker(name, "unknown") for name in ("Chair", "Ryan", "Corrine")), (), "joinery")


@pytest.mark.parametrize(
    ("says", "owner"),
    [
        ("I'll send it", "Ana"),
        ("Mel will send it over", "Mel"),
        ("and Tariq'll make one tomorrow", "Tariq"),
        ("my colleague Piet will ring you", "Piet"),
        ("Mr Rao will share it on the server", "Mr Rao"),
        ("HR will draft the letter", "HR"),
        ("das macht Frau Sommer", "Frau Sommer"),
        ("my secretary will send it", "Ana"),
        ("the report will be in the portal tomorrow", "Ana"),
        ("I'll write it so that three firms could bid on it", "Ana"),
        ("dann kann Ihre Enkelin mal probieren", "Ana"),
        ("mon gendre va vous les déposer", "Ana"),
    ],
)
def test_a_promise_is_the_speakers_or_the_named_persons(says: str, owner: str) -> None:
    assert owner_of("promise", folded(says), TWO, 0, 1, said=says) == owner


def test_words_without_capitals_may_be_a_name_too() -> None:
    assert owner_of("promise", "lin will mail it to you", TWO, 0, 1, said="lin will mail it to you") == "Lin"


@pytest.mark.parametrize(
    ("says", "owner"),
    [
        ("could you send me the plan?", "Chair"),
        ("Ryan, you work on the case", "Ryan"),
        ("Maybe you work on it", "Chair"),
    ],
)
def test_in_a_round_the_one_who_is_called_by_name_is_asked(says: str, owner: str) -> None:
    assert owner_of("request", folded(says), ROUND, 1, 0, said=says) == owner
