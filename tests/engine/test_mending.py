"""Words have times, guessed where nobody told them; and a mended turn keeps what was right in it."""

from joinery.engine.conversation import Turn, Word
from joinery.engine.doubts import doubts_in
from joinery.engine.mending import carried, confirmed, mended
from joinery.engine.word_times import placed_words, stretch_of

HEARD = Turn(
    0,
    "I want the tables on the floors by ten.",
    10.0,
    14.0,
    (
        Word("I", 10.0, 10.2, 0.9),
        Word("want", 10.2, 10.5, 0.9),
        Word("the", 10.5, 10.6, 0.9),
        Word("tables", 10.6, 11.2, 0.3),
        Word("on", 11.2, 11.4, 0.9),
        Word("the", 11.4, 11.5, 0.9),
        Word("floors", 11.5, 12.0, 0.4),
        Word("by", 12.5, 12.7, 0.9),
        Word("ten.", 12.7, 13.1, 0.9),
    ),
)


def times(turn, until=None):
    return [(turn.text[word.first : word.last], word.start, word.end) for word in placed_words(turn, until)]


def test_a_word_has_the_time_of_whoever_heard_it():
    assert times(HEARD)[3] == ("tables", 10.6, 11.2)
    assert all(word.is_told for word in placed_words(HEARD))
    assert [HEARD.text[w.first : w.last] for w in placed_words(HEARD) if w.is_doubtful] == ["tables", "floors"]


def test_words_without_times_share_the_time_of_their_turn():
    assert times(Turn(0, "ab cd", 10.0, 15.0)) == [("ab", 10.0, 12.0), ("cd", 13.0, 15.0)]
    assert times(Turn(0, "ab cd", 10.0), until=15.0) == [("ab", 10.0, 12.0), ("cd", 13.0, 15.0)]
    assert not any(word.is_told for word in placed_words(Turn(0, "ab cd", 10.0, 15.0)))


def test_one_word_without_a_time_stands_between_its_neighbours():
    turn = Turn(0, "ab cd ef", 0.0, 8.0, (Word("ab", 0.0, 2.0), Word("cd"), Word("ef", 6.0, 8.0)))

    assert times(turn)[1] == ("cd", 3.0, 5.0)


def test_where_nobody_tells_a_time_there_is_none():
    assert times(Turn(0, "ab cd")) == [("ab", None, None), ("cd", None, None)]
    assert stretch_of(placed_words(Turn(0, "ab cd")), 0, 5) is None


def test_a_stretch_is_said_from_its_first_word_to_its_last():
    at = HEARD.text.index("tables")

    assert stretch_of(placed_words(HEARD), at, HEARD.text.index(" by")) == (10.6, 12.0)


def test_mended_words_take_the_time_of_what_they_replace_and_are_not_doubtful():
    turn = mended(HEARD, "I want the towels on the floors by ten.")

    assert times(turn)[3] == ("towels", 10.6, 11.2)
    assert [turn.text[first:last] for first, last in doubts_in(turn)] == ["floors"]
    assert times(turn)[:3] + times(turn)[4:] == times(HEARD)[:3] + times(HEARD)[4:]


def test_two_words_for_one_share_its_time_and_what_is_put_between_has_the_pause():
    turn = mended(HEARD, "I want the hand towels on the floors all day by ten.")

    assert times(turn)[3:5] == [("hand", 10.6, 10.84), ("towels", 10.84, 11.2)]
    assert [word for word, start, end in times(turn) if start >= 12.0 and end <= 12.5] == ["all", "day"]


def test_words_that_stay_keep_their_doubt_also_where_the_words_have_no_marks():
    turn = Turn(0, "Yes, tables.", 0.0, 2.0, (Word("yes", 0.0, 1.0, 0.9), Word("tables", 1.0, 2.0, 0.3)))

    assert [word.text for word in mended(turn, "Yes, tables.").words] == ["tables"]
    assert [word.p for word in mended(turn, "Yes, small tables.").words] == [None, 0.3]


def test_confirmed_words_are_no_longer_doubtful_and_keep_their_times():
    at = HEARD.text.index("tables")
    turn = confirmed(HEARD, at, at + 6)

    assert [turn.text[first:last] for first, last in doubts_in(turn)] == ["floors"]
    assert times(turn) == times(HEARD)
    assert confirmed(Turn(0, "Yes."), 0, 4) == Turn(0, "Yes.")
    assert mended(Turn(0, "Yes."), "No.") == Turn(0, "No.")


def test_a_mark_stays_on_its_words_when_others_are_mended():
    after = "So I want the towels on the floors by ten."
    start = HEARD.text.index("floors")

    assert after[slice(*carried(HEARD.text, after, start, len(HEARD.text) - 1))] == "floors by ten"


def test_a_mark_takes_over_the_mended_words():
    after = "I want the hand towels on the floors by ten."
    end = HEARD.text.index(" on")

    assert after[slice(*carried(HEARD.text, after, 0, end))] == "I want the hand towels"


def test_a_mark_whose_words_are_gone_has_no_place():
    assert carried("I want the tables. Yes.", "Yes.", 0, 18) is None
    assert carried("I want the tables.", "Hm.", 0, 18) is None
    assert carried("Yes. No.", "Yes. No.", 5, 7) == (5, 7)
