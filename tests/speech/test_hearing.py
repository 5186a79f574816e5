"""From samples to a conversation: pieces, channels, turns, names; what was heard before a crash is not heard again."""

import numpy as np
import pytest
from speech.sounds import RATE, tone

from joinery.engine.conversation import Conversation, Speaker, Turn, Word
from joinery.engine.doubts import doubts_in, is_doubtful
from joinery.engine.formats.own import as_json
from joinery.engine.read import read
from joinery.speech.hearing import hear
from joinery.speech.introductions import with_names
from joinery.speech.kinds import CannotHear
from joinery.speech.left import left_in_words, seconds_left
from joinery.speech.sound import PIECE, Sound, pieces_of
from joinery.speech.stereo import has_a_party_each, parted
from joinery.speech.transcribers import Heard, Said
from joinery.speech.turns import turns_of, with_voices
from joinery.speech.voices.clusters import path_through, voices_among
from joinery.speech.voices.diarizer import Spoken
from joinery.speech.voices.mel import mels_of


class Clock:
    """Says the time once a second: stands for a recogniser where only the arithmetic around it is tested."""

    name, tells_speakers = "clock", False

    def __init__(self):
        self.asked = 0

    def hear(self, sound, language):
        self.asked += 1
        return Heard(tuple(Said(f"w{at}.", at + 0.1, at + 0.5, 0.9) for at in range(int(sound.seconds))), "en")


def silence(seconds):
    return np.zeros((int(seconds * RATE), 1), "<i2")


