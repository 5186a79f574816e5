"""What is found in a talk between Ana, who sells, and Dora, who buys."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinery.engine.conversation import Conversation, Side, Speaker, Turn
from joinery.engine.findings import find, find_all
from joinery.engine.reading import Act, Finding
from joinery.engine.verifier.by_rules import by_rules
from joinery.method.signals import load_signals
from tools.measure.findings import measure

SIGNALS = load_signals()
SATURDAY = date(2026, 11, 21)
GOLD = Path(__file__).parent.glob("gold_*.jsonl")
ROWS = [json.loads(line) for path in sorted(GOLD) for line in path.read_text(encoding="utf-8").splitlines()]


def talk(*said: str, sides: tuple[Side, Side] = ("seller", "customer")) -> Conversation:
    """Lines like "A: I'll send it": A is Ana, D is Dora."""
    turns = tuple(Turn("AD".index(line[0]), line[3:]) for line in said)
    return Conversation((Speaker("Ana", sides[0]), Speaker("Dora", sides[1])), turns, "joinery")


def found(*said: str, sides: tuple[Side, Side] = ("seller", "customer")) -> tuple[Finding, ...]:
    return find(talk(*said, sides=sides), (), SIGNALS, SATURDAY)


def kinds(*said: str) -> list[tuple[str, str]]:
    return [(one.kind, one.quote) for one in found(*said)]


def test_a_promise_has_its_owner_and_its_day() -> None:
    (promise,) = found("A: Okay, so I'll send you the drawings by Friday.")

    assert (promise.kind, promise.quote) == ("promise", "I'll send you the drawings by Friday")
    assert (promise.owner, promise.due, promise.due_words) == ("Ana", date(2026, 11, 27), "by Friday")


def test_a_named_person_owns_what_they_will_do() -> None:
    (promise,) = found("A: Mia will send you the offer tomorrow.")

    assert (promise.owner, promise.due) == ("Mia", date(2026, 11, 22))


def test_a_request_is_owned_by_the_one_who_is_asked() -> None:
    (request,) = found("D: Could you email me the floor plan by Monday?", "A: Of course.")

    assert (request.kind, request.owner, request.due) == ("request", "Ana", date(2026, 11, 23))


def test_a_call_to_action_is_answered_by_a_yes() -> None:
    assert kinds("A: Could we meet on Tuesday with your chef?", "D: Yes, gladly.") == [
        ("call_to_action", "Could we meet on Tuesday with your chef?"),
        ("yes", "Yes, gladly"),
    ]


def test_a_yes_to_a_plain_remark_is_no_yes() -> None:
    assert kinds("A: The drum holds sixteen kilos.", "D: Yes.") == []


@pytest.mark.parametrize(
    "line",
    ["A: I'll just share my screen.", "A: Let me explain that.", "A: I'll show you the second slide.",
     "A: We'll get to the price later in this call.", "A: Let me know what you think.", 
     "A: I'll be brief.", "A: We'll see.", "A: Can you hear me?", "A: You need a bigger drum."],
)  # fmt: skip
def test_moves_inside_the_talk_are_not_reported(line: str) -> None:
    assert kinds(line) == []


def test_a_standing_fact_is_no_promise_but_a_pledge_is() -> None:
    assert "promise" not in [kind for kind, _ in kinds("A: We deliver in four weeks.")]
    assert kinds("A: You will have it in four weeks.") == [("promise", "You will have it in four weeks")]


def test_the_seller_cannot_hesitate_for_the_customer() -> None:
    assert kinds("A: I'm worried about the first weeks.") == []
    assert kinds("D: I'm worried about the first weeks.") == [("yellow_light", "I'm worried about the first weeks")]


def test_where_the_side_is_unknown_either_is_heard_with_less_trust() -> None:
    (sure,) = found("D: That is too expensive for us.")
    (unsure,) = found("D: That is too expensive for us.", sides=("unknown", "unknown"))

    assert unsure.side == "unknown"
    assert unsure.confidence < sure.confidence


def test_a_promise_the_other_side_welcomes_is_surer() -> None:
    (alone,) = found("A: I'll send you the list.")
    (welcomed, *_) = found("A: I'll send you the list.", "D: Yes please, that would be great.")

    assert welcomed.confidence > alone.confidence


def test_a_sentence_cut_by_captions_is_heard_and_quoted_within_one_turn() -> None:
    (promise,) = found("A: so I'll send you the", "A: drawings of the cellar by Friday")

    assert promise.turn == 0
    assert promise.quote == "I'll send you the"
    assert promise.due == date(2026, 11, 27)


def test_fillers_and_stutter_do_not_hide_a_promise() -> None:
    (promise,) = found("A: um I I'll uh se send you the uh the drawings by um Friday")

    assert (promise.kind, promise.due) == ("promise", date(2026, 11, 27))


def test_to_the_rules_what_the_acts_hear_as_a_question_is_no_need() -> None:
    said = talk("D: we need a bigger door")
    asked = ((Act("ask.check", 0, 24),),)

    assert [one.kind for one in find_all(said, (), SIGNALS, SATURDAY, verifier=by_rules)] == ["need"]
    assert find_all(said, asked, SIGNALS, SATURDAY, verifier=by_rules) == ()


def test_the_same_words_said_again_are_one_finding() -> None:
    assert len(found("D: That's too expensive for us.", "A: I see.", "D: That's too expensive for us.")) == 1


NOISY = "um I'll uh send İ you ’ we we need , . ? ß by friday okay \n \t"
SPOKEN = st.lists(st.sampled_from(NOISY.split(" ")), max_size=20).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 1),
            st.one_of(
                st.text(max_size=80),
                st.sampled_from([row["turns"][row["at"]][1] for row in ROWS]),
                SPOKEN,
            ),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_a_quote_is_the_source_slice(said: list[tuple[int, str]]) -> None:
    conversation = Conversation(
        (Speaker("Ana", "seller"), Speaker("", "unknown")), tuple(Turn(*one) for one in said), "joinery"
    )

    for one in find(conversation, ((),) * len(said), SIGNALS, SATURDAY):
        assert one.quote == said[one.turn][1][one.start : one.end]
        assert one.quote.strip()
        assert one.speaker == said[one.turn][0]
        assert 0 < one.confidence <= 1


def test_promises_on_the_labelled_lines_stay_precise() -> None:
    by_kind, slots = measure(ROWS)
    promises = by_kind["promise"]

    assert promises["hit"] / (promises["hit"] + promises["false"]) >= 0.8
    assert slots["owner wrong"] == 0
    assert slots["due wrong"] == 0


def test_a_promise_is_not_cut_before_its_date() -> None:
    says = "The credit is with you by, I think, Friday."
    talk = Conversation((Speaker("Ana", "seller"), Speaker("Dora", "customer")), (Turn(0, says),), "joinery")

    (promise,) = find(talk, ((),), SIGNALS, date(2026, 11, 18))

    assert (promise.quote, promise.due) == ("The credit is with you by, I think, Friday", date(2026, 11, 20))


def test_the_day_of_a_promise_may_stand_in_the_clause_that_follows() -> None:
    says = "I'll do the sums again with a replacement in it, and you get one page from me on Monday."
    talk = Conversation((Speaker("Ana", "seller"), Speaker("Dora", "customer")), (Turn(0, says),), "joinery")

    first = find(talk, ((),), SIGNALS, date(2026, 10, 15))[0]

    assert (first.kind, first.due) == ("promise", date(2026, 10, 19))
