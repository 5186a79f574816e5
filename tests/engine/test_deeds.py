"""Two deeds in one breath are two, each with its day; all else stays as it was said."""

from __future__ import annotations

import pytest

from joinery.engine.deeds import parted


def parts(said: str) -> list[str]:
    return [said[left:right] for left, right in parted(said, 0, len(said))]


@pytest.mark.parametrize(
    "said",
    [
        "i write it up this afternoon, | and the offer you get on wednesday",
        "i'll move it to thursday, | and noel will confirm the hour with you on monday",
        "we reprint tomorrow | and my daughter brings them over on saturday",
        "i talk with our warehouse tomorrow | and until friday i tell you what is possible",
        "you send me the floor plan by monday | and i'll have the drawing ready by friday",
        "ich frage ihn morgen | und die zeichnung haben sie am freitag",
        "je vous appelle demain | et la facture part vendredi",
    ],
)
def test_each_deed_with_its_day_stands_alone(said: str) -> None:
    first, second = said.split(" | ")

    assert [part.strip(" ,") for part in parts(said.replace(" | ", " "))] == [
        first.strip(" ,"),
        second.removeprefix("and ").removeprefix("und ").removeprefix("et "),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "i'll do it tonight and text you the numbers tomorrow",  # nobody is named again: one deed
        "thursday, and friday at the latest",
        "we come on monday and on tuesday",
        "if you send it on monday and we check it, you have it on friday",
        "i'll send the drawings and the offer by friday",
        "we close on friday and the rest i don't know",
        "i'll send it on monday, and we're closed on friday",
        "",
    ],
)
def test_one_deed_is_left_whole(said: str) -> None:
    assert parts(said) == [said]
