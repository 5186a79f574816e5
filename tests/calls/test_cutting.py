"""Taking one voice out: nothing of it stays, and nothing of the others goes."""

from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from joinery.calls.cutting import merged, reading_without, spoke, without_voice

BUSY = examples(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SECONDS = st.floats(0, 4000, allow_nan=False, width=32)
TURN = st.fixed_dictionaries(
    {
        "speaker": st.integers(0, 3),
        "text": st.text(max_size=20),
        "start": SECONDS | st.none(),
        "end": SECONDS | st.none(),
    },
    optional={"words": st.lists(st.tuples(st.text(max_size=5), SECONDS, SECONDS), max_size=3)},
)
TALK = st.lists(TURN, max_size=12).map(lambda turns: {"speakers": [], "turns": turns, "source": "own"})


@BUSY
@given(TALK, st.integers(0, 3))
def test_nothing_of_that_voice_stays_and_every_other_turn_is_as_it_was(talk, speaker):
    left = without_voice(talk, speaker)

    assert speaker not in spoke(left.conversation)
    for before, after in zip(talk["turns"], left.conversation["turns"], strict=True):
        if before["speaker"] != speaker:
            assert after == before
        else:
            assert (after["text"], after.get("words", [])) == (
                "",
                before.get("words", []) if not before["text"] else [],
            )
    assert spoke(left.conversation) == spoke(talk) - {speaker}


@BUSY
@given(TALK, st.integers(0, 3))
def test_cutting_twice_is_cutting_once(talk, speaker):
    once = without_voice(talk, speaker)
    twice = without_voice(once.conversation, speaker)

    assert (twice.conversation, twice.turns, twice.stretches) == (once.conversation, (), ())


@BUSY
@given(TALK, st.integers(0, 3))
def test_every_second_of_a_cut_turn_is_in_a_stretch_or_nobody_knows_the_times(talk, speaker):
    left = without_voice(talk, speaker)
    for number in left.turns:
        start, end = talk["turns"][number]["start"], talk["turns"][number]["end"]
        if start is None or end is None:
            assert not left.has_times
        else:
            assert any(a <= min(start, end) and max(start, end) <= b for a, b in left.stretches)


@BUSY
@given(st.lists(st.tuples(SECONDS, SECONDS), max_size=12), SECONDS)
def test_merged_stretches_hold_the_same_moments_in_order(stretches, moment):
    found = merged(stretches)

    assert any(min(one) <= moment <= max(one) for one in stretches) == any(a <= moment <= b for a, b in found)
    assert all(a[1] < b[0] for a, b in zip(found, found[1:], strict=False))


def test_what_was_heard_in_those_turns_goes_from_the_reading():
    reading = {"acts": [[["ask", 0, 3]], [["tell", 0, 2]]], "unsure": [{"turn": 0}, {"turn": 1}], "measures": {}}

    assert reading_without(reading, [1]) == {"acts": [[["ask", 0, 3]], []], "unsure": [{"turn": 0}], "measures": {}}
    assert reading_without(None, [1]) is None
