"""The plain pieces by which a phrase is ruled out before its pattern is compiled."""

import pytest

from joinery.method.acts import load_acts
from joinery.method.anchors import Choices, anchors_of, choices_of, stored_anchors
from joinery.method.signals import Phrase, load_signals

PHRASES = [phrase for signal in load_signals() for phrase in (*signal.phrases, *signal.cancels)]


def test_what_is_stored_is_what_would_be_worked_out() -> None:
    stored = stored_anchors()
    known = [phrase.source for phrase in PHRASES if phrase.source in stored]
    cues = [cue.source for act in load_acts() for cue in act.cues if cue.source in stored]

    assert {source: stored[source] for source in known} == {
        source: _as_stored((anchors_of(source),)) for source in known
    }
    assert {source: stored[source] for source in cues} == {source: _as_stored(choices_of(source)) for source in cues}


def _as_stored(choices: Choices) -> list[list[list[str]]]:
    return [[list(group) for group in anchors] for anchors in choices]


@pytest.mark.parametrize(
    ("pattern", "choices"),
    [
        ("not sure", ((("not sure",),),)),
        (r"\b(?:can (?:we|you)|let me)$", ((("can ",), ("we", "you")), (("let me",),))),
        ("(?:send|bring)? it", (((" it",),),)),
        ("maybe|(?:soon|later)", ((("later", "maybe", "soon"),),)),
    ],
)
def test_a_match_holds_the_anchors_of_one_choice(pattern: str, choices: Choices) -> None:
    assert choices_of(pattern) == choices


def test_the_store_is_there_and_of_use() -> None:
    assert sum(phrase.source in stored_anchors() for phrase in PHRASES) > len(PHRASES) / 2


def test_a_phrase_that_is_not_stored_still_has_its_anchors() -> None:
    phrase = Phrase("quite (?:un|im)heard of")

    assert phrase.source not in stored_anchors()
    assert phrase.anchors == (("heard of",), ("quite ",), ("im", "un"))


@pytest.mark.parametrize(
    ("pattern", "anchors"),
    [
        ("not sure", (("not sure",),)),
        (
            "(?:we|i) (?:send|bring) it",
            (
                ("bring", "send"),
                (" it",),
            ),
        ),
        ("send(?: it| them)? over", ((" over",), ("send",))),
        ("xa+bc", (("xa",), ("bc",))),
        (r"\d+", (tuple("0123456789"),)),
        (r"(?:a|\d) day", ((" day",),)),
        ("(?!never )send", (("send",),)),
        ("one(?:two){0,2}", (("one",),)),
    ],
)
def test_anchors_are_what_every_match_holds(pattern: str, anchors: tuple[tuple[str, ...], ...]) -> None:
    assert anchors_of(pattern) == anchors