def talking(seconds, *, first):
    """Two parties by turns of two seconds, each on a channel, with a thousandth of the other one on it."""
    own = (np.arange(int(seconds * RATE)) // (2 * RATE) % 2 == 0) == first
    return (tone(seconds, 300 if first else 500) * own).astype("<i2")


def test_pieces_are_cut_in_the_pause_and_lose_nothing():
    samples = tone(PIECE * 2.2).reshape(-1, 1).copy()
    pause = (PIECE - 12) * RATE
    samples[pause : pause + RATE] = 0
    pieces = list(pieces_of(Sound(samples)))

    assert pause < pieces[0][1] < pause + RATE
    assert [one[1] for one in pieces[:-1]] == [one[0] for one in pieces[1:]]
    assert (pieces[0][0], pieces[-1][1]) == (0, len(samples))


def test_times_count_through_all_pieces():
    talk = hear(Sound(silence(PIECE * 2 + 5)), Clock(), voices=1)
    starts = [word.start for turn in talk.turns for word in turn.words]

    assert starts == sorted(starts)
    assert starts[-1] > PIECE * 2


def test_what_was_heard_is_kept_piece_by_piece_and_not_heard_again(tmp_path):
    sound, first, second = Sound(silence(PIECE * 2 + 5)), Clock(), Clock()
    one = hear(sound, first, voices=1, kept=tmp_path)
    (next(tmp_path.glob("*.json"))).write_text("half of a fi")
    other = hear(sound, second, voices=1, kept=tmp_path)

    assert (first.asked, second.asked) == (3, 1)
    assert one == other


def test_no_word_is_told():
    with pytest.raises(CannotHear, match="Nobody says a word"):
        hear(Sound(silence(0.5)), Clock(), voices=1)


def test_two_parties_on_two_channels_are_known_by_their_channel():
    one, other = talking(12, first=True), talking(12, first=False)
    stereo = Sound(np.stack([one + other // 1000, other + one // 1000], axis=1))
    left, right = parted(stereo)

    assert has_a_party_each(stereo)
    assert not has_a_party_each(Sound(np.stack([one, one], axis=1)))
    assert not has_a_party_each(Sound(np.stack([one, one * 0], axis=1)))
    assert np.abs(left.channels[int(2.2 * RATE) : int(3.8 * RATE)]).max() == 0
    assert np.abs(right.channels[int(0.2 * RATE) : int(1.8 * RATE)]).max() == 0
    assert np.array_equal(left.channels[int(0.2 * RATE) : int(1.8 * RATE), 0], stereo.channels[3200:28800, 0])
    assert [each.name for each in hear(stereo, Clock()).speakers] == ["Speaker 1", "Speaker 2"]


def words(*told):
    return [Said(text, start, start + 0.3, 0.9, speaker) for text, start, speaker in told]


def test_talking_over_each_other_tears_neither_apart():
    names, turns = turns_of(
        words(("I", 0, "a"), ("Yes.", 0.35, "b"), ("think", 0.4, "a"), ("so.", 0.8, "a"), ("Good.", 2.5, "b"))
    )

    assert names == ["a", "b"]
    assert [(turn.speaker, turn.text) for turn in turns] == [(0, "I think so."), (1, "Yes."), (1, "Good.")]


def test_a_change_of_voice_in_mid_sentence_moves_to_its_end():
    said = words(("We", 0.0, ""), ("wait.", 0.31, ""), ("Who", 0.62, ""), ("is", 0.93, ""), ("it?", 1.24, ""))
    heard = with_voices(said, [Spoken(0.0, 1.0, 0), Spoken(1.0, 2.0, 1)])

    assert [word.speaker for word in heard] == ["0", "0", "1", "1", "1"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hello, this is Orla from Astoria.", "Orla"),
        ("This is Travis. How can I help you today?", "Travis"),
        ("Hello, my name is Violet King, and I bought a car.", "Violet King"),
        ("Guten Tag, hier spricht Anna Weber von Wessel.", "Anna Weber"),
        ("Ich heiße Jürgen.", "Jürgen"),
        ("Bonjour, je m'appelle Élodie Martin.", "Élodie Martin"),
        ("This is important to us.", ""),
        ("This is Monday, so we can start.", ""),
        ("Hello Dora, how are you?", ""),
        ("I am sure that this is the one.", ""),
        ("my name is on the list", ""),
    ],
)
def test_people_are_called_by_the_name_that_they_give(text, name):
    turns = (Turn(0, text, 0.0, 2.0), Turn(1, "Good morning.", 2.0, 3.0))
    talk = with_names(Conversation((Speaker("Speaker 1"), Speaker("Speaker 2")), turns, "recording"))

    assert [each.name for each in talk.speakers] == [name or "Speaker 1", "Speaker 2"]


def test_a_name_that_was_half_heard_names_nobody():
    half = (Word("This", 0, 1, 0.9), Word("is", 1, 2, 0.9), Word("Silate.", 2, 3, 0.2))
    talk = Conversation((Speaker("Speaker 1"),), (Turn(0, "This is Silate.", 0.0, 3.0, half),), "recording")

    assert with_names(talk) == talk


def test_words_that_were_not_heard_clearly_are_marked_and_stay_so():
    turn = Turn(0, "The drain, the drain.", 0.0, 2.0, tuple(
        Word(text, at, at + 0.2, p)
        for text, at, p in (("The", 0.0, 0.9), ("drain,", 0.3, 0.9), ("the", 0.6, 0.9), ("drain.", 0.9, 0.3))
    ))  # fmt: skip
    talk = Conversation((Speaker("Speaker 1"),), (turn,), "recording")

    assert [turn.text[first:last] for first, last in doubts_in(turn)] == ["drain."]
    assert [first for first, _ in doubts_in(turn)] == [15]
    assert (is_doubtful(turn, 0, 10), is_doubtful(turn, 11, 21)) == (False, True)
    assert read(as_json(talk)) == talk


def voice(chance, middle, count):
    rows = middle + chance.normal(0, 0.025, (count, 256))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize("voices", [1, 2, 3, 4])
def test_voices_are_counted_and_told_apart(voices):
    chance = np.random.default_rng(5)
    middles = [row / np.linalg.norm(row) for row in np.abs(chance.normal(0, 1, (voices, 256))) ** 3]
    windows = np.concatenate([voice(chance, middle, 60) for middle in middles])
    found = voices_among(windows)
    nearest = (windows @ found.T).argmax(axis=1).reshape(voices, 60)

    assert len(found) == voices
    assert all(len(set(row)) == 1 for row in nearest.tolist())
    assert len({row[0] for row in nearest.tolist()}) == voices


def test_where_somebody_knows_how_many_speak_that_holds():
    chance = np.random.default_rng(5)
    windows = voice(chance, np.ones(256) / 16, 80)

    assert (len(voices_among(windows)), len(voices_among(windows, 2))) == (1, 2)


def test_a_window_that_sounds_like_somebody_else_for_a_moment_does_not_change_who_speaks():
    near = np.array([[1.0, 0.0]] * 6 + [[0.3, 0.6]] + [[1.0, 0.0]] * 6 + [[0.0, 1.0]] * 8)

    assert path_through(near, 1.0).tolist() == [0] * 13 + [1] * 8


def test_a_tone_lies_in_its_band():
    low, high = (mels_of(tone(1, pitch).astype(np.float32) / 32768).mean(axis=0).argmax() for pitch in (300, 3000))

    assert (int(low), int(high)) == (3, 27)  # 74 Hz to a band at first, then by ratio


def test_time_left_in_words():
    assert left_in_words(seconds_left(0.5, 120)) == "about 2 minutes left"
    assert left_in_words(seconds_left(0.9, 95)) == "about 10 seconds left"
    assert left_in_words(seconds_left(0.001, 90)) == ""
